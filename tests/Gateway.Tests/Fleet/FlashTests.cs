using System.Security.Cryptography;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Cli;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet;
using SmartCity.Gateway.Fleet.Flash;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Fleet.Update;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Ingest.Support;
using SmartCity.Node;
using SmartCity.Node.Update;
using SmartCity.Node.Virtual.Platform;

namespace SmartCity.Gateway.Tests.Fleet;

[TestClass]
public sealed class FlashTests
{
    [TestMethod]
    public async Task A_dry_run_prints_the_commands_and_runs_none()
    {
        using var bench = await BenchAsync();
        var image = bench.At("n.bin");

        var (code, output, error) = await bench.FlashAsync("--dry-run");

        var expected = $"""
            cd {bench.At("nodes/ix-017")}
            nanoff --platform esp32 --serialport /dev/ttyUSB0 --devicedetails --suppressnanoffversioncheck
            nanoff --update --target ESP32_PSRAM_REV0 --fwversion 1.16.0.578 --serialport /dev/ttyUSB0 --masserase --suppressnanoffversioncheck
            nanoff --target ESP32_PSRAM_REV0 --serialport /dev/ttyUSB0 --deploy --image {image} --address 0x1E0000 --suppressnanoffversioncheck
            nanoff --filedeployment files.json --serialport /dev/ttyUSB0 --suppressnanoffversioncheck
            nanoff --networkdeployment net.json --serialport /dev/ttyUSB0 --suppressnanoffversioncheck
            nanoff --nanodevice --devicedetails --serialport /dev/ttyUSB0 --suppressnanoffversioncheck

            """;
        Assert.AreEqual((ExitCode.Ok, expected.ReplaceLineEndings("\n"), ""), (code, output.ReplaceLineEndings("\n"), error));
        Assert.IsEmpty(bench.Nanoff.Calls());
        StringAssert.Contains((await bench.FlashAsync("--dry-run", "--over-runtime")).Output, $"nanoff --nanodevice --deploy --serialport /dev/ttyUSB0 --image {image}");
    }

    [TestMethod]
    public async Task Every_step_runs_once_and_a_second_run_only_looks()
    {
        using var bench = await BenchAsync();

        var (code, output, error) = await bench.FlashAsync();
        var first = bench.Nanoff.Calls();
        await bench.FlashAsync();
        var second = bench.Nanoff.Calls();
        File.AppendAllText(bench.At("nodes/ix-017/node.json"), "\n");
        await bench.FlashAsync();
        var changed = bench.Nanoff.Calls();

        Assert.AreEqual((ExitCode.Ok, ""), (code, error), output);
        Assert.HasCount(6, first);
        StringAssert.Contains(output, "[6/6] see that the program is there …");
        Assert.HasCount(2, second, "details and verify");
        Assert.HasCount(4, changed, "its files again, and what comes after them");
    }

    [TestMethod]
    public async Task An_interrupted_run_goes_on_where_it_was()
    {
        using var bench = await BenchAsync();
        bench.Nanoff.Fault = "asleep";
        var (code, _, error) = await bench.FlashAsync();
        bench.Nanoff.Calls();

        bench.Nanoff.Fault = "";
        var resumed = await bench.FlashAsync();

        Assert.AreEqual(ExitCode.Failed, code);
        StringAssert.Contains(error, "[4/6] write the node's files failed: the runtime does not answer: press reset");
        Assert.AreEqual(ExitCode.Ok, resumed.Code, resumed.Error);
        StringAssert.Contains(resumed.Output, "[3/6] write the program: done before");
        Assert.HasCount(4, bench.Nanoff.Calls(), "details, files, network, verify");
    }

    [TestMethod]
    [DataRow("denied", "no permission for /dev/ttyUSB0: `sudo usermod -aG dialout $USER`")]
    [DataRow("denied", "/etc/udev/rules.d/70-smartcity.rules")]
    [DataRow("absent", "/dev/ttyUSB0 cannot be opened: is the cable in")]
    [DataRow("silent", "hold BOOT, press reset, let go of BOOT")]
    [DataRow("chip", "this is an ESP32-S3; the boards carry an ESP32")]
    [DataRow("download", "the runtime cannot be downloaded")]
    [DataRow("image", "there is no image at that place")]
    [DataRow("file", "node.json was not written: the file system is full")]
    [DataRow("old", "the chip runs runtime 1.12.1.115, not 1.16.0.578")]
    [DataRow("empty", "`Assemblies:` is empty: the image is not where the runtime looks for it")]
    [DataRow("foreign", "another program is on the chip")]
    public async Task A_failure_says_what_to_do(string fault, string expected)
    {
        using var bench = await BenchAsync();
        bench.Nanoff.Fault = fault;

        var (code, _, error) = await bench.FlashAsync();

        Assert.AreEqual(ExitCode.Failed, code);
        StringAssert.Contains(error, expected);
        Assert.HasCount(1, error.TrimEnd().Split('\n'), error);
    }

    [TestMethod]
    public async Task Without_nanoff_it_says_how_to_get_it_and_without_a_folder_how_to_make_one()
    {
        using var bench = await BenchAsync();

        StringAssert.Contains((await bench.FlashAsync("--nanoff", bench.At("no-such-program"))).Error, "dotnet tool install -g nanoff");
        StringAssert.Contains((await bench.RunAsync("flash", "--port", "p", "--node", "ix-018", "--from", bench.At("nodes"))).Error, "run `provision node` first");
        StringAssert.Contains((await bench.RunAsync("flash", "--port", "p", "--node", "IX 18", "--from", bench.At("nodes"))).Error, "'IX 18': expected a node such as ix-017");
    }

    [TestMethod]
    public async Task From_an_empty_folder_to_PASS_with_a_virtual_node_over_TLS()
    {
        using var state = new TempDirectory();
        await using var rig = await GatewayRig.StartAsync(configure: options =>
        {
            options.Data = state.Path;
            options.Broker.Listeners[0].Tls = new TlsOptions();
        });
        using var bench = await BenchAsync(state, rig.Port);

        var (code, output, error) = await bench.RunAsync("flash", "--port", "virtual", "--node", "ix-017", "--from", bench.At("nodes"));

        Assert.AreEqual(ExitCode.Ok, code, output + error);
        StringAssert.Contains(output, "a.ix-017 is there: boot 1, board intersection-ix1");
        StringAssert.Contains(output, "PASS a.ix-017");
        StringAssert.Contains((await bench.RunAsync("nodes", "show", "ix-017")).Output, "board        intersection-ix1");
    }

    [TestMethod]
    public async Task A_signed_program_goes_to_a_node_over_the_air_and_a_strangers_does_not()
    {
        using var state = new TempDirectory();
        await using var rig = await GatewayRig.StartAsync(configure: options =>
        {
            options.Data = state.Path;
            options.Broker.Listeners[0].Tls = new TlsOptions();
        });
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(state.At("update.pem"), signer.ExportSubjectPublicKeyInfoPem());
        File.WriteAllText(state.At("signer.key"), signer.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(state.At("stranger.key"), stranger.ExportPkcs8PrivateKeyPem());
        File.WriteAllBytes(state.At("program.pe"), new byte[3_000]);
        using var bench = await BenchAsync(state, rig.Port);
        await using var node = VirtualBox.Start(bench.At("nodes/ix-017"), TimeProvider.System);
        await Eventually.True(() => rig.Host.Nodes.Find("a.ix-017")?.Status is not null);
        foreach (var key in new[] { "stranger", "signer" })
        {
            var (output, error) = (new StringWriter(), new StringWriter());
            Assert.AreEqual(ExitCode.Ok, await GatewayCli.RunAsync(
                ["update", "make", "--key", state.At(key + ".key"), "--program-version", "9.0.0", "--out", state.At(key + ".scu"), state.At("program.pe")], output, error));
        }

        var forged = await bench.RunAsync("update", "send", "ix-017", "--package", state.At("stranger.scu"));
        var sound = await bench.RunAsync("update", "send", "ix-017", "--package", state.At("signer.scu"));

        Assert.AreEqual(ExitCode.Failed, forged.Code);
        StringAssert.Contains(forged.Error, "refuses: the signature is not that of its key");
        Assert.AreEqual(ExitCode.Ok, sound.Code, sound.Error);
        StringAssert.Contains(sound.Output, "100 %");
        Assert.IsTrue(BootChoice.Choose(new DirectoryFlash(bench.At("nodes/ix-017/flash")), NodeVersion.Code)!.IsSound);
    }

    [TestMethod]
    [DataRow("no-psram", "a.n1 takes no program over the air: its module has no PSRAM")]
    [DataRow("no-key", "a.n1 takes no program over the air: it was provisioned without update.pem")]
    public async Task A_node_that_says_it_takes_no_program_is_sent_none(string updates, string expected)
    {
        using var state = new TempDirectory();
        await using var rig = await GatewayRig.StartAsync(configure: options => options.Data = state.Path);
        var node = await rig.ConnectAsync("n1");
        await GatewayRig.PublishAsync(node, "sc/1/a/n1/status", $$"""{"state":"birth","boot":1,"updates":"{{updates}}"}""", retain: true);
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var sender = new UpdateSender((line, cancellation) => FleetControl.AskAsync(state.Path, line, cancellation), (_, _) => Assert.Fail("it is sent"));
        rig.Host.Fleet.Store.Nodes.Describe(new FleetNode { Site = "a", Node = "n1" });

        var fault = await sender.SendAsync(new NodeName("a", "n1"), UpdatePackage.Make(signer, new Version(9, 0, 0), [new byte[100]]), CancellationToken.None);

        StringAssert.Contains(fault, expected);
    }

    private static async Task<Bench> BenchAsync(TempDirectory? state = null, int port = 8883)
    {
        if (OperatingSystem.IsWindows()) Assert.Inconclusive("the stand-in for nanoff is a shell script");
        var bench = new Bench(state);
        File.WriteAllText(bench.At("gateway.json"), $$"""{ "site": "a", "data": ".", "broker": { "names": ["localhost"], "listeners": [{ "port": {{port}}, "tls": {} }] } }""");
        var (code, _, error) = await bench.RunAsync("provision", "node", "ix-017", "--board", "intersection-ix1", "--out", bench.At("nodes"));
        Assert.AreEqual(ExitCode.Ok, code, error);
        return bench;
    }

    private sealed class Bench : IDisposable
    {
        private readonly TempDirectory _own = new();
        private readonly TempDirectory _state;

        public Bench(TempDirectory? state)
        {
            _state = state ?? _own;
            Nanoff = new ScriptedNanoff(_own);
        }

        public ScriptedNanoff Nanoff { get; }

        public string At(string name) => _state.At(name);

        public Task<(int Code, string Output, string Error)> FlashAsync(params string[] more) => RunAsync(
        [
            "flash", "--port", "/dev/ttyUSB0", "--node", "ix-017", "--from", At("nodes"), "--image", At("n.bin"), "--wait", "0",
            .. more.Contains("--nanoff") ? [] : new[] { "--nanoff", Nanoff.Program }, .. more,
        ]);

        public async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
        {
            var (output, error) = (new StringWriter(), new StringWriter());
            var code = await GatewayCli.RunAsync([.. arguments, "--config", At("gateway.json")], output, error);
            return (code, output.ToString(), error.ToString());
        }

        public void Dispose() => _own.Dispose();
    }
}
