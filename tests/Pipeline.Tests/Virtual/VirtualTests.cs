using SmartCity.Pipeline.Virtual;

namespace SmartCity.Pipeline.Tests.Virtual;

[TestClass]
public sealed class VirtualTests
{
    [TestMethod]
    [DataRow(Pollutant.Pm25, 0.0, 0)]
    [DataRow(Pollutant.Pm25, 35.0, 50)]
    [DataRow(Pollutant.Pm25, 36.0, 52)]
    [DataRow(Pollutant.Pm25, 75.0, 100)]
    [DataRow(Pollutant.Pm25, 115.0, 150)]
    [DataRow(Pollutant.Pm25, 250.0, 300)]
    [DataRow(Pollutant.Pm25, 999.0, 500)]
    [DataRow(Pollutant.Pm10, 100.0, 75)]
    [DataRow(Pollutant.No2, 60.0, 75)]
    [DataRow(Pollutant.O3, 180.0, 75)]
    [DataRow(Pollutant.Co, 3.0, 75)]
    [DataRow(Pollutant.So2, 475.0, 150)]
    public void The_Chinese_index_follows_its_table_and_rounds_up(Pollutant pollutant, double concentration, int expected) =>
        Assert.AreEqual(expected, AirQualityIndexChina.Of(pollutant, concentration));

    [TestMethod]
    [DataRow(Pollutant.Pm25, 10.0, 1)]
    [DataRow(Pollutant.Pm25, 10.1, 2)]
    [DataRow(Pollutant.Pm10, 120.0, 5)]
    [DataRow(Pollutant.No2, 100.0, 3)]
    [DataRow(Pollutant.O3, 381.0, 6)]
    [DataRow(Pollutant.Co, 9.0, 0)]
    public void The_European_index_follows_its_bands(Pollutant pollutant, double concentration, int expected) =>
        Assert.AreEqual(expected, AirQualityIndexEurope.Of(pollutant, concentration));

    [TestMethod]
    public void Level_of_service_goes_from_A_on_an_empty_road_to_F_on_a_full_one()
    {
        Assert.AreEqual('A', LevelOfService.Of(2));
        Assert.AreEqual('C', LevelOfService.Of(10));
        Assert.AreEqual('F', LevelOfService.Of(40));
    }

    [TestMethod]
    public void Water_is_densest_at_4_degrees_and_998_kilograms_at_20()
    {
        Assert.AreEqual(998.207, WaterFlow.Density(20), 0.004);
        Assert.AreEqual(999.972, WaterFlow.Density(4), 0.004);
        Assert.AreEqual(100, WaterFlow.AtReference(100, 20), 1e-12);
        Assert.IsLessThan(100, WaterFlow.AtReference(100, 60));
        Assert.AreEqual(0.1, WaterFlow.Imbalance(100, 90), 1e-12);
    }
}
