using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SmartCity.Gateway.Web.Api;
using SmartCity.Gateway.Web.Live;

namespace SmartCity.Gateway.Cli.Ask;

/// <summary><c>events --config FILE</c>: what the rules have raised, newest first.</summary>
internal static class EventsCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var json = new Option<bool>("--json") { Description = "As JSON, whole." };
        var all = new Option<bool>("--all") { Description = "Those that are over, too." };
        var command = new Command("events", "Show the events that are open. Exit code 1 when one waits to be acknowledged.") { config, json, all };
        command.SetAction(async (parsed, stop) =>
        {
            if (ConfigOption.Load(parsed, config) is not { } options) return ExitCode.Config;
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            using var client = GatewayClient.Open(options.Data);
            if (await GatewayClient.GetAsync(client, "api/v1/events", options.Data, error, stop).ConfigureAwait(false) is not { } stream) return ExitCode.Unavailable;
            var events = await JsonSerializer.DeserializeAsync(stream, WebJson.Default.IReadOnlyListEventLine, stop).ConfigureAwait(false) ?? [];
            var shown = events.Where(line => parsed.GetValue(all) || line.Cleared is null).ToList();
            if (parsed.GetValue(json)) await output.WriteLineAsync(JsonSerializer.Serialize(shown, WebJson.Default.IReadOnlyListEventLine)).ConfigureAwait(false);
            else foreach (var line in shown) await output.WriteLineAsync(Text(line)).ConfigureAwait(false);
            return shown.Exists(line => line is { Cleared: null, Acknowledged: null }) ? ExitCode.Failed : ExitCode.Ok;
        });
        return command;
    }

    private static string Text(EventLine line)
    {
        var state = line.Cleared is not null ? "cleared" : line.Acknowledged is not null ? $"acknowledged by {line.By}" : "open";
        var raised = DateTimeOffset.FromUnixTimeMilliseconds(line.Raised).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return $"{raised}  {line.Severity,-8}  {line.Kind,-14} {line.Site}/{line.Node}  {state}: {line.Cause}";
    }
}
