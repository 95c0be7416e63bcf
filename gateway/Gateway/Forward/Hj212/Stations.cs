using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Forward.Hj212;

/// <summary>Which station of the platform's a node is. A node that is none goes to other sinks only.</summary>
internal sealed class Stations
{
    private readonly Dictionary<(string Site, string Node), Hj212StationOptions> _byNode = [];
    private readonly Dictionary<string, Hj212StationOptions> _byMn = new(StringComparer.Ordinal);

    public Stations(IEnumerable<Hj212StationOptions> stations)
    {
        foreach (var station in stations)
        {
            _byNode[(station.Site, station.Node)] = station;
            _byMn[station.Mn] = station;
        }
    }

    public Hj212StationOptions? Of(Pack pack) => _byNode.GetValueOrDefault((pack.Site, pack.Node));

    public Hj212StationOptions? OfMn(string mn) => _byMn.GetValueOrDefault(mn);
}
