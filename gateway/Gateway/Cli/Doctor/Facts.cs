using SmartCity.Gateway.Web.Api;
using SmartCity.Gateway.Web.Live;

namespace SmartCity.Gateway.Cli.Doctor;

/// <summary>What the doctor looks at; gathered once, judged without touching anything.</summary>
/// <param name="Gateway">Null: none runs on the data directory.</param>
/// <param name="Certificates">File and end of validity; null: the file cannot be read as a certificate.</param>
/// <param name="BusyPorts">Addresses of the configuration that somebody else has, where no gateway runs.</param>
internal sealed record Facts(
    DateTimeOffset Now, bool Writable, long? DiskFree, long? DiskTotal, GatewayDetail? Gateway, IReadOnlyList<NodeLine> Nodes, IReadOnlyList<EventLine> Events,
    IReadOnlyList<(string File, DateTimeOffset? Until)> Certificates, IReadOnlyList<string> BusyPorts);
