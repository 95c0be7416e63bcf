using SmartCity.Gateway.Forward.Engine;

namespace SmartCity.Peers;

/// <summary>One pack as a consumer got it.</summary>
internal readonly record struct PeerPack(string Node, uint Boot, uint Seq, bool Historical);

/// <summary>A city's engine that may be killed while readings flow into it.</summary>
internal interface IPeerCity : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Starts it, with a consumer where it needs one to keep what comes.</summary>
    Task StartAsync();

    SinkBinding Connect();

    /// <summary>Takes it down in the middle of everything.</summary>
    Task KillAsync();

    Task RestartAsync();

    /// <summary>True when it acknowledges before it has written: what it forgot by its death must be asked for again.</summary>
    bool Forgets => false;

    /// <summary>Everything in it, in its order, repetitions included, once there is nothing more; <paramref name="expected"/> distinct packs are waited for.</summary>
    Task<IReadOnlyList<PeerPack>> ReadAsync(int expected);
}
