using System.Globalization;
using System.Text.Json;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Hosting.Control;

namespace SmartCity.Gateway.Forward.Control;

/// <summary>
/// Lets the command line ask about the sinks: <c>sinks</c>, <c>replay NAME</c> (its dead letters) or
/// <c>replay NAME FROM TO</c> (what was journaled between two times in Unix milliseconds) in, a <see cref="ControlAnswer"/> out.
/// </summary>
internal static class ControlSocket
{
    private const int MaxLine = 256;

    public static string PathIn(string data) => Path.Combine(data, "forward.sock");

    /// <summary>Listens, or says in the log why it cannot; the gateway runs without it, too.</summary>
    public static LineSocket? TryOpen(ForwardEngine engine, TimeProvider time, string data, ILogger log) =>
        LineSocket.TryOpen(
            PathIn(data), MaxLine,
            async (line, _) => JsonSerializer.SerializeToUtf8Bytes(await AnswerAsync(engine, line).ConfigureAwait(false), ControlJson.Default.ControlAnswer),
            time, log);

    private static async Task<ControlAnswer> AnswerAsync(ForwardEngine engine, string line) => line.Split(' ') switch
    {
        ["sinks"] => new ControlAnswer(engine.Snapshot(), null, null),
        ["replay", var name, .. var span] when Find(engine, name) is not { } => Fault($"there is no sink {name}"),
        ["replay", var name] => ReplayDeadLetters(Find(engine, name)!),
        ["replay", var name, var from, var to] when Time(from) is { } fromMs && Time(to) is { } toMs =>
            await ReplayAsync(Find(engine, name)!, fromMs, toMs).ConfigureAwait(false),
        _ => Fault("expected: sinks, replay NAME, or replay NAME FROM TO"),
    };

    private static ControlAnswer ReplayDeadLetters(SinkRunner runner)
    {
        var count = runner.DeadLetters.RequestReplay();
        runner.Poke();
        return new ControlAnswer(null, count, null);
    }

    private static async Task<ControlAnswer> ReplayAsync(SinkRunner runner, long fromMs, long toMs)
    {
        var count = await runner.Replays.RequestAsync(fromMs, toMs).ConfigureAwait(false);
        if (count == 0) return Fault($"sink {runner.Name} has had nothing of that span that the journal still holds; {Reach(runner)}");
        runner.Poke();
        return new ControlAnswer(null, count, null);
    }

    private static string Reach(SinkRunner runner) => runner.Replays.KeptSinceMs() is { } since
        ? $"it goes back to {DateTimeOffset.FromUnixTimeMilliseconds(since).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}"
        : "it is empty";

    private static SinkRunner? Find(ForwardEngine engine, string name) => engine.Sinks.FirstOrDefault(sink => sink.Name == name);

    private static long? Time(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ms) ? ms : null;

    private static ControlAnswer Fault(string text) => new(null, null, text);
}
