using System.CommandLine;
using System.Text.Json;
using SmartCity.Gateway.Forward.Control;

namespace SmartCity.Gateway.Cli;

/// <summary><c>replay --config FILE --sink NAME --from T --to T [--json]</c>: has a span of the journal sent to one sink again.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var sink = new Option<string>("--sink", "-s") { Description = "Name of the sink.", HelpName = "NAME", Required = true };
        var from = Moment("--from", "Journaled at or after this time: 2026-03-01T12:00:00Z, or before now: -2h, -30m, -1d.");
        var to = Moment("--to", "Journaled before this time, in the same forms; -0s is now.");
        var json = new Option<bool>("--json") { Description = "As one JSON object." };
        var command = new Command("replay", "Send a span of what the journal still holds to one sink again, marked historical; the gateway must run.")
        {
            config, sink, from, to, json,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (ConfigOption.Load(parsed, config) is not { } options) return ExitCode.Config;
            var name = parsed.GetRequiredValue(sink);
            if (!options.Sinks.Exists(known => known.Name == name))
            {
                var known = options.Sinks.Count == 0 ? "the configuration has none" : "there are " + string.Join(", ", options.Sinks.Select(each => each.Name));
                await error.WriteLineAsync($"--sink: there is no sink {name}; {known}").ConfigureAwait(false);
                return ExitCode.Usage;
            }

            var now = TimeProvider.System.GetUtcNow();
            if (!TryRead(parsed.GetRequiredValue(from), "--from", now, error, out var fromMs)) return ExitCode.Usage;
            if (!TryRead(parsed.GetRequiredValue(to), "--to", now, error, out var toMs)) return ExitCode.Usage;
            if (fromMs >= toMs)
            {
                await error.WriteLineAsync("--from is not before --to; give the older time as --from").ConfigureAwait(false);
                return ExitCode.Usage;
            }

            var answer = await ControlClient.AskAsync(options.Data, FormattableString.Invariant($"replay {name} {fromMs} {toMs}"), stop).ConfigureAwait(false);
            if (answer is not { Replaying: { } records })
            {
                await error.WriteLineAsync(answer?.Fault ?? $"no gateway runs on {options.Data}; start it, and ask again").ConfigureAwait(false);
                return answer is null ? ExitCode.Unavailable : ExitCode.Failed;
            }

            await output.WriteLineAsync(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new ReplayAnswer(name, fromMs, toMs, records), ControlJson.Default.ReplayAnswer)
                : $"{records} records will be sent to {name} again; `backlog` shows how many are still to go").ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Option<string> Moment(string name, string description) => new(name) { Description = description, HelpName = "TIME", Required = true };

    private static bool TryRead(string text, string option, DateTimeOffset now, TextWriter error, out long ms)
    {
        if (CommandTime.TryParse(text, now, out ms)) return true;
        error.WriteLine($"{option} {text}: expected a time with its offset (2026-03-01T12:00:00Z) or one before now (-2h; s, m, h, d)");
        return false;
    }
}
