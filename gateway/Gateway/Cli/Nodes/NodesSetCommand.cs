using System.CommandLine;
using SmartCity.Gateway.Fleet.Exchange;
using SmartCity.Gateway.Fleet.Registry;

namespace SmartCity.Gateway.Cli.Nodes;

/// <summary><c>nodes set NODE --position … --owner … --notes …</c>: what people know of a node.</summary>
internal static class NodesSetCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var node = NodesCommand.Node();
        var position = Position();
        var owner = new Option<string?>("--owner") { Description = "Whose it is.", HelpName = "TEXT" };
        var notes = new Option<string?>("--notes") { Description = "What the next technician should know.", HelpName = "TEXT" };
        var board = new Option<string?>("--board") { Description = "The board it is built on.", HelpName = "NAME" };
        var command = new Command("set", "Enter a node, or change position, owner, notes or board of one.") { node, position, owner, notes, board, config };
        command.SetAction((parsed, _) => NodesCommand.WithAsync(parsed, config, node, known: false, (_, store, name) =>
        {
            store.Nodes.Describe(new FleetNode
            {
                Site = name.Site,
                Node = name.Node,
                Position = parsed.GetValue(position),
                Owner = parsed.GetValue(owner),
                Notes = parsed.GetValue(notes),
                Board = parsed.GetValue(board),
            });
            return Task.FromResult(ExitCode.Ok);
        }));
        return command;
    }

    /// <summary>The option <c>--position 39.94,116.35</c>.</summary>
    public static Option<GeoPosition?> Position() => new("--position")
    {
        Description = "Latitude and longitude, WGS 84 degrees.",
        HelpName = "39.94,116.35",
        CustomParser = result =>
        {
            if (GeoText.TryParse(result.Tokens[0].Value, out var position)) return position;
            result.AddError($"'{result.Tokens[0].Value}': expected latitude,longitude in degrees such as 39.94,116.35");
            return null;
        },
    };
}
