using Microsoft.Data.Sqlite;

namespace SmartCity.Gateway.Fleet.Registry;

/// <summary>The table of sites.</summary>
internal sealed class SiteRows(FleetStore store)
{
    public IReadOnlyList<FleetSite> All() => store.Query("SELECT site, name, lat, lon, notes FROM site ORDER BY site", Read);

    public void Put(FleetSite site) => store.Execute(
        "INSERT INTO site (site, name, lat, lon, notes) VALUES ($1, $2, $3, $4, $5) "
        + "ON CONFLICT (site) DO UPDATE SET name = coalesce($2, name), lat = coalesce($3, lat), lon = coalesce($4, lon), notes = coalesce($5, notes)",
        site.Site, site.Name, site.Position?.Latitude, site.Position?.Longitude, site.Notes);

    private static FleetSite Read(SqliteDataReader row) => new()
    {
        Site = row.GetString(0),
        Name = row.Text(1),
        Position = row.Position(2),
        Notes = row.Text(4),
    };
}
