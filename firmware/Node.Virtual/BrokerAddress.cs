namespace SmartCity.Node.Virtual;

/// <summary>Where a node's broker is and how it is let in.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="User">MQTT user name; <c>{site}.{node}</c> when null.</param>
/// <param name="Password">MQTT password.</param>
/// <param name="Tls">TLS from the first byte.</param>
public sealed record BrokerAddress(string Host, int Port, string? User = null, string? Password = null, bool Tls = false);
