using System.Text.Json;
using SmartCity.Gateway.Web.Api;

namespace SmartCity.Gateway.Web.Live;

/// <summary>
/// The streams of all browsers. Four times a second a beat wakes them; each then takes what changed since the version it
/// has. A stream keeps two numbers and no queue: one that is slow misses beats, not data, and costs what it is written.
/// Streams that ask for the same change share its bytes. While there are none, nothing beats.
/// </summary>
internal sealed class LiveHub : IAsyncDisposable
{
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);
    public const int MostStreams = 256;
    private const int BeatsPerPulse = 4;

    private readonly Lock _gate = new();
    private readonly LiveBoard _board;
    private readonly EventBook _events;
    private readonly PulseMeter _meter;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Dictionary<(LiveMark Since, string? Site, string? Node), (byte[]? Frame, LiveMark Mark)> _frames = [];
    private TaskCompletionSource _beat = NewBeat();
    private int _open;
    private long _beats;
    private long _handed;

    public LiveHub(LiveBoard board, EventBook events, PulseMeter meter, TimeProvider time)
    {
        (_board, _events, _meter, _time) = (board, events, meter, time);
        _timer = time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Streams that are open.</summary>
    public int Open
    {
        get
        {
            lock (_gate) return _open;
        }
    }

    /// <summary>Beats since the start.</summary>
    public long Beats
    {
        get
        {
            lock (_gate) return _beats;
        }
    }

    /// <summary>Frames handed to streams since the start; a stream whose browser does not read takes none.</summary>
    public long Handed
    {
        get
        {
            lock (_gate) return _handed;
        }
    }

    /// <summary>Takes a place; false when all are taken.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            if (_open == MostStreams) return false;
            if (++_open > 1) return true;
            // What the last stream was handed is of its time.
            _frames.Clear();
            _timer.Change(Beat, Beat);
            return true;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (--_open == 0) _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Ends with the next beat.</summary>
    public Task NextBeatAsync(CancellationToken cancellation)
    {
        lock (_gate) return _beat.Task.WaitAsync(cancellation);
    }

    /// <summary>The change since a mark as JSON, and the mark after it; null when there is none.</summary>
    /// <param name="site">With <paramref name="node"/>: the node whose every value is wanted.</param>
    public (byte[]? Frame, LiveMark Mark) Since(LiveMark since, string? site, string? node)
    {
        lock (_gate)
        {
            if (!_frames.TryGetValue((since, site, node), out var made)) _frames[(since, site, node)] = made = Make(since, site, node);
            if (made.Frame is not null) _handed++;
            return made;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        lock (_gate) _beat.TrySetCanceled();
    }

    private (byte[]? Frame, LiveMark Mark) Make(LiveMark since, string? site, string? node)
    {
        // The versions first: what changes while the frame is made is sent twice rather than never.
        var mark = new LiveMark(_board.Version, _events.Version, _beats / BeatsPerPulse + 1);
        var pulse = mark.Pulse != since.Pulse;
        var nodes = mark.Board != since.Board ? _board.LinesSince(since.Board) : [];
        var values = mark.Board != since.Board && site is not null && node is not null ? _board.ValuesSince(site, node, since.Board) : [];
        var events = mark.Events != since.Events ? _events.Since(since.Events) : [];
        if (nodes.Count == 0 && values.Count == 0 && events.Count == 0 && !pulse) return (null, mark);
        var frame = new LiveFrame(
            _time.GetUtcNow().ToUnixTimeMilliseconds(),
            nodes.Count > 0 ? nodes : null, values.Count > 0 ? values : null, events.Count > 0 ? events : null,
            pulse ? _meter.Sinks() : null, pulse ? _meter.Pulse() : null);
        return (JsonSerializer.SerializeToUtf8Bytes(frame, WebJson.Default.LiveFrame), mark);
    }

    private void Tick()
    {
        TaskCompletionSource beat;
        _board.Look();
        lock (_gate)
        {
            _beats++;
            _frames.Clear();
            (beat, _beat) = (_beat, NewBeat());
        }

        beat.TrySetResult();
    }

    private static TaskCompletionSource NewBeat() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>How much a stream has seen; <c>default</c>: nothing.</summary>
internal readonly record struct LiveMark(long Board, long Events, long Pulse);
