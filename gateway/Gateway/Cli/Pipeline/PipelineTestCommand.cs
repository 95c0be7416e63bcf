using System.CommandLine;
using System.Globalization;
using SmartCity.Gateway.Config;
using SmartCity.Pipeline.DryRun;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Export;

namespace SmartCity.Gateway.Cli.Pipeline;

/// <summary>
/// <c>pipeline test --rules FILE --data FILE.ndjson [--svg OUT]</c>: what rules, tests and filters would have done with
/// recorded readings. Sends nothing to anybody.
/// </summary>
internal static class PipelineTestCommand
{
    // Silences and waits that end soon after the last reading are part of the answer.
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    public static Command Create()
    {
        var rules = new Option<string>("--rules") { Description = "The pipeline's part of a configuration, or a whole one.", HelpName = "FILE", Required = true };
        var data = new Option<string>("--data") { Description = "Readings, a line of JSON each, as the file sink writes them.", HelpName = "FILE.ndjson", Required = true };
        var svg = new Option<string?>("--svg") { Description = "Also draw series, flags and events.", HelpName = "OUT.svg" };
        var command = new Command("test", "Show what rules would have done with recorded data.") { rules, data, svg };
        command.SetAction(async (parsed, stop) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var faults = new List<ConfigError>();
            var options = PipelineFile.Load(parsed.GetRequiredValue(rules), faults);
            foreach (var fault in faults) await error.WriteLineAsync(fault.ToString()).ConfigureAwait(false);
            if (options is null) return ExitCode.Config;

            var rehearsal = new Rehearsal(options);
            if (!await PlayAsync(rehearsal, parsed.GetRequiredValue(data), error, stop).ConfigureAwait(false)) return ExitCode.Failed;
            foreach (var line in Lines(rehearsal)) await output.WriteLineAsync(line).ConfigureAwait(false);
            if (parsed.GetValue(svg) is { } picture)
            {
                await File.WriteAllTextAsync(picture, SvgPicture.Draw(rehearsal), stop).ConfigureAwait(false);
                await output.WriteLineAsync($"picture: {picture}").ConfigureAwait(false);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<bool> PlayAsync(Rehearsal rehearsal, string path, TextWriter error, CancellationToken stop)
    {
        var number = 0;
        var lines = File.ReadLinesAsync(path, stop);
        await foreach (var line in lines.ConfigureAwait(false))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (RecordedLine.Read(line, out var fault) is { } recorded) rehearsal.Add(recorded);
            else if (fault is not null)
            {
                await error.WriteLineAsync($"{path}:{number}: {fault}").ConfigureAwait(false);
                return false;
            }
        }

        rehearsal.End((long)Rest.TotalMilliseconds);
        return true;
    }

    private static IEnumerable<string> Lines(Rehearsal rehearsal)
    {
        var events = rehearsal.Events.Select(e => (e.TimeMs, Text: $"{EventPack.Name(e.Phase)} {e.Rule} ({EventPack.Name(e.Severity)}) at {e.Site}/{e.Node}: {e.Cause}"));
        var actions = rehearsal.Actions.Select(a => (a.TimeMs, Text: $"{EventPack.Name(a.Phase)} {a.Name} {a.State} at {a.Site}/{a.Node ?? "gateway"}: {a.Why}"));
        foreach (var (time, text) in events.Concat(actions).OrderBy(step => step.TimeMs)) yield return $"{Time(time)} {text}";
        foreach (var (test, count) in rehearsal.Flags) yield return string.Create(CultureInfo.InvariantCulture, $"flagged by {test}: {count}");
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{rehearsal.Readings} readings, {rehearsal.Held} held back, {rehearsal.Derived} derived, {rehearsal.Events.Count(e => e.Phase == EventPhase.Raised)} events raised");
    }

    private static string Time(long timeMs)
    {
        Span<byte> text = stackalloc byte[Rfc3339.Length];
        Rfc3339.Format(timeMs, text);
        return System.Text.Encoding.ASCII.GetString(text);
    }
}
