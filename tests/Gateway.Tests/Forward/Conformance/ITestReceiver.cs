using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Tests.Forward.Fakes;

namespace SmartCity.Gateway.Tests.Forward.Conformance;

/// <summary>The city's end of one kind of sink, with the faults of the real world at hand.</summary>
internal interface ITestReceiver : IDisposable
{
    /// <summary>A sink of that kind as a starting gateway makes it.</summary>
    ISink Connect();

    /// <summary>Packs as they arrived, repetitions included; losses and windows are not among them.</summary>
    IReadOnlyList<Arrival> Arrivals { get; }

    /// <summary>
    /// What arrived of the loss manifest: <c>cause site/node</c> of each loss, <c>window site/node</c> of each set of
    /// windows. Null where the protocol has no way to say it; the sink then accepts them in silence.
    /// </summary>
    IReadOnlyList<string>? Notes { get; }

    /// <summary>Whether a repetition may reach the receiver at all, to be filtered there by key.</summary>
    bool MayRepeat { get; }

    /// <summary>Nothing gets through, in the middle of whatever is under way.</summary>
    void Unplug();

    void Plug();

    /// <summary>The receiver dies and comes back with what it had acknowledged.</summary>
    void KillAndRestart();

    /// <summary>Keeps what comes, but every so many packs breaks before it says so; 0: no more.</summary>
    void LoseAcknowledgements(int every);

    /// <summary>Says everything twice.</summary>
    void RepeatAcknowledgements();

    /// <summary>Holds back all acknowledgements until the returned action is called.</summary>
    Action Stall();

    /// <summary>Refuses packs of these numbers for good.</summary>
    void Refuse(Func<uint, bool> seq);
}
