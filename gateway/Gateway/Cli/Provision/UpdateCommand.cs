using System.CommandLine;
using System.Security.Cryptography;
using SmartCity.Gateway.Cli.Nodes;
using SmartCity.Gateway.Fleet;
using SmartCity.Gateway.Fleet.Update;

namespace SmartCity.Gateway.Cli.Provision;

/// <summary><c>update make …</c> signs a program for nodes, <c>update send NODE</c> brings it to one over the air.</summary>
internal static class UpdateCommand
{
    public static Command Create() => new("update", "Programs for nodes, over the air.") { Make(), Send() };

    private static Command Make()
    {
        var key = new Option<string>("--key") { Description = "PEM file with the P-256 key that signs (openssl ecparam -name prime256v1 -genkey -noout).", HelpName = "FILE", Required = true };
        var version = new Option<string>("--program-version") { Description = "Version of the program, as in firmware/Node/NodeVersion.cs.", HelpName = "1.1.0", Required = true };
        var output = new Option<string>("--out") { Description = "The package.", HelpName = "FILE", Required = true };
        var files = new Argument<string[]>("PE") { Description = "The .pe files in the order in which they are loaded, the program last.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("make", "Make a signed package of a program.") { key, version, output, files };
        command.SetAction(parsed =>
        {
            if (!Version.TryParse(parsed.GetRequiredValue(version), out var number) || number is not { Major: <= 255, Minor: <= 255, Build: >= 0 and <= 255, Revision: -1 })
            {
                parsed.InvocationConfiguration.Error.WriteLine("--program-version: expected three numbers of 0 to 255 such as 1.1.0");
                return ExitCode.Usage;
            }

            using var signer = ECDsa.Create();
            signer.ImportFromPem(File.ReadAllText(parsed.GetRequiredValue(key)));
            var package = UpdatePackage.Make(signer, number, parsed.GetRequiredValue(files).Select(File.ReadAllBytes));
            File.WriteAllBytes(parsed.GetRequiredValue(output), package);
            parsed.InvocationConfiguration.Output.WriteLine($"{parsed.GetRequiredValue(output)}: version {number}, {package.Length} bytes");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Send()
    {
        var (config, node) = (ConfigOption.Create(), NodesCommand.Node());
        var package = new Option<string>("--package") { Description = "The package.", HelpName = "FILE", Required = true };
        var command = new Command("send", "Send a package to a node; a broken transfer goes on where it was. `nodes command NODE reboot` starts it.") { node, package, config };
        command.SetAction((parsed, stop) => NodesCommand.WithAsync(parsed, config, node, known: true, async (options, _, name) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var last = -1;
            var sender = new UpdateSender(
                (line, cancellation) => FleetControl.AskAsync(options.Data, line, cancellation),
                (done, all) =>
                {
                    var percent = (int)(100L * done / all);
                    if (percent / 10 == last) return;
                    last = percent / 10;
                    output.WriteLine($"{percent} %");
                });
            if (await sender.SendAsync(name, await File.ReadAllBytesAsync(parsed.GetRequiredValue(package), stop).ConfigureAwait(false), stop).ConfigureAwait(false) is { } fault)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(fault).ConfigureAwait(false);
                return ExitCode.Failed;
            }

            await output.WriteLineAsync($"{name} has it and found it sound; `nodes command {name} reboot` starts it").ConfigureAwait(false);
            return ExitCode.Ok;
        }));
        return command;
    }
}
