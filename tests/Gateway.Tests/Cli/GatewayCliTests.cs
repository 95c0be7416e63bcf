using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Cli;

namespace SmartCity.Gateway.Tests.Cli;

[TestClass]
public sealed class GatewayCliTests
{
    [TestMethod]
    [DataRow("""{ "site": "a" }""", ExitCode.Ok, "ok: gateway gateway", "")]
    [DataRow("""{ "site": 1 }""", ExitCode.Config, "", ":1:11: $.site: expected text")]
    public async Task Check_config_says_yes_or_names_the_faults(string text, int expected, string output, string error)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, text);
            var (code, said, complained) = await RunAsync("check-config", "--config", file);

            Assert.AreEqual(expected, code);
            StringAssert.Contains(said, output);
            StringAssert.Contains(complained, error);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [TestMethod]
    [DataRow("no-such-command")]
    [DataRow("run")]
    [DataRow("check-config --confg x")]
    public async Task A_wrong_command_line_has_its_own_exit_code(string line)
    {
        Assert.AreEqual(ExitCode.Usage, (await RunAsync(line.Split(' '))).Code);
    }

    [TestMethod]
    public async Task Run_with_a_wrong_configuration_starts_nothing()
    {
        Assert.AreEqual(ExitCode.Config, (await RunAsync("run", "--config", "/no/such/gateway.json")).Code);
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task A_data_directory_that_cannot_be_made_is_told_with_what_to_do()
    {
        var (code, _, demo) = await RunAsync("demo", "--headless", "--data", "/proc/nope/data");
        Assert.AreEqual(ExitCode.Io, code);
        Assert.AreEqual("The data directory /proc/nope/data cannot be made: the file system under /proc takes no new directories or files. Name another one with --data, or leave it out.", demo.Trim());

        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, """{ "site": "a", "data": "/proc/nope" }""");
            var (_, _, run) = await RunAsync("run", "--config", file);
            StringAssert.EndsWith(run.Trim(), "Name another one as \"data\" in the configuration, or let this account write there.");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await GatewayCli.RunAsync(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
