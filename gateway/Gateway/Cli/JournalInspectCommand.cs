using System.CommandLine;
using System.Globalization;
using SmartCity.Journal;

namespace SmartCity.Gateway.Cli;

/// <summary><c>journal inspect DIR</c>: lanes, segments and cursors, reading no more than a start does.</summary>
internal static class JournalInspectCommand
{
    public static Command Create()
    {
        var directory = JournalCommand.Directory();
        var command = new Command("inspect", "Show lanes, segments and cursors; changes nothing.") { directory };
        command.SetAction(parsed =>
        {
            using var storage = new FileStorage(parsed.GetRequiredValue(directory).FullName);
            using var view = JournalView.Open(storage, verify: false);
            foreach (var line in Lines(view)) parsed.InvocationConfiguration.Output.WriteLine(line);
            return ExitCode.Ok;
        });
        return command;
    }

    internal static IEnumerable<string> Lines(JournalView view)
    {
        foreach (var lane in Enum.GetValues<Lane>()) yield return $"{lane,-5} {view.Start(lane)} to {view.End(lane)} (exclusive)";
        foreach (var segment in view.Segments)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{segment.File} {segment.Lane,-5} #{segment.Id} {segment.From} to {segment.To}, {segment.UsedBytes} of {segment.Bytes} bytes, {Time(segment.FirstMs)} to {Time(segment.LastMs)}{(segment.Sealed ? ", sealed" : "")}");
        }

        foreach (var cursor in view.CursorNames.Order(StringComparer.Ordinal))
            yield return $"cursor {cursor}: {view.Backlog(cursor, Lane.Data)} data, {view.Backlog(cursor, Lane.Event)} events to go";
        foreach (var finding in view.Report.Findings) yield return finding.ToString();
    }

    private static string Time(long unixMs) =>
        unixMs is < 0 or > 253_402_300_799_999 ? "-" : DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
