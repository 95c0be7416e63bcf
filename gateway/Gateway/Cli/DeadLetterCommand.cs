using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Control;
using SmartCity.Gateway.Forward.DeadLetters;

namespace SmartCity.Gateway.Cli;

/// <summary><c>dead-letter list|replay|export --config FILE --sink NAME</c>: what a receiver refused for good.</summary>
internal static class DeadLetterCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var sink = new Option<string>("--sink", "-s") { Description = "Name of the sink.", HelpName = "NAME", Required = true };
        return new Command("dead-letter", "Look at, save, or send again what a receiver refused for good.")
        {
            Sub("list", "List key, time and reason of each.", config, sink, ListAsync),
            Sub("export", "Write each as a JSON object a line, the journal's bytes in base64.", config, sink, ExportAsync),
            Sub("replay", "Send them again, marked historical; the gateway must run.", config, sink, ReplayAsync),
        };
    }

    private static Command Sub(
        string name, string description, Option<string> config, Option<string> sink, Func<GatewayOptions, string, InvocationConfiguration, CancellationToken, Task<int>> action)
    {
        var command = new Command(name, description) { config, sink };
        command.SetAction(async (parsed, stop) =>
        {
            if (ConfigOption.Load(parsed, config) is not { } options) return ExitCode.Config;
            var sinkName = parsed.GetRequiredValue(sink);
            if (options.Sinks.Exists(known => known.Name == sinkName)) return await action(options, sinkName, parsed.InvocationConfiguration, stop).ConfigureAwait(false);
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"there is no sink {sinkName}").ConfigureAwait(false);
            return ExitCode.Usage;
        });
        return command;
    }

    private static async Task<int> ListAsync(GatewayOptions options, string sink, InvocationConfiguration console, CancellationToken stop)
    {
        foreach (var letter in Read(options, sink))
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(letter.AtMs).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            await console.Output.WriteLineAsync($"{letter.Id,8}  {at}  {letter.Key ?? "unreadable"}  {letter.Reason}").ConfigureAwait(false);
        }

        return ExitCode.Ok;
    }

    private static async Task<int> ExportAsync(GatewayOptions options, string sink, InvocationConfiguration console, CancellationToken stop)
    {
        foreach (var letter in Read(options, sink))
        {
            await console.Output.WriteLineAsync(JsonSerializer.Serialize(letter, ControlJson.Default.DeadLetter)).ConfigureAwait(false);
        }

        return ExitCode.Ok;
    }

    private static async Task<int> ReplayAsync(GatewayOptions options, string sink, InvocationConfiguration console, CancellationToken stop)
    {
        var answer = await ControlClient.AskAsync(options.Data, "replay " + sink, stop).ConfigureAwait(false);
        if (answer?.Replaying is { } count)
        {
            await console.Output.WriteLineAsync($"{count} will be sent again").ConfigureAwait(false);
            return ExitCode.Ok;
        }

        await console.Error.WriteLineAsync(answer?.Fault ?? $"no gateway runs on {options.Data}").ConfigureAwait(false);
        return ExitCode.Unavailable;
    }

    private static IReadOnlyList<DeadLetter> Read(GatewayOptions options, string sink) =>
        DeadLetterStore.ReadFile(ForwardPart.DeadLetterFile(options.Data, sink));
}
