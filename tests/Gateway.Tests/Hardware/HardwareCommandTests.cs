using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Cli;

namespace SmartCity.Gateway.Tests.Hardware;

[TestClass]
public class HardwareCommandTests
{
    [TestMethod]
    public async Task Check_passes_for_the_three_boards()
    {
        (int code, string output, string error) = await Run("hardware", "check", "--root", RepositoryFiles.Root);
        Assert.AreEqual("", error);
        Assert.AreEqual(ExitCode.Ok, code);
        Assert.HasCount(3, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [TestMethod]
    public async Task Check_of_a_faulty_board_fails_and_says_where_and_why()
    {
        using var checkout = new TemporaryCheckout();
        checkout.Alter("hardware/boards/intersection-ix1/board.json", "\"gpio\": 32, \"net\": \"LOOP1\"", "\"gpio\": 12, \"net\": \"LOOP1\"");
        (int code, _, string error) = await Run("hardware", "check", "intersection-ix1", "--root", checkout.Root);
        Assert.AreEqual(ExitCode.Failed, code);
        Assert.Contains("intersection-ix1: GPIO12 (LOOP1) is a strap", error);
        Assert.Contains("[strapping-pin]", error);
        Assert.Contains("Remedy: move it", error);
    }

    [TestMethod]
    public async Task Check_names_the_place_in_a_malformed_file()
    {
        using var checkout = new TemporaryCheckout();
        checkout.Alter("hardware/boards/pipeline-pn1/board.json", "\"deepSleep\"", "\"deepsleep\"");
        (int code, _, string error) = await Run("hardware", "check", "--root", checkout.Root);
        Assert.AreEqual(ExitCode.Failed, code);
        Assert.Contains("hardware/boards/pipeline-pn1/board.json", error);
        Assert.Contains("deepsleep", error);
    }

    [TestMethod]
    public async Task Generate_writes_what_a_changed_pin_changes_and_check_tells_before()
    {
        using var checkout = new TemporaryCheckout();
        checkout.Alter("hardware/boards/intersection-ix1/board.json", "\"gpio\": 26, \"net\": \"LOOP3\"", "\"gpio\": 2, \"net\": \"LOOP3\"");
        (int stale, string listed, _) = await Run("hardware", "generate", "--check", "--root", checkout.Root);
        Assert.AreEqual(ExitCode.Failed, stale);
        (int code, string written, _) = await Run("hardware", "generate", "--root", checkout.Root);
        Assert.AreEqual(ExitCode.Ok, code);
        Assert.AreEqual(listed, written);
        string[] expected =
        [
            "firmware/Node/Config/Boards.g.cs", "hardware/boards/intersection-ix1/commissioning.md", "hardware/boards/intersection-ix1/node.template.json",
            "hardware/boards/intersection-ix1/pins.md", "hardware/boards/intersection-ix1/wiring.svg",
        ];
        CollectionAssert.AreEquivalent(expected, written.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.AreEqual((ExitCode.Ok, "", ""), await Run("hardware", "generate", "--check", "--root", checkout.Root));
    }

    [TestMethod]
    public async Task Outside_a_checkout_the_command_says_what_it_looks_for()
    {
        (int code, _, string error) = await Run("hardware", "check", "--root", Path.GetTempPath());
        Assert.AreEqual(ExitCode.Usage, code);
        Assert.Contains("hardware/boards", error);
    }

    private static async Task<(int Code, string Output, string Error)> Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int code = await GatewayCli.RunAsync(args, output, error);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>A copy of what the commands read and write, in a folder of its own.</summary>
    private sealed class TemporaryCheckout : IDisposable
    {
        public TemporaryCheckout()
        {
            string source = Path.Combine(RepositoryFiles.Root, "hardware");
            foreach (string file in Directory.GetFiles(source, "*", SearchOption.AllDirectories)) Copy(Path.GetRelativePath(RepositoryFiles.Root, file));
            Copy("firmware/Node/Config/Boards.g.cs");
            Copy("firmware/Wire/Channels.g.cs");
        }

        public string Root { get; } = Directory.CreateTempSubdirectory("smartcity-hardware-").FullName;

        public void Alter(string path, string old, string replacement)
        {
            string full = Path.Combine(Root, path);
            string text = File.ReadAllText(full);
            Assert.Contains(old, text);
            File.WriteAllText(full, text.Replace(old, replacement, StringComparison.Ordinal));
        }

        public void Dispose() => Directory.Delete(Root, true);

        private void Copy(string path)
        {
            string target = Path.Combine(Root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(RepositoryFiles.Root, path), target);
        }
    }
}
