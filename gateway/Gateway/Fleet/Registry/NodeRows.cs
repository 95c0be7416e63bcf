using Microsoft.Data.Sqlite;

namespace SmartCity.Gateway.Fleet.Registry;

/// <summary>The table of nodes.</summary>
internal sealed class NodeRows(FleetStore store)
{
    private const string Columns =
        "site, node, board, profile, lat, lon, owner, notes, secret, certificate, revoked, provisioned, "
        + "seen, firmware, battery, boot, reported, desired, desired_version";

    public IReadOnlyList<FleetNode> All() => store.Query($"SELECT {Columns} FROM node ORDER BY site, node", Read);

    public FleetNode? Find(string site, string node) =>
        store.Query($"SELECT {Columns} FROM node WHERE site = $1 AND node = $2", Read, site, node).FirstOrDefault();

    /// <summary>Adds the node, or changes what is given of board, profile, position, owner and notes.</summary>
    public void Describe(FleetNode node) => store.Execute(
        "INSERT INTO node (site, node, board, profile, lat, lon, owner, notes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
        + "ON CONFLICT (site, node) DO UPDATE SET board = coalesce($3, board), profile = coalesce($4, profile), lat = coalesce($5, lat), "
        + "lon = coalesce($6, lon), owner = coalesce($7, owner), notes = coalesce($8, notes)",
        node.Site, node.Node, node.Board, node.Profile, node.Position?.Latitude, node.Position?.Longitude, node.Owner, node.Notes);

    /// <summary>New credentials; the ones before are void, a revocation is over.</summary>
    public void Admit(FleetNode node, string secret, string? certificate, long nowMs) => store.Execute(
        "UPDATE node SET secret = $3, certificate = $4, provisioned = $5, revoked = NULL WHERE site = $1 AND node = $2",
        node.Site, node.Node, secret, certificate, nowMs);

    /// <summary>Shuts the node out, a configured one, too.</summary>
    public void Revoke(string site, string node, long nowMs) => store.Execute(
        "INSERT INTO node (site, node, revoked) VALUES ($1, $2, $3) "
        + "ON CONFLICT (site, node) DO UPDATE SET revoked = $3, secret = NULL, certificate = NULL",
        site, node, nowMs);

    /// <summary>What a node has told; a node that is not in the registry is entered.</summary>
    public void Report(string site, string node, NodeReport report) => store.Execute(
        "INSERT INTO node (site, node, seen, firmware, battery, boot, reported) VALUES ($1, $2, $3, $4, $5, $6, $7) "
        + "ON CONFLICT (site, node) DO UPDATE SET seen = max(seen, $3), firmware = coalesce($4, firmware), battery = coalesce($5, battery), "
        + "boot = max(boot, $6), reported = coalesce($7, reported)",
        site, node, report.SeenMs, report.Firmware, report.Battery, report.Boot, report.Reported);

    /// <summary>The configuration the node is to have, with its version inside.</summary>
    public void Desire(string site, string node, long version, string json) => store.Execute(
        "INSERT INTO node (site, node, desired, desired_version) VALUES ($1, $2, $3, $4) "
        + "ON CONFLICT (site, node) DO UPDATE SET desired = $3, desired_version = $4",
        site, node, json, version);

    private static FleetNode Read(SqliteDataReader row) => new()
    {
        Site = row.GetString(0),
        Node = row.GetString(1),
        Board = row.Text(2),
        Profile = row.Text(3),
        Position = row.Position(4),
        Owner = row.Text(6),
        Notes = row.Text(7),
        Secret = row.Text(8),
        Certificate = row.Text(9),
        RevokedMs = row.Whole(10),
        ProvisionedMs = row.Whole(11),
        Report = new NodeReport
        {
            SeenMs = row.GetInt64(12),
            Firmware = row.Text(13),
            Battery = row.IsDBNull(14) ? null : row.GetDouble(14),
            Boot = row.GetInt64(15),
            Reported = row.Text(16),
        },
        Desired = row.Text(17),
        DesiredVersion = row.GetInt64(18),
    };
}

/// <summary>Columns that may be NULL.</summary>
internal static class Columns
{
    public static string? Text(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? Whole(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    /// <summary>Latitude in that column, longitude in the next.</summary>
    public static GeoPosition? Position(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) || row.IsDBNull(column + 1) ? null : new GeoPosition(row.GetDouble(column), row.GetDouble(column + 1));
}
