using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Gateway.Forward.Sparkplug;

/// <summary>Payloads of births, deaths and data.</summary>
internal static class SparkplugMessages
{
    public const string BirthDeathSequence = "bdSeq";
    public const string Rebirth = "Node Control/Rebirth";
    public const string KeyProperty = "key";

    public static SparkplugPayload NodeBirth(long nowMs, int bdSeq) => new()
    {
        TimestampMs = nowMs,
        Seq = 0,
        Metrics =
        [
            new SparkplugMetric { Name = BirthDeathSequence, TimestampMs = nowMs, Value = SparkplugValue.Of((long)bdSeq) },
            new SparkplugMetric { Name = Rebirth, TimestampMs = nowMs, Value = SparkplugValue.Of(false) },
        ],
    };

    /// <summary>Without a seq: the server sends it when it may be any time since.</summary>
    public static SparkplugPayload NodeDeath(long nowMs, int bdSeq) => new()
    {
        TimestampMs = nowMs,
        Metrics = [new SparkplugMetric { Name = BirthDeathSequence, TimestampMs = nowMs, Value = SparkplugValue.Of((long)bdSeq) }],
    };

    /// <summary>Every metric of the device with its name, alias, type and last value.</summary>
    public static SparkplugPayload DeviceBirth(Device device, long nowMs, int seq) => new()
    {
        TimestampMs = nowMs,
        Seq = seq,
        Metrics = [.. device.Metrics.Select(metric => new SparkplugMetric
        {
            Name = metric.Name,
            Alias = metric.Alias,
            TimestampMs = metric.TimeMs ?? nowMs,
            Value = metric.Last,
            Properties = metric.Unit is { } unit ? [("engUnit", SparkplugValue.Of(unit))] : [],
        })],
    };

    /// <summary>The time and the sequence number are all a device's death has.</summary>
    public static SparkplugPayload DeviceDeath(long nowMs, int seq) => new() { TimestampMs = nowMs, Seq = seq };

    public static SparkplugPayload DeviceData(Device device, in SinkRecord record, long nowMs, int seq)
    {
        var pack = record.Pack;
        var metrics = new List<SparkplugMetric>(pack.Count);
        for (var i = 0; i < pack.Count; i++)
        {
            ref readonly var reading = ref pack.Readings[i];
            var value = Devices.ValueOf(reading);
            List<(string, SparkplugValue)> properties = [(KeyProperty, SparkplugValue.Of($"{PackKey.Of(pack)}/{i}"))];
            if (reading.Quality != Quality.Good)
            {
                properties.Add(("Quality", SparkplugValue.Of(QualityOf(reading.Quality))));
                properties.Add(("qartod", SparkplugValue.Of((int)reading.Quality)));
            }

            if (reading.Kind == ReadingKind.Missing) properties.Add(("missing", SparkplugValue.Of(reading.Text ?? "")));
            if (reading.Unit is { } unit) properties.Add(("engUnit", SparkplugValue.Of(unit)));
            metrics.Add(new SparkplugMetric
            {
                Alias = device.Find(reading.Channel, value.Type)!.Alias,
                TimestampMs = reading.TimeMs,
                Value = value,
                IsHistorical = record.Historical,
                Properties = properties,
            });
        }

        return new SparkplugPayload { TimestampMs = nowMs, Seq = seq, Metrics = metrics };
    }

    /// <summary>§6.4.8: 0 bad, 192 good, 500 stale. Suspect is not bad; the flag itself stands beside it.</summary>
    private static int QualityOf(byte flag) => flag switch
    {
        Quality.Fail => 0,
        Quality.Missing => 500,
        _ => 192,
    };
}
