using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SmartCity.Gateway.Forward.Control;
using SmartCity.Gateway.Forward.Engine;

namespace SmartCity.Gateway.Cli;

/// <summary><c>backlog --config FILE [--json]</c>: how it stands between the running gateway and each of its sinks.</summary>
internal static class BacklogCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var json = new Option<bool>("--json") { Description = "As one JSON object." };
        var command = new Command("backlog", "Show for each sink what waits, since when, how fast it goes, and the last error.") { config, json };
        command.SetAction(async (parsed, stop) =>
        {
            if (ConfigOption.Load(parsed, config) is not { } options) return ExitCode.Config;
            var answer = await ControlClient.AskAsync(options.Data, "sinks", stop).ConfigureAwait(false);
            if (answer?.Sinks is not { } sinks)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"no gateway runs on {options.Data}").ConfigureAwait(false);
                return ExitCode.Unavailable;
            }

            if (parsed.GetValue(json))
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(JsonSerializer.Serialize(answer, ControlJson.Default.ControlAnswer)).ConfigureAwait(false);
                return ExitCode.Ok;
            }

            var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            foreach (var line in Lines(sinks, now)) await parsed.InvocationConfiguration.Output.WriteLineAsync(line).ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>A table of the sinks, then a line for each backlog that waits for its hours, each replay under way and each last error.</summary>
    internal static IEnumerable<string> Lines(IReadOnlyList<SinkSnapshot> sinks, long nowMs)
    {
        yield return Row("SINK", "STATE", "LIVE LAG", "PACKS", "READINGS", "OLDEST", "PACKS/S", "DRAINED IN", "DEAD");
        foreach (var sink in sinks)
        {
            yield return Row(
                sink.Name, sink.State.ToString().ToLowerInvariant(), Span(sink.LiveLag), Number(sink.BacklogPacks), Number(sink.BacklogReadings),
                sink.OldestMs is { } oldest ? Span(TimeSpan.FromMilliseconds(Math.Max(0, nowMs - oldest))) : "-",
                sink.PacksPerSecond.ToString("F1", CultureInfo.InvariantCulture), sink.BacklogPacks == 0 || sink.Drain is not { } drain ? "-" : Span(drain),
                Number(sink.DeadLetters));
        }

        foreach (var sink in sinks)
        {
            if (sink.BacklogFrom is { } from) yield return $"{sink.Name}: the backlog waits until {from.ToString("HH:mm", CultureInfo.InvariantCulture)}";
        }

        foreach (var sink in sinks.Where(sink => sink.Replaying > 0)) yield return $"{sink.Name}: {Number(sink.Replaying)} to be sent again";
        foreach (var sink in sinks.Where(sink => sink.LastError is not null))
        {
            var age = Span(TimeSpan.FromMilliseconds(Math.Max(0, nowMs - sink.LastErrorMs!.Value)));
            yield return $"{sink.Name}: {age} ago: {sink.LastError}";
        }
    }

    private static string Row(params string[] cells) =>
        $"{cells[0],-16} {cells[1],-8} {cells[2],9} {cells[3],10} {cells[4],10} {cells[5],8} {cells[6],8} {cells[7],11} {cells[8],6}";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => $"{(int)span.TotalMilliseconds} ms",
        { TotalMinutes: < 2 } => $"{(int)span.TotalSeconds} s",
        { TotalHours: < 2 } => $"{(int)span.TotalMinutes} min",
        { TotalDays: < 2 } => $"{(int)span.TotalHours} h",
        _ => $"{(int)span.TotalDays} d",
    };
}
