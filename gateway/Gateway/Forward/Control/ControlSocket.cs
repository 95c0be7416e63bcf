using System.Text.Json;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Hosting.Control;

namespace SmartCity.Gateway.Forward.Control;

/// <summary>Lets the command line ask about the sinks: <c>sinks</c> or <c>replay NAME</c> in, a <see cref="ControlAnswer"/> out.</summary>
internal static class ControlSocket
{
    private const int MaxLine = 256;

    public static string PathIn(string data) => Path.Combine(data, "forward.sock");

    /// <summary>Listens, or says in the log why it cannot; the gateway runs without it, too.</summary>
    public static LineSocket? TryOpen(ForwardEngine engine, TimeProvider time, string data, ILogger log) =>
        LineSocket.TryOpen(
            PathIn(data), MaxLine,
            (line, _) => Task.FromResult(JsonSerializer.SerializeToUtf8Bytes(Answer(engine, line), ControlJson.Default.ControlAnswer)),
            time, log);

    private static ControlAnswer Answer(ForwardEngine engine, string line)
    {
        if (line == "sinks") return new ControlAnswer(engine.Snapshot(), null, null);
        if (!line.StartsWith("replay ", StringComparison.Ordinal)) return new ControlAnswer(null, null, "expected: sinks, or replay NAME");
        var name = line["replay ".Length..];
        if (engine.Sinks.FirstOrDefault(sink => sink.Name == name) is not { } runner) return new ControlAnswer(null, null, $"there is no sink {name}");
        var count = runner.DeadLetters.RequestReplay();
        runner.Poke();
        return new ControlAnswer(null, count, null);
    }
}
