using System.CommandLine;

namespace SmartCity.Gateway.Cli.Ask;

/// <summary><c>export --config FILE SITE NODE CHANNEL</c>: a span of the history as CSV or Parquet.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var (site, node, channel) = (new Argument<string>("site"), new Argument<string>("node"), new Argument<string>("channel"));
        var from = new Option<string>("--from") { Description = "Begin, RFC 3339.", HelpName = "TIME", Required = true };
        var to = new Option<string?>("--to") { Description = "End, exclusive; now when left out.", HelpName = "TIME" };
        var resolution = new Option<string>("--resolution") { Description = "raw, 1min, 15min or 1h.", DefaultValueFactory = _ => "15min" };
        resolution.AcceptOnlyFromAmong("raw", "1min", "15min", "1h");
        var format = new Option<string>("--format") { Description = "csv or parquet.", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "parquet");
        var file = new Option<string?>("--output", "-o") { Description = "File to write; standard output when left out.", HelpName = "FILE" };
        var command = new Command("export", "Write a span of a channel's history as CSV or Parquet.") { config, site, node, channel, from, to, resolution, format, file };
        command.SetAction(async (parsed, stop) =>
        {
            if (ConfigOption.Load(parsed, config) is not { } options) return ExitCode.Config;
            var query = $"api/v1/export?site={Escape(parsed.GetValue(site))}&node={Escape(parsed.GetValue(node))}&channel={Escape(parsed.GetValue(channel))}"
                + $"&from={Escape(parsed.GetValue(from))}&resolution={parsed.GetValue(resolution)}&format={parsed.GetValue(format)}"
                + (parsed.GetValue(to) is { } end ? $"&to={Escape(end)}" : "");
            using var client = GatewayClient.Open(options.Data);
            if (await GatewayClient.GetAsync(client, query, options.Data, parsed.InvocationConfiguration.Error, stop).ConfigureAwait(false) is not { } stream) return ExitCode.Unavailable;
            var target = parsed.GetValue(file) is { } path ? File.Create(path) : Console.OpenStandardOutput();
            await using (target.ConfigureAwait(false)) await stream.CopyToAsync(target, stop).ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Escape(string? text) => Uri.EscapeDataString(text ?? "");
}
