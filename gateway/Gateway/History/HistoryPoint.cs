namespace SmartCity.Gateway.History;

/// <summary>A reading in the history. <see cref="Value"/> is NaN when it is missing.</summary>
/// <param name="TimeMs">Unix milliseconds.</param>
/// <param name="Flag">QARTOD flag.</param>
internal readonly record struct HistoryPoint(long TimeMs, double Value, byte Flag);

/// <summary>A channel of a node.</summary>
internal readonly record struct SeriesName(string Site, string Node, string Channel);
