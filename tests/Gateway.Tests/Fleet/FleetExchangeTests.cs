using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Fleet.Exchange;
using SmartCity.Gateway.Fleet.Registry;

namespace SmartCity.Gateway.Tests.Fleet;

[TestClass]
public sealed class FleetExchangeTests
{
    private static readonly FleetNode[] Nodes =
    [
        new() { Site = "a", Node = "n1", Board = "intersection-ix1", Position = new GeoPosition(39.94, -116.35), Owner = "市政, \"北\"", Notes = "two\nlines" },
        new() { Site = "a", Node = "n2" },
    ];

    [TestMethod]
    public void Csv_comes_back_as_it_went()
    {
        CollectionAssert.AreEqual(Nodes, FleetCsv.Read(FleetCsv.Write(Nodes)).ToArray());
        Assert.HasCount(1, FleetCsv.Read("\ufeffnode,site\nn1,a\n\n"));
    }

    [TestMethod]
    public void GeoJson_comes_back_as_it_went()
    {
        FleetSite[] sites = [new() { Site = "a", Name = "西直门", Position = new GeoPosition(39.9, 116.3) }];

        var (readSites, readNodes) = FleetGeoJson.Read(Encoding.UTF8.GetBytes(FleetGeoJson.Write(sites, Nodes)));

        CollectionAssert.AreEqual(sites, readSites.ToArray());
        CollectionAssert.AreEqual(Nodes, readNodes.ToArray());
    }

    [TestMethod]
    [DataRow("", "line 1: expected a line of column names")]
    [DataRow("site\na", "line 1: the column node is missing")]
    [DataRow("site,node,colour\na,n,red", "line 1: unknown column colour")]
    [DataRow("site,node\na,n\nb", "line 3: expected 2 cells, found 1")]
    [DataRow("site,node\nA,n", "line 2: expected site and node of the form")]
    [DataRow("site,node,latitude,longitude\na,n,91,0", "line 2: expected a latitude from -90 to 90")]
    [DataRow("site,node\na,\"n", "line 2: a quote is not closed")]
    public void A_faulty_table_is_refused_with_line_and_reason(string text, string expected) =>
        StringAssert.Contains(Assert.Throws<FormatException>(() => FleetCsv.Read(text)).Message, expected);

    [TestMethod]
    [DataRow("[]", "not a FeatureCollection")]
    [DataRow("""{"features":[{"geometry":{"type":"Point","coordinates":[39.9,116.3]},"properties":{"site":"a","node":"n"}}]}""", "feature 0: expected a point on earth, longitude first")]
    [DataRow("""{"features":[{"geometry":null,"properties":{"site":"a"}}]}""", "feature 0: expected node of the form")]
    public void A_faulty_collection_is_refused_with_feature_and_reason(string text, string expected) =>
        StringAssert.Contains(Assert.Throws<FormatException>(() => FleetGeoJson.Read(Encoding.UTF8.GetBytes(text))).Message, expected);
}
