using System.CommandLine;
using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Cli;

/// <summary><c>hardware</c>: boards as data, checked and drawn from <c>hardware/</c> of a checkout.</summary>
internal static class HardwareCommand
{
    public static Command Create() => new("hardware", "Check the boards under hardware/ and write what is made from them.")
    {
        HardwareCheckCommand.Create(),
        HardwareGenerateCommand.Create(),
    };

    public static Option<string> RootOption() => new("--root")
    {
        Description = "The checkout that holds hardware/; by default the one around the working directory.",
        HelpName = "DIR",
    };

    /// <summary>The folder, or null with the reason on the error stream.</summary>
    public static HardwareFolder? Find(ParseResult parsed, Option<string> root)
    {
        string from = parsed.GetValue(root) ?? Directory.GetCurrentDirectory();
        var folder = HardwareFolder.Around(from);
        if (folder is null) parsed.InvocationConfiguration.Error.WriteLine($"no folder hardware/boards in {from} or above it; give the checkout with --root");
        return folder;
    }
}
