using System.Threading.Tasks.Sources;

namespace SmartCity.Journal;

/// <summary>
/// What an append's caller awaits: pooled, and completed on the thread pool without an allocation. Callers of one commit
/// are answered some at a time by one work item, each going on there as far as it does not wait.
/// </summary>
internal sealed class AppendSource(SourcePool pool) : IValueTaskSource<AppendResult>, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<AppendResult> _core;
    private AppendResult _result;
    private AppendSource? _next;

    public ValueTask<AppendResult> Task => new(this, _core.Version);

    public void Complete(AppendResult result)
    {
        Decide(result, null);
        Answer();
    }

    /// <summary>Says what the answer will be, and who is answered next.</summary>
    public void Decide(AppendResult result, AppendSource? next) => (_result, _next) = (result, next);

    /// <summary>Answers this one and those that follow it.</summary>
    public void Answer()
    {
        if (pool.Inline) Execute();
        else ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void Execute()
    {
        // Whoever is answered may be used again at once, so what follows is read first.
        for (var (each, next) = (this, _next); ; (each, next) = (next, next._next))
        {
            each._core.SetResult(each._result);
            if (next is null) return;
        }
    }

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

    internal const int Kept = 8192;
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
