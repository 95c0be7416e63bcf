namespace SmartCity.Node.Virtual.Faults;

/// <summary>What can go wrong on request. In a script the names are written with hyphens: <c>wifi-loss</c>.</summary>
public enum FaultKind
{
    /// <summary>A quantity stays at what it was.</summary>
    Stuck = 0,

    /// <summary>A quantity is off by the fault's amount, in its own unit.</summary>
    Spike,

    /// <summary>A device on the bus does not answer.</summary>
    Nack,

    WifiLoss,

    /// <summary>A restart by the node's own hand, as a command would ask for; at once, no duration.</summary>
    Reboot,

    /// <summary>The supply fails, in the middle of whatever is being done, and comes back at the end.</summary>
    PowerCut,

    /// <summary>The wall clock is ahead by the fault's amount in seconds.</summary>
    ClockError,

    /// <summary>No time server answers.</summary>
    NoTime,

    MainsFail,

    DoorOpen,

    /// <summary>The pipe bursts; mended at the end when there is one.</summary>
    Burst,

    /// <summary>A slow leak of the fault's amount, m3/h.</summary>
    Leak,
}
