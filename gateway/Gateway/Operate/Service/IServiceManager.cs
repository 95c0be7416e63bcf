namespace SmartCity.Gateway.Operate.Service;

/// <summary>Whoever started the gateway and wants to know how it fares; systemd, where there is one.</summary>
internal interface IServiceManager
{
    /// <summary>How often it wants to hear <c>WATCHDOG=1</c>; null: not at all.</summary>
    TimeSpan? Watchdog { get; }

    /// <summary>Sends assignments, one a line, as sd_notify(3) has them. Never throws: a manager that is gone is no fault of the gateway.</summary>
    void Notify(string state);
}
