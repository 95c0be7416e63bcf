using Google.Protobuf;
using static SmartCity.Gateway.Protobuf.ProtobufFields;

namespace SmartCity.Gateway.Forward.Sparkplug;

/// <summary>
/// Payloads as protocol buffers; field numbers are those of the schema in Sparkplug 3.0 §6.4.1.
/// </summary>
internal static class PayloadWriter
{
    public static byte[] Write(SparkplugPayload payload) => Bytes(output =>
    {
        if (payload.TimestampMs is { } time) UInt64(output, 1, (ulong)time);
        foreach (var metric in payload.Metrics) Nested(output, 2, inner => Metric(inner, metric));
        if (payload.Seq is { } seq) UInt64(output, 3, (ulong)seq);
    });

    private static void Metric(CodedOutputStream output, SparkplugMetric metric)
    {
        if (metric.Name is { } name) Text(output, 1, name);
        if (metric.Alias is { } alias) UInt64(output, 2, alias);
        if (metric.TimestampMs is { } time) UInt64(output, 3, (ulong)time);
        UInt32(output, 4, (uint)metric.Value.Type);
        if (metric.IsHistorical) Bool(output, 5, true);
        if (metric.Value.IsNull) Bool(output, 7, true);
        if (metric.Properties.Count > 0) Nested(output, 9, inner => Properties(inner, metric.Properties));
        Value(output, metric.Value, first: 10);
    }

    private static void Properties(CodedOutputStream output, List<(string Key, SparkplugValue Value)> properties)
    {
        foreach (var (key, _) in properties) Text(output, 1, key);
        foreach (var (_, value) in properties)
        {
            Nested(output, 2, inner =>
            {
                UInt32(inner, 1, (uint)value.Type);
                if (value.IsNull) Bool(inner, 2, true);
                Value(inner, value, first: 3);
            });
        }
    }

    /// <param name="first">Number of the field int_value; long, float, double, boolean and string follow.</param>
    private static void Value(CodedOutputStream output, SparkplugValue value, int first)
    {
        if (value.IsNull) return;
        switch (value.Type)
        {
            case SparkplugType.Int32:
                UInt32(output, first, unchecked((uint)value.Integer));
                break;
            case SparkplugType.Double:
                Double(output, first + 3, value.Number);
                break;
            case SparkplugType.Boolean:
                Bool(output, first + 4, value.Integer != 0);
                break;
            case SparkplugType.String:
                Text(output, first + 5, value.Text ?? "");
                break;
            default:
                UInt64(output, first + 1, unchecked((ulong)value.Integer));
                break;
        }
    }
}
