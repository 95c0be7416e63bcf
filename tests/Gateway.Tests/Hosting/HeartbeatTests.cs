using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Tests.Ingest.Support;

namespace SmartCity.Gateway.Tests.Hosting;

[TestClass]
public sealed class HeartbeatTests
{
    private readonly FakeTimeProvider _time = new();

    [TestMethod]
    public async Task Who_listens_is_called_once_a_second_until_he_does_no_more()
    {
        await using var heart = new Heartbeat(_time);
        var (one, other) = (0, 0);
        using var listening = heart.Listen(() => one++);
        var leaving = heart.Listen(() => other++);
        for (var i = 0; i < 12; i++)
        {
            _time.Advance(Heartbeat.Every / 4);
            if (i == 7) leaving.Dispose();
        }

        Assert.AreEqual((3, 2), (one, other));
    }

    [TestMethod]
    public async Task Who_waits_waits_for_one_beat()
    {
        await using var heart = new Heartbeat(_time);
        var first = heart.NextAsync(default);
        Assert.IsFalse(first.IsCompleted);
        _time.Advance(Heartbeat.Every);
        await first;
        using var patience = new CancellationTokenSource();
        var second = heart.NextAsync(patience.Token);
        Assert.IsFalse(second.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsExactlyAsync<TaskCanceledException>(() => second);
    }

    [TestMethod]
    public async Task A_beat_during_a_slow_one_is_left_out()
    {
        var time = new TimerInHand();
        await using var heart = new Heartbeat(time);
        using var hold = new ManualResetEventSlim();
        var calls = 0;
        using var listening = heart.Listen(() =>
        {
            if (Interlocked.Increment(ref calls) == 1) hold.Wait();
        });
        var slow = Task.Run(time.Fire);
        await Eventually.True(() => Volatile.Read(ref calls) == 1);
        time.Fire();
        Assert.AreEqual(1, calls);
        Assert.IsFalse(heart.NextAsync(default).IsCompleted, "who comes during a slow beat does not wait for it");

        hold.Set();
        await slow;
        time.Fire();
        Assert.AreEqual(2, calls);
    }

    /// <summary>One timer, which goes off when told to and on the thread that tells it, whatever another does.</summary>
    private sealed class TimerInHand : TimeProvider, ITimer
    {
        private Action? _fire;

        public void Fire() => _fire!();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _fire = () => callback(state);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
