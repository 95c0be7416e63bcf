using System.Text.RegularExpressions;

namespace SmartCity.Gateway.Fleet.Flash;

/// <summary>
/// What nanoff prints, read as its source prints it: <c>Error E4000: …</c> (<c>Program.OutputError</c>, codes of
/// <c>ExitCodes.cs</c>), the chip behind <c>Connected to:</c>, the runtime's report behind <c>--nanodevice --devicedetails</c>.
/// A failure becomes one line that says what to do.
/// </summary>
internal static partial class NanoffOutput
{
    private const string Family = "ESP32";
    private const string Program = "SmartCity.Node.Esp32";

    /// <summary>Why a run failed; null when it did not.</summary>
    public static string? Failure(ToolResult result, string port)
    {
        if (result.Exit == -1) return "nanoff cannot be started: install it with `dotnet tool install -g nanoff`, and let ~/.dotnet/tools be in PATH";
        var code = Code().Match(result.Output) is { Success: true } match ? match.Groups[1].Value : null;
        if (result.Exit == 0 && code is null) return null;
        if (Denied().IsMatch(result.Output))
        {
            return $"no permission for {port}: `sudo usermod -aG dialout $USER` and log in again, "
                + "or a rule in /etc/udev/rules.d/70-smartcity.rules: SUBSYSTEM==\"tty\", ATTRS{idVendor}==\"10c4|1a86|0403\", MODE=\"0660\", GROUP=\"plugdev\"";
        }

        return code switch
        {
            "E6000" or "E4005" => $"{port} cannot be opened: is the cable in, is it the right port (`nanoff --listports`), does another program have it open?",
            "E6002" => $"another nanoff or Visual Studio has {port} open: close it",
            "E2000" or "E2002" => "the runtime does not answer: press reset, and run the same command again; if it stays so, the runtime is missing or too old: run again with --again",
            "E4000" or "E4003" => "the chip does not answer: hold BOOT, press reset, let go of BOOT, and run the same command again; use a cable that carries data",
            "E4001" => "the flash of this module is of a size nanoff does not know: fit a module with 4, 8 or 16 MB",
            "E9004" or "E9005" or "E9007" => "the runtime cannot be downloaded: check the connection to the internet, or the version of --firmware",
            "E9008" => "there is no image at that place: build it with `dotnet build firmware/Firmware.slnx -c Release`, and name it with --image",
            _ => $"nanoff failed ({code ?? "exit " + result.Exit}): {LastLine(result.Output)}",
        };
    }

    /// <summary>Not an ESP32 of the first series, which the boards carry.</summary>
    public static string? WrongChip(string output)
    {
        var chip = Chip().Match(output);
        if (!chip.Success) return "nanoff has not said which chip is there: run the same command again";
        return chip.Groups[1].Value == Family ? null : $"this is an {chip.Groups[1].Value}; the boards carry an {Family}. Is it the right module?";
    }

    /// <summary>nanoff ends well even when a file was not written (<c>FileDeploymentManager.DeployAsync</c>).</summary>
    public static string? FileNotWritten(string output) =>
        FileError().Match(output) is { Success: true } match ? $"{match.Groups[1].Value} was not written: the file system is full or not there; run again with --again" : null;

    /// <summary>The runtime is another one than was written, or it has found no program.</summary>
    public static string? NotReady(string output, string firmware)
    {
        // Home#1737: nanoff says OK, and the chip starts what it had before.
        var version = Clr().Match(output);
        if (!version.Success) return "the runtime has not told its version: press reset, and run the same command again";
        if (version.Groups[1].Value != firmware) return $"the chip runs runtime {version.Groups[1].Value}, not {firmware}: run again with --again; update nanoff if it stays so";
        var assemblies = Assemblies().Match(output);
        if (!assemblies.Success || assemblies.Groups[1].Value.Trim().Length == 0)
        {
            return "`Assemblies:` is empty: the image is not where the runtime looks for it; run again with --again --over-runtime";
        }

        return assemblies.Groups[1].Value.Contains(Program, StringComparison.Ordinal) ? null : $"another program is on the chip: {Program} is not among its assemblies; run again with --again";
    }

    /// <summary>The program's assembly with its version, as the runtime lists it.</summary>
    public static string? ProgramVersion(string output) => ProgramLine().Match(output) is { Success: true } match ? match.Value.Trim() : null;

    private static string LastLine(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault("no output");

    [GeneratedRegex(@"^Error (E\d{4})", RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex("Access to the path .* is denied|Permission denied|UnauthorizedAccess", RegexOptions.IgnoreCase)]
    private static partial Regex Denied();

    [GeneratedRegex(@"Connected to:\s+([A-Z0-9-]+)")]
    private static partial Regex Chip();

    [GeneratedRegex(@"(?:Error|Exception) deploying content file (\S+)")]
    private static partial Regex FileError();

    [GeneratedRegex(@"CLR Version:\s*([0-9.]+)")]
    private static partial Regex Clr();

    [GeneratedRegex(@"^Assemblies:\s*$([\s\S]*?)^Native Assemblies:", RegexOptions.Multiline)]
    private static partial Regex Assemblies();

    [GeneratedRegex(@"^\s*SmartCity\.Node\.Esp32, [0-9.]+", RegexOptions.Multiline)]
    private static partial Regex ProgramLine();
}
