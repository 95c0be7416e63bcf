namespace SmartCity.Gateway.Config;

/// <summary>The local history of readings, <c>history.db</c> in the data directory; made from the journal.</summary>
internal sealed class HistoryOptions
{
    public bool Enabled { get; set; } = true;

    /// <summary>Age at which it is forgotten.</summary>
    public int Days { get; set; } = 30;

    /// <summary>Bytes it may take, in MiB; single readings go first, their quarters of an hour last.</summary>
    public int Megabytes { get; set; } = 1024;

    /// <summary>Seconds readings wait in memory before they are written; a crash loses none, the journal still has them.</summary>
    public int FlushSeconds { get; set; } = 600;
}
