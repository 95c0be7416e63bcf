using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using SmartCity.Node.Outbox;
using SmartCity.Node.Virtual.Faults;

namespace SmartCity.Node.Virtual;

/// <summary>How a virtual node is made.</summary>
public sealed record VirtualNodeOptions
{
    public required NodeIdentity Identity { get; init; }

    public required NodeProfile Profile { get; init; }

    public required BrokerAddress Broker { get; init; }

    /// <summary>
    /// The node's flash: a <see cref="Platform.DirectoryFlash"/> to outlive the process, a
    /// <see cref="Platform.MemoryFlash"/> to be forgotten with it.
    /// </summary>
    public required IFlash Flash { get; init; }

    /// <summary>Simulated seconds a real second.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Time of the simulated city at the start; the real one when null. Sets the hour the physics begin at.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Of everything random; of the identity when null.</summary>
    public int? Seed { get; init; }

    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>Authorities the broker's certificate may come from; the system's when null.</summary>
    public X509Certificate2Collection? Trusted { get; init; }

    /// <summary>
    /// Tables to run instead of the profile's own, such as the <c>node.template.json</c> of a board that is wired as the
    /// profile's rig is.
    /// </summary>
    public JsonObject? Tables { get; init; }

    /// <summary>Last changes to <c>node.json</c>.</summary>
    public Action<JsonObject>? Adjust { get; init; }

    /// <summary>Takes the lines of the serial console.</summary>
    public Action<string>? Log { get; init; }
}
