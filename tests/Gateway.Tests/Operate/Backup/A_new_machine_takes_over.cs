using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using MQTTnet;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Operate.Backup;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Journal;

namespace SmartCity.Gateway.Tests.Operate.Backup;

[TestClass]
public sealed class A_new_machine_takes_over
{
    [TestMethod]
    public async Task With_the_same_identity_registry_and_credentials_and_no_node_is_touched()
    {
        using var old = new TempDirectory();
        using var successor = new TempDirectory();
        using var stick = new TempDirectory();
        await File.WriteAllTextAsync(old.At("n1.secret"), GatewayRig.Password + "\n");
        await File.WriteAllTextAsync(old.At("gateway.json"), Config);
        await RunAsync(old.At("gateway.json"), async host =>
        {
            var node = new FleetNode { Site = "a", Node = "n2" };
            host.Fleet.Store.Nodes.Describe(node);
            host.Fleet.Store.Nodes.Admit(node, NodeSecret.Hash(Secret), null, nowMs: 1);
            await host.Fleet.ApplyAsync("a", "n2");
            await PublishAsync(host, "n2", Secret);
        });

        BackupArchive.Write(stick.At("g1.backup"), old.At("gateway.json"), ConfigFile.Load(old.At("gateway.json")).Options!, DateTimeOffset.UnixEpoch);
        var (manifest, _) = BackupRestore.Run(stick.At("g1.backup"), successor.At("gateway.json"), replace: false);

        Assert.AreEqual("g1", manifest.Gateway);
        foreach (var file in (string[])["data/tls/ca.pem", "data/tls/ca.key", "n1.secret", "gateway.json"])
        {
            CollectionAssert.AreEqual(await File.ReadAllBytesAsync(old.At(file)), await File.ReadAllBytesAsync(successor.At(file)), file);
        }

        await RunAsync(successor.At("gateway.json"), async host =>
        {
            await PublishAsync(host, "n1", GatewayRig.Password);
            await PublishAsync(host, "n2", Secret);
        });
    }

    [TestMethod]
    public async Task A_machine_that_is_a_gateway_already_is_not_overwritten_by_mistake()
    {
        using var directory = new TempDirectory();
        var config = directory.At("gateway.json");
        await File.WriteAllTextAsync(directory.At("n1.secret"), GatewayRig.Password + "\n");
        await File.WriteAllTextAsync(config, Config);
        await RunAsync(config, _ => Task.CompletedTask);
        BackupArchive.Write(directory.At("b"), config, ConfigFile.Load(config).Options!, DateTimeOffset.UnixEpoch);

        var refused = Assert.ThrowsExactly<InvalidDataException>(() => BackupRestore.Run(directory.At("b"), config, replace: false));
        StringAssert.Contains(refused.Message, "--replace");
        BackupRestore.Run(directory.At("b"), config, replace: true);
        await RunAsync(config, host =>
        {
            Assert.ThrowsExactly<StorageException>(() => BackupRestore.Run(directory.At("b"), config, replace: true), "it runs");
            return Task.CompletedTask;
        });
    }

    [TestMethod]
    [DataRow(2, "state/fleet.db", "has backup format 2, taken by version 9.9; this program knows up to 1")]
    [DataRow(1, "state/../../etc/passwd", "holds state/../../etc/passwd, which no backup does")]
    [DataRow(1, "/etc/passwd", "holds /etc/passwd, which no backup does")]
    public void A_later_format_or_a_foreign_file_is_refused_by_name(int format, string entry, string expected)
    {
        using var directory = new TempDirectory();
        using (var zip = new GZipStream(File.Create(directory.At("b")), CompressionLevel.Fastest))
        using (var tar = new TarWriter(zip, TarEntryFormat.Pax))
        {
            var manifest = $$"""{"format":{{format}},"gateway":"g1","program":"9.9","taken":"2026-01-01T00:00:00Z","configFile":"gateway.json"}""";
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, BackupManifest.EntryName) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(manifest)) });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, entry) { DataStream = new MemoryStream([1]) });
        }

        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => BackupArchive.Read(directory.At("b"))).Message, expected);
    }

    [TestMethod]
    public void What_is_no_backup_is_refused()
    {
        using var directory = new TempDirectory();
        File.WriteAllText(directory.At("b"), "no backup");

        Assert.ThrowsExactly<InvalidDataException>(() => BackupArchive.Read(directory.At("b")));
    }

    [TestMethod]
    public void A_backup_that_was_cut_short_is_refused_by_name_wherever_the_cut_is()
    {
        using var directory = new TempDirectory();
        File.WriteAllText(directory.At("n1.secret"), GatewayRig.Password + "\n");
        File.WriteAllText(directory.At("gateway.json"), Config);
        BackupArchive.Write(directory.At("b"), directory.At("gateway.json"), ConfigFile.Load(directory.At("gateway.json")).Options!, DateTimeOffset.UnixEpoch);
        var whole = File.ReadAllBytes(directory.At("b"));

        for (var length = 0; length < whole.Length * 3 / 4; length += 7)
        {
            File.WriteAllBytes(directory.At("cut"), whole[..length]);
            var refused = Assert.ThrowsExactly<InvalidDataException>(() => BackupArchive.Read(directory.At("cut")), $"{length} of {whole.Length} bytes");
            StringAssert.StartsWith(refused.Message, directory.At("cut") + " is no backup of a gateway");
        }
    }

    [TestMethod]
    public void A_backup_is_put_over_nothing_but_a_backup_and_only_when_it_is_whole()
    {
        using var directory = new TempDirectory();
        var config = directory.At("gateway.json");
        File.WriteAllText(directory.At("n1.secret"), GatewayRig.Password + "\n");
        File.WriteAllText(config, Config);
        var options = ConfigFile.Load(config).Options!;
        void Write(string target) => BackupArchive.Write(target, config, options, DateTimeOffset.UnixEpoch);

        Write(directory.At("b"));
        Write(directory.At("b"));
        var before = File.ReadAllBytes(directory.At("b"));
        StringAssert.Contains(Assert.ThrowsExactly<IOException>(() => Write(config)).Message, "is there already and is no backup");
        StringAssert.Contains(Assert.ThrowsExactly<IOException>(() => Write(directory.At("no/b"))).Message, "there is no directory " + directory.At("no"));
        StringAssert.Contains(Assert.ThrowsExactly<IOException>(() => Write(directory.Path)).Message, "is a directory");
        Assert.AreEqual(Config, File.ReadAllText(config));

        Directory.CreateDirectory(options.Data);
        File.WriteAllText(FleetStore.PathIn(options.Data), "no registry");
        StringAssert.Contains(Assert.ThrowsExactly<IOException>(() => Write(directory.At("b"))).Message, FleetStore.PathIn(options.Data));
        CollectionAssert.AreEqual(before, File.ReadAllBytes(directory.At("b")));
        CollectionAssert.AreEquivalent((string[])["b", "gateway.json", "n1.secret"], Directory.GetFiles(directory.Path).Select(Path.GetFileName).ToArray());
    }

    private static async Task RunAsync(string config, Func<GatewayHost, Task> act)
    {
        using var log = new LogBook();
        await using var host = new GatewayHost(ConfigFile.Load(config).Options!, new GatewaySeams { Loggers = log });
        await host.StartAsync();
        await act(host);
    }

    private static async Task PublishAsync(GatewayHost host, string node, string password)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", host.Endpoints[0].Port).WithClientId($"a.{node}").WithCredentials($"a.{node}", password);
        await client.ConnectAsync(options.Build());
        Assert.IsTrue((await GatewayRig.PublishAsync(client, $"sc/1/a/{node}/data", GatewayRig.Pack(0))).IsSuccess);
    }

    private static readonly string Secret = NodeSecret.Create();

    private const string Config =
        """
        {
          "gateway": "g1", "site": "a", "data": "data", "web": { "enabled": false },
          "broker": { "listeners": [{ "port": 0 }, { "port": 0, "tls": {} }] },
          "nodes": [{ "node": "n1", "passwordFile": "n1.secret" }]
        }
        """;
}
