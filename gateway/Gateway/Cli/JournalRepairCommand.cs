using System.CommandLine;
using SmartCity.Journal;

namespace SmartCity.Gateway.Cli;

/// <summary>
/// <c>journal repair DIR</c>: opens the journal as a start does, with every record read: what is not understood is moved
/// aside, the lanes go on behind the damage. Needs the gateway stopped, which the lock sees to.
/// </summary>
internal static class JournalRepairCommand
{
    public static Command Create()
    {
        var directory = JournalCommand.Directory();
        var command = new Command("repair", "Move aside what is not understood and make the rest whole; the gateway must be stopped.") { directory };
        command.SetAction(async (parsed, _) =>
        {
            using var storage = new FileStorage(parsed.GetRequiredValue(directory).FullName);
            var log = DurableLog.Open(storage, new JournalOptions { VerifySealed = true }, TimeProvider.System);
            await using var closing = log.ConfigureAwait(false);
            foreach (var finding in log.Recovered.Findings) await parsed.InvocationConfiguration.Output.WriteLineAsync(finding.ToString()).ConfigureAwait(false);
            var result = await log.CommitAsync().ConfigureAwait(false);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(result.Committed ? $"{log.Recovered.Records} records kept" : result.Reason).ConfigureAwait(false);
            return result.Committed ? ExitCode.Ok : ExitCode.Io;
        });
        return command;
    }
}
