using SmartCity.Pipeline.Actions;
using SmartCity.Pipeline.Clock;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Qartod;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Engine;

/// <summary>
/// The engine's state in bytes. Each rule's and each series' part is a piece of its own, marked with a fingerprint of its
/// configuration: where that has changed the piece is skipped and that part starts anew.
/// </summary>
internal static class EngineState
{
    private const int Version = 2;

    public static void Save(
        StateWriter writer, long nowMs, PipelineOptions options, IReadOnlyList<NodeSeries> nodes, IReadOnlyList<(NeighbourOptions Options, Neighbours Group)> neighbours, ActionDesk desk, ClockMap clock)
    {
        writer.Whole(Version);
        writer.Whole(nowMs);
        string quality = QualityPrint(options);
        writer.Text(quality);
        writer.Whole(nodes.Count);
        foreach (var node in nodes)
        {
            writer.Text(node.Site);
            writer.Text(node.Node);
            writer.Whole(node.HeardMs);
            writer.Bool(node.Stamped);
            Piece(writer, node.Timeline);
            writer.Whole(node.Virtuals.Length);
            foreach (var channel in node.Virtuals) Piece(writer, channel);
            writer.Bool(node.Track != null);
            if (node.Track != null) Piece(writer, node.Track);
            writer.Whole(node.Channels.Count);
            foreach (var (channel, series) in node.Channels)
            {
                writer.Text(channel);
                Piece(writer, series);
            }

            writer.Whole(node.Watches.Length);
            foreach (var watch in node.Watches)
            {
                writer.Text(watch.Print);
                Piece(writer, watch);
            }
        }

        writer.Whole(neighbours.Count);
        foreach (var (_, group) in neighbours) Piece(writer, group);
        Piece(writer, desk);
        Piece(writer, clock);
    }

    /// <summary>Returns the time the state was saved at.</summary>
    public static long Load(
        StateReader reader, PipelineOptions options, Func<string, string, NodeSeries?> nodeOf, IReadOnlyList<(NeighbourOptions Options, Neighbours Group)> neighbours, ActionDesk desk, ClockMap clock)
    {
        if (reader.Whole() != Version) reader.Fail();
        long nowMs = reader.Whole();
        bool sameQuality = reader.Text() == QualityPrint(options);
        for (int left = reader.Count(); left > 0 && !reader.Failed; left--) LoadNode(reader, nodeOf, sameQuality);
        int groups = reader.Count();
        for (int i = 0; i < groups; i++)
        {
            var piece = reader.Piece();
            if (sameQuality && i < neighbours.Count) Load(reader, piece, neighbours[i].Group);
        }

        Load(reader, reader.Piece(), desk);
        Load(reader, reader.Piece(), clock);
        return nowMs;
    }

    private static void LoadNode(StateReader reader, Func<string, string, NodeSeries?> nodeOf, bool sameQuality)
    {
        var node = nodeOf(reader.Text() ?? "", reader.Text() ?? "");
        long heard = reader.Whole();
        bool stamped = reader.Bool();
        if (node != null) (node.HeardMs, node.Stamped) = (heard, stamped);
        var timeline = reader.Piece();
        if (node != null) Load(reader, timeline, node.Timeline);
        int virtuals = reader.Count();
        for (int i = 0; i < virtuals; i++)
        {
            var piece = reader.Piece();
            if (sameQuality && i < node?.Virtuals.Length) Load(reader, piece, node.Virtuals[i]);
        }

        if (reader.Bool())
        {
            var piece = reader.Piece();
            if (sameQuality && node?.Track is { } track) Load(reader, piece, track);
        }

        for (int left = reader.Count(); left > 0; left--)
        {
            string channel = reader.Text() ?? "";
            var piece = reader.Piece();
            if (sameQuality && node?.For(channel) is { } series) Load(reader, piece, series);
        }

        for (int left = reader.Count(); left > 0; left--)
        {
            string? print = reader.Text();
            var piece = reader.Piece();
            if (node?.Watches.FirstOrDefault(w => w.Print == print) is { } watch) Load(reader, piece, watch);
        }
    }

    private static void Piece(StateWriter writer, IStateful part)
    {
        var piece = new StateWriter();
        part.Save(piece);
        writer.Piece(piece);
    }

    private static void Load(StateReader reader, StateReader piece, IStateful part)
    {
        part.Load(piece);
        if (piece.Failed || !piece.AtEnd) reader.Fail();
    }

    private static string QualityPrint(PipelineOptions options) =>
        System.Text.Json.JsonSerializer.Serialize(options with { Rules = [] }, PipelineJson.Default.PipelineOptions);
}
