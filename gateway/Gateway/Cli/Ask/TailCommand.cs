using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SmartCity.Gateway.Web.Api;
using SmartCity.Gateway.Web.Live;

namespace SmartCity.Gateway.Cli.Ask;

/// <summary><c>tail --config FILE</c>: follows events, and the values of a node, as they come.</summary>
internal static class TailCommand
{
    private const string Data = "data: ";

    public static Command Create()
    {
        var config = ConfigOption.Create();
        var node = new Option<string?>("--node") { Description = "Follow every value of this node, too.", HelpName = "SITE/NODE" };
        var channel = new Option<string[]>("--channel") { Description = "Only these channels; may be given more than once.", HelpName = "NAME" };
        var json = new Option<bool>("--json") { Description = "Each frame as it comes, a line of JSON." };
        var command = new Command("tail", "Follow events and values until told to stop; at most four lines a second and channel.") { config, node, channel, json };
        command.SetAction(async (parsed, stop) =>
        {
            if (ConfigOption.Load(parsed, config) is not { } options) return ExitCode.Config;
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (site, name) = parsed.GetValue(node)?.Split('/') is [var a, var b] ? (a, b) : (null, null);
            var query = site is null ? "" : $"?site={Uri.EscapeDataString(site)}&node={Uri.EscapeDataString(name!)}";
            using var client = GatewayClient.Open(options.Data);
            if (await GatewayClient.GetAsync(client, "api/v1/live" + query, options.Data, error, stop).ConfigureAwait(false) is not { } stream) return ExitCode.Unavailable;
            using var reader = new StreamReader(stream);
            var channels = parsed.GetValue(channel) ?? [];
            try
            {
                while (await reader.ReadLineAsync(stop).ConfigureAwait(false) is { } line)
                {
                    if (!line.StartsWith(Data, StringComparison.Ordinal)) continue;
                    if (parsed.GetValue(json)) await output.WriteLineAsync(line[Data.Length..]).ConfigureAwait(false);
                    else if (JsonSerializer.Deserialize(line.AsSpan(Data.Length), WebJson.Default.LiveFrame) is { } frame) await ShowAsync(frame, parsed.GetValue(node), channels, output).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException)
            {
                // Told to stop: that is how it ends.
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task ShowAsync(LiveFrame frame, string? node, string[] channels, TextWriter output)
    {
        foreach (var e in frame.Events ?? [])
        {
            var state = e.Cleared is not null ? "cleared" : e.Acknowledged is not null ? "acknowledged" : "raised";
            await output.WriteLineAsync($"{Time(frame.Now)}  {e.Severity} {e.Kind} {state} at {e.Site}/{e.Node}: {e.Cause}").ConfigureAwait(false);
        }

        foreach (var value in (frame.Values ?? []).Where(value => channels.Length == 0 || channels.Contains(value.Channel)))
        {
            var flag = value.Flag is { } q ? $"  q={q}" : "";
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Time(value.Time)}  {node}  {value.Channel,-12} {value.Value}{value.Text}{flag}")).ConfigureAwait(false);
        }
    }

    private static string Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
