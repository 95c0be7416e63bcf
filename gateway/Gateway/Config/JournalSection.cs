namespace SmartCity.Gateway.Config;

/// <summary>What the configuration says of the journal; it lives in <c>journal/</c> of the data directory.</summary>
internal sealed class JournalSection
{
    /// <summary>Disk the telemetry lane may take, in MiB; its oldest records go first, thinned to windows where a sink has not had them.</summary>
    public int DataMegabytes { get; set; } = 2048;

    /// <summary>Disk the event lane may take, in MiB; it takes telemetry's room before an event goes.</summary>
    public int EventMegabytes { get; set; } = 256;

    /// <summary>Age at which telemetry goes, in days; 0: never for its age.</summary>
    public int DataDays { get; set; }

    /// <summary>Age at which events go, in days; 0: never for their age.</summary>
    public int EventDays { get; set; }

    /// <summary>Milliseconds a commit waits for company. An acknowledgement is at most that much later, the card lives longer.</summary>
    public int LingerMs { get; set; } = 10;
}
