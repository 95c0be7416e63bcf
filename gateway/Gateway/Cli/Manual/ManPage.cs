using System.Globalization;

namespace SmartCity.Gateway.Cli.Manual;

/// <summary>The command tree as a page of section 1, in the macros of man(7).</summary>
internal static class ManPage
{
    /// <param name="date">Of the page's footer, so that the same sources give the same bytes.</param>
    public static IEnumerable<string> Write(CommandPage program, string version, DateOnly date)
    {
        var day = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        yield return $".TH SMARTCITY-GATEWAY 1 {day} \"SmartCity.Edge {Text(version)}\" \"User Commands\"";
        yield return ".SH NAME";
        yield return Text(CommandPage.Program) + " \\- gateway between sensor nodes and the city's data exchange";
        yield return ".SH SYNOPSIS";
        yield return $".B {Text(CommandPage.Program)}";
        yield return ".I COMMAND";
        yield return "[\\fIoptions\\fR]";
        yield return ".SH DESCRIPTION";
        yield return "Takes readings in from nodes over MQTT, writes each to a durable journal before it acknowledges it, and forwards it to the city. "
            + "Nothing that was acknowledged is lost, and every loss has a name.";
        yield return ".PP";
        yield return "As a service it is started by systemd; the commands below serve those who install, look after and repair it.";
        yield return ".SH COMMANDS";
        foreach (var line in program.All.Where(page => page.Commands.Count == 0).SelectMany(Command)) yield return line;
        foreach (var line in Ending) yield return line;
    }

    private static readonly string[] Ending =
    [
        ".SH SIGNALS", ".TP", ".B SIGHUP", "Read the configuration again. A wrong file is refused and the old one stays; one that breaks the uplink is undone.",
        ".TP", ".BR SIGTERM \", \" SIGINT", "Stop: what was acknowledged is on the disk, what was forwarded is noted.",
        ".SH EXIT STATUS",
        ".TP", ".B 0", "Done.", ".TP", ".B 1", "The command ran and its answer is no.", ".TP", ".B 64", "Wrong command line.",
        ".TP", ".B 69", "An address is in use or may not be bound.", ".TP", ".B 70", "A fault of the program.",
        ".TP", ".B 74", "The data directory cannot be read or written.", ".TP", ".B 78", "Wrong configuration; each fault is a line on standard error.",
        ".SH FILES",
        ".TP", ".I /etc/smartcity-gateway/gateway.json", "The configuration; JSON with comments.",
        ".TP", ".I /etc/smartcity-gateway/secrets/", "Secrets that the service gets as credentials: \\fINAME\\fR is /run/credentials/smartcity-gateway.service/secret_\\fINAME\\fR.",
        ".TP", ".I /var/lib/smartcity-gateway/", "State: the journal, cursors, dead letters, the last configuration that proved itself.",
        ".SH SEE ALSO", ".BR systemctl (1),", ".BR journalctl (1)", ".PP", "The handbook in /usr/share/doc/smartcity\\-gateway/.",
    ];

    private static IEnumerable<string> Command(CommandPage page)
    {
        yield return $".SS {Text(page.Path)}" + string.Concat(page.Arguments.Select(argument => " " + Text(argument.Name)));
        yield return Sentence(page.Description);
        foreach (var argument in page.Arguments.Where(argument => argument.Description.Length > 0))
        {
            yield return ".TP";
            yield return $"\\fI{Text(argument.Name)}\\fR";
            yield return Sentence(argument.Description);
        }

        foreach (var option in page.Options)
        {
            yield return ".TP";
            yield return string.Join(", ", option.Names.Select(name => $"\\fB{Text(name)}\\fR")) + (option.Value is { } value ? $" \\fI{Text(value)}\\fR" : "");
            yield return Sentence(option.Description);
        }
    }

    // A line that begins with a dot or an apostrophe would be a request; a bare hyphen would be set as a dash.
    private static string Text(string text) => text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);

    private static string Sentence(string text) => text.Length > 0 && text[0] is '.' or '\'' ? "\\&" + Text(text) : Text(text);
}
