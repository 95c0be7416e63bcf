using System.CommandLine;
using SmartCity.Gateway.Fleet.Exchange;
using SmartCity.Gateway.Fleet.Registry;

namespace SmartCity.Gateway.Cli.Nodes;

/// <summary><c>nodes import FILE</c>: sites and nodes from CSV or GeoJSON, all or none.</summary>
internal static class NodesImportCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var file = new Argument<string>("FILE") { Description = "A .csv file, or .geojson or .json." };
        var command = new Command("import", "Take sites and nodes from a CSV or GeoJSON file; gives nobody credentials.") { file, config };
        command.SetAction((parsed, _) => NodesCommand.WithAsync(parsed, config, (_, store) =>
        {
            var path = parsed.GetRequiredValue(file);
            try
            {
                var (sites, nodes) = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
                    ? ([], FleetCsv.Read(File.ReadAllText(path)))
                    : FleetGeoJson.Read(File.ReadAllBytes(path));
                Take(store, sites, nodes);
                parsed.InvocationConfiguration.Output.WriteLine($"{sites.Count} sites and {nodes.Count} nodes taken from {path}");
                return Task.FromResult(ExitCode.Ok);
            }
            catch (FormatException e)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"{path}: {e.Message}");
                return Task.FromResult(ExitCode.Failed);
            }
        }));
        return command;
    }

    private static void Take(FleetStore store, IReadOnlyList<FleetSite> sites, IReadOnlyList<FleetNode> nodes) => store.Together(() =>
    {
        foreach (var site in sites) store.Sites.Put(site);
        foreach (var node in nodes) store.Nodes.Describe(node);
    });
}
