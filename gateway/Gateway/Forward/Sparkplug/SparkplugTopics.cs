namespace SmartCity.Gateway.Forward.Sparkplug;

/// <summary>Topics of the namespace spBv1.0 (Sparkplug 3.0 §4.1).</summary>
internal sealed class SparkplugTopics(string group, string edge, string? host)
{
    public string NodeBirth => $"spBv1.0/{group}/NBIRTH/{edge}";

    public string NodeDeath => $"spBv1.0/{group}/NDEATH/{edge}";

    public string NodeCommand => $"spBv1.0/{group}/NCMD/{edge}";

    public string DeviceCommands => $"spBv1.0/{group}/DCMD/{edge}/#";

    /// <summary>The primary host's state, or null when none is waited for.</summary>
    public string? State => host is null ? null : $"spBv1.0/STATE/{host}";

    public string DeviceBirth(string device) => $"spBv1.0/{group}/DBIRTH/{edge}/{device}";

    public string DeviceDeath(string device) => $"spBv1.0/{group}/DDEATH/{edge}/{device}";

    public string DeviceData(string device) => $"spBv1.0/{group}/DDATA/{edge}/{device}";
}
