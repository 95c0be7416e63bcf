using Microsoft.Extensions.Logging;

namespace SmartCity.Gateway.Forward;

/// <summary>What a sink is given besides its options. <paramref name="Gateway"/> is the gateway's name among the city's.</summary>
internal sealed record SinkServices(string Gateway, TimeProvider Time, ILogger Log);
