using System.CommandLine;

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
    public static Argument<DirectoryInfo> Directory() =>
        new Argument<DirectoryInfo>("DIR") { Description = "The journal's directory, of a stopped gateway, a running one, or a copy." }.AcceptExistingOnly();
}
