using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Fleet.Registry;

namespace SmartCity.Gateway.Tests.Web;

/// <summary>Where nodes stand, and from where the map may be fetched.</summary>
[TestClass]
public sealed class MapTests
{
    [TestMethod]
    public async Task A_position_of_the_registry_stands_on_the_map_unless_the_configuration_has_one()
    {
        await using var rig = await WebRig.StartAsync();
        var browser = await rig.LoginAsync();
        var store = rig.Host.Fleet.Store.Nodes;
        foreach (var node in new[] { "n1", "n2", "n9" }) store.Describe(new FleetNode { Site = "a", Node = node, Position = new GeoPosition(31.2, 121.5), Profile = "pipeline" });
        await rig.Host.Fleet.ApplyAsync("a", "n9");

        var lines = (await WebRig.GetAsync(browser, "/api/v1/nodes")).AsArray().ToDictionary(line => (string)line!["node"]!);
        Assert.AreEqual(39.9, (double)lines["n1"]!["lat"]!);
        Assert.AreEqual(31.2, (double)lines["n2"]!["lat"]!);
        Assert.AreEqual(121.5, (double)lines["n2"]!["lon"]!);
        Assert.AreEqual("never", (string?)lines["n9"]!["state"]);
        Assert.AreEqual("pipeline", (string?)lines["n9"]!["profile"]);
    }

    [TestMethod]
    [DataRow(null, "img-src 'self' data:;")]
    [DataRow("https://tiles.city.example/{z}/{x}/{y}.png?key=5", "img-src 'self' data: https://tiles.city.example;")]
    [DataRow("http://10.0.0.7:8090/{z}/{x}/{y}.png", "img-src 'self' data: http://10.0.0.7:8090;")]
    public async Task Pictures_come_from_here_and_the_tiles_host_alone(string? tiles, string expected)
    {
        await using var rig = await WebRig.StartAsync(options => options.Web.Tiles = tiles);
        var policy = (await rig.Browser().GetAsync("/")).Headers.GetValues("Content-Security-Policy").Single();
        StringAssert.Contains(policy, expected);
        StringAssert.Contains(policy, "connect-src 'self';");
        Assert.AreEqual(tiles, (string?)(await WebRig.GetAsync(await rig.LoginAsync(), "/api/v1/session"))["tiles"]);
    }
}
