using SmartCity.Gateway.Forward;
using SmartCity.Journal;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Tests.Forward.Fakes;

/// <summary>Batches as the engine hands them to a sink.</summary>
internal static class Batches
{
    /// <summary>Packs as live records of the data lane, at sequences from <paramref name="first"/>.</summary>
    public static SinkBatch Live(long first, params Pack[] packs) => Of(first, historical: false, packs);

    public static SinkBatch Of(long first, bool historical, params Pack[] packs)
    {
        var batch = new SinkBatch(Math.Max(1, packs.Length)) { Journal = "j" };
        for (var i = 0; i < packs.Length; i++)
        {
            batch.Add(new SinkRecord
            {
                Lane = packs[i].IsEvent ? Lane.Event : Lane.Data,
                Sequence = first + i,
                Type = 1,
                JournaledMs = packs[i].ReceivedMs,
                Historical = historical,
                Pack = packs[i],
                Payload = Packs.Encode(packs[i]),
                DeadLetter = -1,
            });
        }

        return batch;
    }

    /// <summary>A pack of the readings given, all at its own time but for those with one.</summary>
    public static Pack Pack(string node, uint seq, long timeMs, params Reading[] readings)
    {
        var pack = new Pack { Site = "site", Node = node, BaseName = "urn:dev:mac:0024befffe804ff1:", Boot = 1, Seq = seq, ReceivedMs = timeMs };
        foreach (var reading in readings)
        {
            ref var place = ref pack.Add();
            place = reading;
            if (place.TimeMs == 0) place.TimeMs = timeMs;
            if (place.Quality == 0) place.Quality = SmartCity.Wire.Quality.Good;
        }

        return pack;
    }

    public static Reading Number(string channel, double value, long timeMs = 0, int quality = 1, ushort tests = 0) =>
        new() { Channel = channel, Number = value, TimeMs = timeMs, Quality = (byte)quality, Tests = tests };

    public static Reading Missing(string channel, string reason) =>
        new() { Channel = channel, Kind = ReadingKind.Missing, Text = reason, Quality = SmartCity.Wire.Quality.Missing };
}
