using SmartCity.Journal;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Losses;

/// <summary>
/// The loss manifest: writes what is lost, and for whom, into the journal's event lane, before it is lost. Thread-safe.
/// </summary>
internal sealed class LossLedger(string gateway, TimeProvider time)
{
    private long _packs;
    private long _windows;

    public string Gateway => gateway;

    /// <summary>Packs named as lost since the start, for whatever cause and sink.</summary>
    public long Packs => Volatile.Read(ref _packs);

    /// <summary>Sets of windows written since the start.</summary>
    public long Windows => Volatile.Read(ref _windows);

    /// <summary>Writes entries of one node and boot, as many as the ranges need; ends when they are on the disk or refused.</summary>
    public async ValueTask<AppendResult> WriteAsync(IJournal journal, LossNote note)
    {
        var result = new AppendResult(AppendStatus.Committed, -1, null);
        foreach (var append in Append(journal, note))
        {
            if (await append.ConfigureAwait(false) is { Committed: false } refused) result = refused;
        }

        return result;
    }

    /// <summary>The same from the journal's own thread, which must not wait: what is appended there is durable before anything goes.</summary>
    /// <exception cref="StorageException">The journal refuses at once: whatever is to be lost must stay.</exception>
    public void Write(IJournal journal, LossNote note)
    {
        foreach (var append in Append(journal, note)) Require(append);
    }

    /// <summary>Windows in the place of telemetry, as <see cref="Write(IJournal, LossNote)"/>.</summary>
    /// <exception cref="StorageException">The journal refuses at once.</exception>
    public void Write(IJournal journal, WindowSet windows)
    {
        var bytes = new byte[WindowRecord.MaxBytes];
        if (!WindowRecord.TryWrite(windows, bytes, out var written)) throw new StorageException(StorageFault.Io, "windows are larger than their record");
        Require(journal.AppendAsync(Lane.Event, WindowRecord.RecordType, bytes.AsSpan(0, written)).AsTask());
        Interlocked.Increment(ref _windows);
    }

    private static void Require(Task<AppendResult> append)
    {
        if (append.IsCompletedSuccessfully && append.Result is { Committed: false } refused) throw new StorageException(StorageFault.Full, $"the loss manifest cannot be written: {refused.Reason}");
    }

    private List<Task<AppendResult>> Append(IJournal journal, LossNote note)
    {
        Interlocked.Add(ref _packs, note.Packs);
        var bytes = new byte[LossRecord.MaxBytes];
        var appends = new List<Task<AppendResult>>();
        foreach (var loss in note.Entries(gateway, time.GetUtcNow().ToUnixTimeMilliseconds()))
        {
            if (!LossRecord.TryWrite(loss, bytes, out var written)) throw new StorageException(StorageFault.Io, "a loss is larger than its record");
            appends.Add(journal.AppendAsync(Lane.Event, LossRecord.RecordType, bytes.AsSpan(0, written)).AsTask());
        }

        return appends;
    }
}
