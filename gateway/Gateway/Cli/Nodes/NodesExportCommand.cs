using System.CommandLine;
using SmartCity.Gateway.Fleet.Exchange;

namespace SmartCity.Gateway.Cli.Nodes;

/// <summary><c>nodes export --format csv|geojson</c>: the registry on standard output, without credentials.</summary>
internal static class NodesExportCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var format = new Option<string>("--format") { Description = "csv or geojson.", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "geojson");
        var command = new Command("export", "Write the registry to standard output as CSV or GeoJSON; credentials are not in it.") { format, config };
        command.SetAction((parsed, _) => NodesCommand.WithAsync(parsed, config, (_, store) =>
        {
            var nodes = store.Nodes.All();
            parsed.InvocationConfiguration.Output.Write(parsed.GetValue(format) == "csv" ? FleetCsv.Write(nodes) : FleetGeoJson.Write(store.Sites.All(), nodes));
            return Task.FromResult(ExitCode.Ok);
        }));
        return command;
    }
}
