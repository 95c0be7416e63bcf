using System.CommandLine;
using SmartCity.Gateway.Fleet;
using SmartCity.Gateway.Fleet.Provision;

namespace SmartCity.Gateway.Cli.Provision;

/// <summary>Options that <c>provision node</c> and <c>nodes replace</c> share.</summary>
internal sealed class ProvisionOptions
{
    private readonly Option<string> _out = new("--out") { Description = "Where the node's folder is made.", HelpName = "DIR", DefaultValueFactory = _ => "nodes" };
    private readonly Option<string?> _owner = new("--owner") { Description = "Whose it is.", HelpName = "TEXT" };
    private readonly Option<string?> _notes = new("--notes") { Description = "What the next technician should know.", HelpName = "TEXT" };
    private readonly Option<string?> _host = new("--host") { Description = "Name or address under which the node reaches this gateway.", HelpName = "HOST" };
    private readonly Option<string?> _wifi = new("--wifi") { Description = "Name of the wireless network.", HelpName = "SSID" };

    // Not the password itself: arguments are for every user of the machine to read.
    private readonly Option<string?> _wifiPassword = new("--wifi-password-file") { Description = "File whose first line is the network's password; - is standard input.", HelpName = "FILE" };
    private readonly Option<bool> _certificate = new("--client-certificate") { Description = "A client certificate besides the secret." };

    public Option<string> Config { get; } = ConfigOption.Create();

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _out, _owner, _notes, _host, _wifi, _wifiPassword, _certificate, Config }) command.Add(option);
    }

    public string Out(ParseResult parsed) => parsed.GetRequiredValue(_out);

    public ProvisionRequest Request(ParseResult parsed, NodeName name, string board) => new(name, board)
    {
        Owner = parsed.GetValue(_owner),
        Notes = parsed.GetValue(_notes),
        Host = parsed.GetValue(_host),
        ClientCertificate = parsed.GetValue(_certificate),
    };

    /// <summary>The network, null when none was given; or what is wrong.</summary>
    public WifiNetwork? Wifi(ParseResult parsed, out string? fault)
    {
        fault = null;
        if (parsed.GetValue(_wifi) is not { } ssid) return null;
        var file = parsed.GetValue(_wifiPassword);
        var password = file switch
        {
            null => "",
            "-" => Console.In.ReadLine() ?? "",
            _ => File.ReadLines(file).FirstOrDefault(""),
        };

        // IEEE 802.11: a name of at most 32 bytes; WPA2: a passphrase of 8 to 63 characters.
        if (System.Text.Encoding.UTF8.GetByteCount(ssid) is < 1 or > 32) fault = "--wifi: expected a name of 1 to 32 bytes";
        else if (password.Length is not 0 and (< 8 or > 63)) fault = "--wifi-password-file: expected a password of 8 to 63 characters in the first line";
        return new WifiNetwork(ssid, password);
    }
}
