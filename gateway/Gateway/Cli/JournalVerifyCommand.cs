using System.CommandLine;
using SmartCity.Journal;

namespace SmartCity.Gateway.Cli;

/// <summary><c>journal verify DIR</c>: reads every record and names what is damaged; fails when anything is.</summary>
internal static class JournalVerifyCommand
{
    public static Command Create()
    {
        var directory = JournalCommand.Directory();
        var command = new Command("verify", "Read every record and name what is damaged; changes nothing.") { directory };
        command.SetAction(parsed =>
        {
            using var storage = new FileStorage(parsed.GetRequiredValue(directory).FullName);
            using var view = JournalView.Open(storage, verify: true);
            var (output, report) = (parsed.InvocationConfiguration.Output, view.Report);
            foreach (var finding in report.Findings) output.WriteLine(finding);
            output.WriteLine($"{report.Records} records in {report.Segments} segments, {report.Findings.Count} findings, {report.Findings.Sum(f => f.Lost)} records lost");
            return report.Findings.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }
}
