using System.Threading.Tasks.Sources;

namespace SmartCity.Journal;

/// <summary>What an append's caller awaits: pooled, and completed on the thread pool without an allocation.</summary>
internal sealed class AppendSource(SourcePool pool) : IValueTaskSource<AppendResult>, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<AppendResult> _core;
    private AppendResult _result;

    public ValueTask<AppendResult> Task => new(this, _core.Version);

    public void Complete(AppendResult result)
    {
        _result = result;
        if (pool.Inline) _core.SetResult(result);
        else ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute() => _core.SetResult(_result);

    AppendResult IValueTaskSource<AppendResult>.GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            pool.Return(this);
        }
    }

    ValueTaskSourceStatus IValueTaskSource<AppendResult>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<AppendResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}

/// <summary>Sources that wait to be used again.</summary>
/// <param name="inline">Completes on the writer's thread: for runs that must be repeatable.</param>
internal sealed class SourcePool(bool inline)
{
    public bool Inline => inline;

    private const int Kept = 8192;
    private readonly Stack<AppendSource> _free = new();
    private readonly Lock _sync = new();

    public AppendSource Rent()
    {
        lock (_sync)
        {
            if (_free.TryPop(out var source)) return source;
        }
        return new AppendSource(this);
    }

    public void Return(AppendSource source)
    {
        lock (_sync)
        {
            if (_free.Count < Kept) _free.Push(source);
        }
    }
}
