using SmartCity.Node.Outbox;
using SmartCity.Node.Sample;
using SmartCity.Node.Virtual.Faults;
using SmartCity.Node.Virtual.Platform;
using SmartCity.Node.Virtual.Rigs;

namespace SmartCity.Node.Virtual;

/// <summary>
/// A node's board with its program: stepped by hand, so that it runs the same under a real clock, a fast one and a
/// manual one. Resets, supply failures and everything else a fault script asks for happen in here.
/// </summary>
public sealed class VirtualBoard : IPackObserver
{
    private const long LongestWaitMs = 60_000;

    private readonly NodeIdentity _identity;
    private readonly WorldTime _world;
    private readonly VirtualPlatform _platform;
    private readonly Rig _rig;
    private readonly FaultPlayer _faults;
    private readonly Action _severLink;
    private readonly Random _cuts;
    private readonly long _startMs;
    private NodeApp? _app;

    internal VirtualBoard(
        NodeIdentity identity, WorldTime world, VirtualPlatform platform, Rig rig, IEnumerable<Fault> faults, Action severLink)
    {
        _identity = identity;
        _world = world;
        _platform = platform;
        _rig = rig;
        _faults = new FaultPlayer(faults, identity.Node);
        _severLink = severLink;
        _cuts = new Random(identity.Seed);
        _startMs = world.NowMs;
        platform.Radio.Lost += severLink;
    }

    /// <summary>Raised inside <see cref="Step"/> for every pack stored.</summary>
    public event Action<PackProduced>? PackProduced;

    /// <summary>The running program; null while there is no supply.</summary>
    public NodeApp? App => _app;

    /// <summary>The chip, for what a test wants to do to it.</summary>
    public VirtualPlatform Platform => _platform;

    /// <summary>Resets so far, the first start included.</summary>
    public int Boots { get; private set; }

    /// <summary>True from <see cref="Stop"/> on.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Stopped, with an empty outbox.</summary>
    public bool IsDrained => IsStopped && _app is not null && _app.Outbox.Events.Packs + _app.Outbox.Data.Packs == 0;

    /// <summary>Starts the program as the chip does after a reset.</summary>
    /// <exception cref="InvalidOperationException">The node refuses its configuration; the message says why.</exception>
    public void Boot(ResetReason reason)
    {
        Boots++;
        _platform.Boot(reason);
        _rig.Update(_world.NowMs);
        _app = new NodeApp(_platform, new DriverSource(_platform)) { Observer = this };
        _app.Start();
        if (IsStopped) _app.Stop();
        if (_app.ConfigError is not null) throw new InvalidOperationException(_app.ConfigError);
    }

    /// <summary>Does what is due; returns simulated milliseconds until it wants to be called again.</summary>
    public int Step()
    {
        try
        {
            return StepPowered();
        }
        catch (PowerCutException)
        {
            GoDark();
            return 0;
        }
    }

    /// <summary>Ends this boot on purpose: what was gathered goes to the outbox, which is still sent; nothing is sampled.</summary>
    public void Stop()
    {
        IsStopped = true;
        _app?.Stop();
    }

    /// <summary>
    /// The supply fails. Flash in memory lets it fail inside a write, when so many more of its steps have been done
    /// (<see cref="MemoryFlash.CutAfter"/>); a directory cannot, and the board is dark at once.
    /// </summary>
    public void CutPower(long flashSteps)
    {
        if (_platform.Flash is MemoryFlash flash) flash.CutAfter(flashSteps);
        else GoDark();
    }

    /// <summary>The supply is back and the program starts, whether the board had gone dark or only flickered.</summary>
    public void RestorePower()
    {
        if (_platform.Flash is MemoryFlash flash) flash.Restore();
        Boot(ResetReason.Brownout);
    }

    /// <summary>Packs in the outbox, events first.</summary>
    public IReadOnlyList<PackProduced> Waiting()
    {
        var packs = new List<PackProduced>();
        if (_app is null) return packs;
        AddWaiting(packs, _app.Outbox.Events, isEvent: true);
        AddWaiting(packs, _app.Outbox.Data, isEvent: false);
        return packs;
    }

    void IPackObserver.Stored(uint boot, uint seq, int readings, bool isEvent) =>
        PackProduced?.Invoke(new PackProduced(_identity.Site, _identity.Node, boot, seq, readings, isEvent));

    private void AddWaiting(List<PackProduced> packs, Lane lane, bool isEvent)
    {
        for (int handle = lane.FirstWaiting(lane.Head); handle >= 0; handle = lane.FirstWaiting(handle + 1))
        {
            LossRange pack = lane.RangeOf(handle);
            packs.Add(new PackProduced(_identity.Site, _identity.Node, pack.Boot, pack.From, pack.Readings, isEvent));
        }
    }

    private int StepPowered()
    {
        _world.Advance();
        long now = _world.NowMs;
        long elapsed = now - _startMs;
        while (_faults.TryTake(elapsed, out Fault fault, out bool begins)) Apply(fault, begins);
        int untilFault = (int)Math.Min(_faults.NextMs - elapsed, LongestWaitMs);
        if (_app is null) return untilFault;
        _rig.Update(now);
        _platform.Serve();
        int wait = _app.Step();
        if (_platform.RebootRequested) Boot(ResetReason.Software);
        return Math.Min(wait, untilFault);
    }

    private void Apply(Fault fault, bool begins)
    {
        switch (fault.Kind)
        {
            case FaultKind.WifiLoss:
                _platform.Radio.InReach = !begins;
                break;
            case FaultKind.Reboot:
                if (begins && _app is not null)
                {
                    _app.Stop();
                    Boot(ResetReason.Software);
                }

                break;
            case FaultKind.PowerCut:
                if (begins) CutPower(_cuts.Next(600));
                else RestorePower();
                break;
            case FaultKind.ClockError:
                _platform.Time.ErrorMs = begins ? (long)(fault.Amount * 1000) : 0;
                break;
            case FaultKind.NoTime:
                _platform.Time.ServerReachable = !begins;
                break;
            default:
                _rig.Apply(fault, begins);
                break;
        }
    }

    private void GoDark()
    {
        _app = null;
        _severLink();
        _platform.Radio.Leave();
    }
}
