using System.Text.Json.Nodes;

namespace SmartCity.Gateway.Tests.Forward.NgsiLd;

/// <summary>
/// What the models' own schemas demand of an entity, transcribed as facts: required attributes, and bounds of the
/// attributes the catalogue maps to. Sources: github.com/smart-data-models, dataModel.Environment/AirQualityObserved
/// 0.1.3 and NoiseLevelObserved 0.2.1, dataModel.Weather/WeatherObserved, dataModel.WaterQuality/WaterQualityObserved,
/// dataModel.Transportation/TrafficFlowObserved (schema.json and model.yaml), dataModel.Device/DeviceMeasurement 0.1.0
/// and Device (model.yaml).
/// </summary>
internal static class SmartDataModels
{
    private static readonly Dictionary<string, string[]> Required = new()
    {
        ["AirQualityObserved"] = ["dateObserved", "location"],
        ["NoiseLevelObserved"] = ["dateObservedFrom", "dateObservedTo", "location"],
        ["WeatherObserved"] = ["dateObserved", "location"],
        ["WaterQualityObserved"] = ["dateObserved", "location"],
        ["WaterObserved"] = ["dateObserved", "location"],
        ["TrafficFlowObserved"] = ["dateObserved", "laneId", "location"],
        ["DeviceMeasurement"] = ["dateObserved", "controlledProperty", "refDevice"],
        ["Device"] = ["deviceCategory"],
    };

    private static readonly Dictionary<string, (double Min, double Max)> Bounds = new()
    {
        ["AirQualityObserved.co"] = (0, double.MaxValue),
        ["AirQualityObserved.co2"] = (0, double.MaxValue),
        ["AirQualityObserved.no2"] = (0, double.MaxValue),
        ["AirQualityObserved.o3"] = (0, double.MaxValue),
        ["AirQualityObserved.pm10"] = (0, double.MaxValue),
        ["AirQualityObserved.pm25"] = (0, double.MaxValue),
        ["AirQualityObserved.sh2"] = (0, double.MaxValue),
        ["AirQualityObserved.so2"] = (0, double.MaxValue),
        ["WeatherObserved.relativeHumidity"] = (0, 1),
        ["WeatherObserved.windDirection"] = (-180, 180),
        ["WeatherObserved.precipitation"] = (0, double.MaxValue),
        ["WeatherObserved.solarRadiation"] = (0, double.MaxValue),
        ["TrafficFlowObserved.laneId"] = (1, int.MaxValue),
        ["TrafficFlowObserved.occupancy"] = (0, 1),
        ["TrafficFlowObserved.intensity"] = (0, double.MaxValue),
        ["Device.batteryLevel"] = (0, 1),
    };

    /// <summary>What is wrong with an entity in the normalised form, or null.</summary>
    public static string? FaultOf(JsonObject entity)
    {
        var type = entity["type"]!.ToString();
        if (!Required.TryGetValue(type, out var required)) return $"{type}: no such model here";
        if (required.FirstOrDefault(name => !entity.ContainsKey(name)) is { } missing) return $"{type}: {missing} is required";
        foreach (var (name, attribute) in entity)
        {
            if (Bounds.TryGetValue($"{type}.{name}", out var bounds) && attribute!["value"]!.GetValue<double>() is var value && (value < bounds.Min || value > bounds.Max)) return $"{type}.{name}: {value}";
        }

        return null;
    }
}
