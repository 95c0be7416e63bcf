using SmartCity.Gateway.Forward;
using SmartCity.Gateway.Forward.Hj212;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Tests.Forward.Hj212;

namespace SmartCity.Gateway.Tests.Forward.Conformance;

[TestClass]
public sealed class Hj212Conformance : SinkConformance
{
    private protected override ITestReceiver NewReceiver() => new Hj212Receiver();
}

/// <summary>An environment platform; statistics of periods are no packs and are left out of the account.</summary>
internal sealed class Hj212Receiver : ITestReceiver
{
    private readonly TempDirectory _directory = new();
    private readonly List<Hj212Frame> _before = [];
    private readonly int _port;
    private StubPlatform? _platform;
    private int _every;
    private int _count;
    private int _answers = 1;
    private Func<uint, bool> _refused = _ => false;

    public Hj212Receiver()
    {
        _platform = New(0);
        _port = _platform.Port;
    }

    public bool MayRepeat => true;

    public IReadOnlyList<Arrival> Arrivals =>
        [.. _before.Concat(_platform?.Snapshot() ?? []).Where(frame => frame.Cn == Hj212Messages.RealTime).Select(Read)];

    public IReadOnlyList<string>? Notes => null;

    public ISink Connect() => new Hj212Sink(
        new Hj212SinkOptions
        {
            Name = "epb",
            Host = "127.0.0.1",
            Port = _port,
            Password = "123456",
            Window = 8,
            Stations = [.. "abc".Select((node, i) => new Hj212StationOptions { Site = "site", Node = node.ToString(), Mn = $"01000000000000000000000{i}" })],
        },
        _directory.At("epb.periods"), TimeProvider.System);

    public void Unplug()
    {
        if (_platform is null) return;
        _platform.Dispose();
        _before.AddRange(_platform.Snapshot());
        _platform = null;
    }

    public void Plug() => _platform ??= New(_port);

    public void KillAndRestart()
    {
        Unplug();
        Plug();
    }

    public void LoseAcknowledgements(int every) => _every = every;

    public void RepeatAcknowledgements() => _answers = 2;

    public Action Stall()
    {
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _platform!.Hold = hold;
        return hold.SetResult;
    }

    public void Refuse(Func<uint, bool> seq) => _refused = seq;

    public void Dispose()
    {
        _platform?.Dispose();
        _directory.Dispose();
    }

    private StubPlatform New(int port) => new(port) { Answer = Answer };

    private StubAnswer Answer(Hj212Frame frame)
    {
        if (frame.Cn != Hj212Messages.RealTime) return new StubAnswer();
        if (_refused(Read(frame).Seq)) return new StubAnswer(Keep: false, QnRtn: 2);
        var lost = _every > 0 && Interlocked.Increment(ref _count) % _every == 0;
        return lost ? new StubAnswer(Answers: 0, HangUp: true) : new StubAnswer(Answers: _answers);
    }

    private static Arrival Read(Hj212Frame frame)
    {
        var key = frame.Field(RealTimeData.KeyField)!.Split('/');
        var boot = uint.Parse(key[2], System.Globalization.CultureInfo.InvariantCulture);
        return new Arrival(key[1], boot, uint.Parse(key[3], System.Globalization.CultureInfo.InvariantCulture), frame.Resend, boot == 2);
    }
}
