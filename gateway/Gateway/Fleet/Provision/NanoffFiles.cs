using System.Text.Json.Nodes;

namespace SmartCity.Gateway.Fleet.Provision;

/// <summary>
/// Settings of nanoff, under the names of its own source (nanoframework/nanoFirmwareFlasher, commit baccab8,
/// <c>FileDeploymentConfiguration</c>, <c>NetworkDeploymentConfiguration</c>, <c>WirelessConfiguration</c>). Both leave
/// <c>SerialPort</c> out: nanoff then takes that of <c>--serialport</c>. Paths are relative to the node's folder.
/// </summary>
internal static class NanoffFiles
{
    /// <summary>For <c>--filedeployment</c>: what goes to the node's file system.</summary>
    public static string Files(IEnumerable<string> names)
    {
        var files = new JsonArray();
        foreach (var name in names) files.Add((JsonNode)new JsonObject { ["DestinationFilePath"] = "I:\\" + name, ["SourceFilePath"] = name });
        return NodeJson.Text(new JsonObject { ["Files"] = files });
    }

    /// <summary>For <c>--networkdeployment</c>: the wireless network and the authorities, in the runtime's own store.</summary>
    public static string Network(WifiNetwork? wifi)
    {
        var network = new JsonObject();
        if (wifi is not null)
        {
            network["WirelessClient"] = new JsonObject
            {
                ["Ssid"] = wifi.Ssid,
                ["Password"] = wifi.Password,
                ["Authentication"] = "WPA2",
                ["Encryption"] = "WPA2_PSK2",
                ["ConfigurationOption"] = "AutoConnect",
                ["RadioType"] = "802.11n",
            };
        }

        network["CACertificatesPath"] = "ca.pem";
        return NodeJson.Text(network);
    }
}
