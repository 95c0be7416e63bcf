using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Cli;
using SmartCity.Gateway.Fleet;
using SmartCity.Gateway.Fleet.Provision;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Node.Config;

namespace SmartCity.Gateway.Tests.Fleet;

[TestClass]
public sealed class ProvisionTests
{
    private static readonly JsonSerializerOptions AsNanoff = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    // PNG specification, 5.2.
    private static readonly byte[] PngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    private static readonly NodePlan Plan = new()
    {
        Name = new NodeName("xizhimen", "ix-017"),
        Board = "intersection-ix1",
        Secret = "secret-of-the-node",
        Host = "gateway-1.local",
        Port = 8883,
        Tls = true,
        Authority = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
        Wifi = new WifiNetwork("路口", "wireless password"),
        Boot = 57,
    };

    [TestMethod]
    public void The_files_for_nanoff_are_the_golden_ones()
    {
        const string Files =
            """
            {
              "Files": [
                {
                  "DestinationFilePath": "I:\\node.json",
                  "SourceFilePath": "node.json"
                },
                {
                  "DestinationFilePath": "I:\\ca.pem",
                  "SourceFilePath": "ca.pem"
                }
              ]
            }

            """;
        const string Network =
            """
            {
              "WirelessClient": {
                "Ssid": "路口",
                "Password": "wireless password",
                "Authentication": "WPA2",
                "Encryption": "WPA2_PSK2",
                "ConfigurationOption": "AutoConnect",
                "RadioType": "802.11n"
              },
              "CACertificatesPath": "ca.pem"
            }

            """;
        using var folder = new TempDirectory();
        NodeFolder.Write(folder.Path, Plan);

        Assert.AreEqual(Files, File.ReadAllText(folder.At("files.json")));
        Assert.AreEqual(Network, File.ReadAllText(folder.At("net.json")));
        Assert.HasCount(2, JsonSerializer.Deserialize<FileDeploymentConfiguration>(Files, AsNanoff)!.Files);
        Assert.AreEqual("路口", JsonSerializer.Deserialize<NetworkDeploymentConfiguration>(Network, AsNanoff)!.WirelessClient!.Ssid);
    }

    [TestMethod]
    public void Every_board_has_a_configuration_that_the_node_takes()
    {
        CollectionAssert.AreEqual(Boards.Names, BoardTemplates.Names.ToArray());
        foreach (var board in BoardTemplates.Names)
        {
            var text = Encoding.UTF8.GetBytes(NodeJson.Write(Plan with { Board = board }));
            var errors = new ConfigErrors();
            var config = NodeConfig.Read(JsonReader.ReadObject(text, text.Length, out var fault), errors);

            Assert.IsNull(fault);
            Assert.IsFalse(errors.Any, errors.Summary);
            Assert.AreEqual(("xizhimen", "ix-017", "secret-of-the-node", "gateway-1.local", 8883, 57), (config.Site, config.Node, config.Password, config.Host, config.Port, config.Boots));
        }
    }

    [TestMethod]
    public void The_label_names_the_node_in_two_languages_and_holds_no_secret()
    {
        var svg = NodeLabel.Svg(Plan);
        var code = ShortCode.Of(Plan.Name);

        foreach (var text in new[] { "ix-017", "xizhimen", code, "self-test", "自检", "viewBox=\"0 0 62 29\"" }) StringAssert.Contains(svg, text);
        Assert.DoesNotContain("secret", svg);
        Assert.AreEqual($"smartcity:xizhimen/ix-017?code={code}", NodeLabel.Content(Plan.Name));
        CollectionAssert.AreEqual(PngSignature, NodeLabel.Png(Plan.Name)[..8]);
        Assert.IsTrue(ShortCode.IsOne(code) && !ShortCode.IsOne("ix-017") && !ShortCode.IsOne("IX0-01O"));
    }

    [TestMethod]
    public async Task Provisioned_once_a_node_is_only_replaced_on_purpose()
    {
        using var state = new TempDirectory();
        File.WriteAllText(state.At("gateway.json"), """{ "site": "xizhimen", "data": ".", "broker": { "names": ["gateway.example"] } }""");
        File.WriteAllText(state.At("wifi"), "wireless password\n");
        string[] provision =
        [
            "provision", "node", "ix-017", "--board", "intersection-ix1", "--position", "39.94,116.35", "--client-certificate",
            "--wifi", "net", "--wifi-password-file", state.At("wifi"), "--out", state.At("nodes"), "--config", state.At("gateway.json"),
        ];

        var first = await RunAsync(provision);
        var secret = (string)JsonNode.Parse(File.ReadAllText(state.At("nodes/ix-017/node.json")))!["password"]!;
        var second = await RunAsync(provision);
        using (var store = FleetStore.Open(state.Path)) store.Nodes.Report("xizhimen", "ix-017", new NodeReport { Boot = 12 });
        var replaced = await RunAsync("nodes", "replace", ShortCode.Of(new NodeName("xizhimen", "ix-017")), "--out", state.At("new"), "--config", state.At("gateway.json"));

        Assert.AreEqual((ExitCode.Ok, ""), (first.Code, first.Error));
        Assert.DoesNotContain(secret, first.Output);
        Assert.AreEqual(ExitCode.Failed, second.Code);
        StringAssert.Contains(second.Error, "nodes replace");
        Assert.AreEqual(ExitCode.Ok, replaced.Code, replaced.Error);
        using var registry = FleetStore.Open(state.Path);
        var row = registry.Nodes.Find("xizhimen", "ix-017")!;
        var json = JsonNode.Parse(File.ReadAllText(state.At("new/ix-017/node.json")))!;
        Assert.AreEqual(NodeSecret.Hash((string)json["password"]!), row.Secret);
        Assert.AreNotEqual(NodeSecret.Hash(secret), row.Secret);
        Assert.AreEqual(("gateway.example", 12L), ((string)json["broker"]!["host"]!, (long)json["boot"]!), "a new box counts its boots on");
        Assert.AreEqual((new GeoPosition(39.94, 116.35), "intersection"), (row.Position, row.Profile));
        if (OperatingSystem.IsWindows()) return;
        foreach (var file in new[] { "node.json", "net.json", "node.key" })
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(state.At("nodes/ix-017/" + file)), file);
        }
    }

    [TestMethod]
    [DataRow("provision node ix-017 --board no-such", "there is no board no-such")]
    [DataRow("provision node IX --board intersection-ix1", "expected a node such as ix-017")]
    [DataRow("provision node n --board intersection-ix1 --position 91,0", "expected latitude,longitude")]
    [DataRow("nodes replace n", "neither in the registry nor in the configuration")]
    public async Task A_wrong_request_is_told_what_is_wrong(string line, string expected)
    {
        using var state = new TempDirectory();
        File.WriteAllText(state.At("gateway.json"), """{ "data": "." }""");

        var (code, _, error) = await RunAsync([.. line.Split(' '), "--config", state.At("gateway.json")]);

        Assert.AreNotEqual(ExitCode.Ok, code);
        StringAssert.Contains(error, expected);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await GatewayCli.RunAsync(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }

    // The properties of nanoff's own classes: nanoframework/nanoFirmwareFlasher at baccab8, folders FileDeployment and NetworkDeployment.
    private sealed record FileDeploymentConfiguration(string? SerialPort, IReadOnlyList<DeploymentFile> Files);

    private sealed record DeploymentFile(string DestinationFilePath, string SourceFilePath);

    private sealed record NetworkDeploymentConfiguration(
        string? SerialPort, WirelessConfiguration? WirelessClient, string? DeviceCertificates, string? DeviceCertificatesPath, string? CACertificates, string? CACertificatesPath);

    private sealed record WirelessConfiguration(
        string Ssid, string? Password, string? Authentication, string? Encryption, string? ConfigurationOption, string? RadioType, bool DhcpEnabled = true);
}
