namespace SmartCity.Gateway.Config;

/// <summary>What the configuration says of the journal; it lives in <c>journal/</c> of the data directory.</summary>
internal sealed class JournalSection
{
    /// <summary>Disk the telemetry lane may take, in MiB; its oldest records go first.</summary>
    public int DataMegabytes { get; set; } = 2048;

    /// <summary>Disk the event lane may take, in MiB.</summary>
    public int EventMegabytes { get; set; } = 256;

    /// <summary>Age at which telemetry goes, in days; 0: never for its age.</summary>
    public int DataDays { get; set; }

    /// <summary>Milliseconds a commit waits for company. An acknowledgement is at most that much later, the card lives longer.</summary>
    public int LingerMs { get; set; } = 10;
}
