using System.Net;
using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Tests.Forward.Fakes;

namespace SmartCity.Gateway.Tests.Forward.Conformance;

/// <summary>
/// A server of the protocol's own behind a relay that misbehaves: what goes wrong goes wrong on the way. Such a server
/// cannot refuse one pack by its number, so the refusal is made before the sink; nor does it acknowledge twice.
/// </summary>
/// <param name="answersToALoss">Answers of the server that pass before the connection breaks, when acknowledgements are lost: the handshake's and one or two more.</param>
internal abstract class RelayReceiver(IPEndPoint server, int answersToALoss) : ITestReceiver
{
    private Func<uint, bool> _refused = _ => false;

    public abstract IReadOnlyList<Arrival> Arrivals { get; }

    public abstract IReadOnlyList<string>? Notes { get; }

    public bool MayRepeat => true;

    protected FaultyRelay Relay { get; } = new(server);

    public ISink Connect() => new RefusingSink(NewSink(), seq => _refused(seq));

    public void Unplug() => Relay.Unplug();

    public void Plug() => Relay.Plug();

    public void KillAndRestart()
    {
        Relay.Unplug();
        Relay.Plug();
    }

    public void LoseAcknowledgements(int every) => Relay.LoseAfter = every == 0 ? 0 : answersToALoss;

    public void RepeatAcknowledgements()
    {
        // See above.
    }

    public Action Stall()
    {
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Relay.HoldAnswers = hold;
        return hold.SetResult;
    }

    public void Refuse(Func<uint, bool> seq) => _refused = seq;

    public virtual void Dispose() => Relay.Dispose();

    /// <summary>A sink whose server is the relay.</summary>
    protected abstract ISink NewSink();
}
