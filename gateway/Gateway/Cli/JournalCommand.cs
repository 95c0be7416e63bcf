using System.CommandLine;
using SmartCity.Journal;

namespace SmartCity.Gateway.Cli;

/// <summary><c>journal inspect|verify|export|repair DIR</c>: tools for the directory of a journal.</summary>
internal static class JournalCommand
{
    public static Command Create() => new("journal", "Look into the journal of a gateway, or mend it.")
    {
        JournalInspectCommand.Create(),
        JournalVerifyCommand.Create(),
        JournalExportCommand.Create(),
        JournalRepairCommand.Create(),
    };

    /// <summary>The journal's directory; a path that is not there is a mistake, never a reason to make one.</summary>
    public static Argument<DirectoryInfo> Directory()
    {
        var directory = new Argument<DirectoryInfo>("DIR") { Description = "The journal's directory, of a stopped gateway, a running one, or a copy." }.AcceptExistingOnly();
        directory.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }] && System.IO.Directory.Exists(path) && !IsJournal(path)) result.AddError($"{path} holds no journal; that of a gateway is the directory journal below its data");
        });
        return directory;
    }

    // An empty answer about the wrong directory would be taken for a whole journal.
    private static bool IsJournal(string path) =>
        new DirectoryInfo(path).EnumerateFiles().Any(file => file.Name == FileStorage.LockName || file.Name.StartsWith("segment-", StringComparison.Ordinal));
}
