using System.CommandLine;
using SmartCity.Gateway.Cli.Nodes;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet;
using SmartCity.Gateway.Fleet.Flash;

namespace SmartCity.Gateway.Cli.Provision;

/// <summary><c>flash --port /dev/ttyUSB0 --node ix-017</c>: runtime, program and files onto the chip, then its first status and self-test.</summary>
internal static class FlashCommand
{
    // Wi-Fi, TLS and, on a board that wakes for the first time, a scan of every sensor.
    private const int DefaultWait = 180;

    public static Command Create()
    {
        var port = new Option<string>("--port") { Description = "The serial port, or \"virtual\" for a virtual node in place of the ESP32.", HelpName = "/dev/ttyUSB0", Required = true };
        var node = new Option<string>("--node") { Description = "The node: ix-017, or xizhimen/ix-017.", HelpName = "NODE", Required = true };
        var from = new Option<string>("--from") { Description = "Where `provision node` made the node's folder.", HelpName = "DIR", DefaultValueFactory = _ => "nodes" };
        var image = new Option<string>("--image") { Description = "The device image.", HelpName = "FILE", DefaultValueFactory = _ => "firmware/Node.Esp32/bin/Release/netnano1.0/SmartCity.Node.Esp32.bin" };
        var firmware = new Option<string>("--firmware") { Description = "Version of the runtime.", HelpName = "VERSION", DefaultValueFactory = _ => FlashSettings.PinnedFirmware };
        var overRuntime = new Option<bool>("--over-runtime") { Description = "Write the program over the runtime (nanoff --nanodevice), not through the chip's boot loader." };
        var again = new Option<bool>("--again") { Description = "Do every step again, those done before, too." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the commands and run none." };
        var nanoff = new Option<string>("--nanoff") { Description = "The program nanoff.", HelpName = "FILE", DefaultValueFactory = _ => "nanoff" };
        var wait = new Option<int>("--wait") { Description = "Seconds to wait for the node's first status; 0: do not.", DefaultValueFactory = _ => DefaultWait };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Show what nanoff says." };
        var config = ConfigOption.Create();
        var command = new Command("flash", "Put a provisioned node onto its chip, wait for its first status, and say PASS or what is wrong.")
        {
            port, node, from, image, firmware, overRuntime, again, dryRun, nanoff, wait, verbose, config,
        };
        command.SetAction((parsed, stop) => NodesCommand.WithAsync(parsed, config, async (options, _) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (!NodeName.TryParse(parsed.GetRequiredValue(node), options.Site, out var name))
            {
                await error.WriteLineAsync($"'{parsed.GetRequiredValue(node)}': expected a node such as ix-017 or xizhimen/ix-017, each part [a-z0-9-]{{1,32}}").ConfigureAwait(false);
                return ExitCode.Usage;
            }

            if (Folder(name, parsed.GetRequiredValue(from)) is not { } folder)
            {
                await error.WriteLineAsync($"there is no folder of {parsed.GetRequiredValue(node)} in {parsed.GetRequiredValue(from)}: run `provision node` first, or say --from DIR").ConfigureAwait(false);
                return ExitCode.Usage;
            }

            var settings = new FlashSettings
            {
                Port = parsed.GetRequiredValue(port),
                Image = Path.GetFullPath(parsed.GetRequiredValue(image)),
                Firmware = parsed.GetRequiredValue(firmware),
                OverRuntime = parsed.GetValue(overRuntime),
            };
            if (parsed.GetValue(dryRun))
            {
                await output.WriteLineAsync($"cd {folder}").ConfigureAwait(false);
                foreach (var step in FlashPlan.Steps(settings)) await output.WriteLineAsync($"nanoff {string.Join(' ', step.Arguments.Select(Quoted))}").ConfigureAwait(false);
                return ExitCode.Ok;
            }

            var patience = TimeSpan.FromSeconds(parsed.GetValue(wait));
            if (settings.Port == VirtualBox.Port) return await VirtualAsync(options, name, folder, patience, output, stop).ConfigureAwait(false);
            var begin = TimeProvider.System.GetUtcNow();
            var run = new FlashRun(new ToolRunner(), parsed.GetRequiredValue(nanoff), folder, output);
            if (await run.RunAsync(settings, parsed.GetValue(again), parsed.GetValue(verbose), stop).ConfigureAwait(false) is { } fault)
            {
                await error.WriteLineAsync(fault).ConfigureAwait(false);
                return ExitCode.Failed;
            }

            if (patience == TimeSpan.Zero) return ExitCode.Ok;
            return await ContactAsync(options, name, begin, patience, output, stop).ConfigureAwait(false);
        }));
        return command;
    }

    private static async Task<int> VirtualAsync(GatewayOptions options, NodeName name, string folder, TimeSpan patience, TextWriter output, CancellationToken stop)
    {
        await output.WriteLineAsync("a virtual node in place of the ESP32: nothing is flashed").ConfigureAwait(false);
        var begin = TimeProvider.System.GetUtcNow();
        var box = VirtualBox.Start(folder, TimeProvider.System);
        await using (box.ConfigureAwait(false)) return await ContactAsync(options, name, begin, patience, output, stop).ConfigureAwait(false);
    }

    private static async Task<int> ContactAsync(GatewayOptions options, NodeName name, DateTimeOffset begin, TimeSpan patience, TextWriter output, CancellationToken stop)
    {
        var contact = new FirstContact((line, cancellation) => FleetControl.AskAsync(options.Data, line, cancellation), TimeProvider.System, output);
        return await contact.RunAsync(name, begin, patience, stop).ConfigureAwait(false) ? ExitCode.Ok : ExitCode.Failed;
    }

    private static string? Folder(NodeName name, string from)
    {
        var folder = Path.GetFullPath(Path.Combine(from, name.Node));
        return File.Exists(Path.Combine(folder, "node.json")) ? folder : null;
    }

    private static string Quoted(string argument) => argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument;
}
