namespace SmartCity.Gateway.Forward.Sparkplug;

/// <summary>Types of metrics and properties (Sparkplug 3.0 §6.4.16), those used here.</summary>
internal enum SparkplugType : uint
{
    Int32 = 3,
    Int64 = 4,
    UInt64 = 8,
    Double = 10,
    Boolean = 11,
    String = 12,
}

/// <summary>A value as the protocol carries it: one of the fields by type, or null.</summary>
internal readonly record struct SparkplugValue(SparkplugType Type, bool IsNull, double Number, long Integer, string? Text)
{
    public static SparkplugValue Null(SparkplugType type) => new(type, true, 0, 0, null);

    public static SparkplugValue Of(double value) => new(SparkplugType.Double, false, value, 0, null);

    public static SparkplugValue Of(bool value) => new(SparkplugType.Boolean, false, 0, value ? 1 : 0, null);

    public static SparkplugValue Of(string value) => new(SparkplugType.String, false, 0, 0, value);

    public static SparkplugValue Of(int value) => new(SparkplugType.Int32, false, 0, value, null);

    public static SparkplugValue Of(long value) => new(SparkplugType.Int64, false, 0, value, null);

    public static SparkplugValue Of(ulong value) => new(SparkplugType.UInt64, false, 0, unchecked((long)value), null);
}

/// <summary>One metric (§6.4.6). Births carry name and alias, data the alias only.</summary>
internal sealed record SparkplugMetric
{
    public string? Name { get; init; }

    public ulong? Alias { get; init; }

    public long? TimestampMs { get; init; }

    public required SparkplugValue Value { get; init; }

    public bool IsHistorical { get; init; }

    public List<(string Key, SparkplugValue Value)> Properties { get; init; } = [];
}

/// <summary>A payload (§6.4.5).</summary>
internal sealed record SparkplugPayload
{
    public long? TimestampMs { get; init; }

    /// <summary>0 to 255; a death of an edge node has none.</summary>
    public int? Seq { get; init; }

    public List<SparkplugMetric> Metrics { get; init; } = [];
}
