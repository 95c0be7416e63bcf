using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Journal.Tests.Disk;

namespace SmartCity.Journal.Tests.Model;

/// <summary>A random program of everything a journal does, on a disk that fails at random, from one seed.</summary>
internal sealed class CrashProgram : IJournalObserver
{
    /// <summary>
    /// A commit that was torn leaves nothing behind it, or intact records of the same commit, or a new segment of whose
    /// identity both copies are torn.
    /// </summary>
    private static readonly FindingKind[] Torn = [FindingKind.TornTail, FindingKind.DamagedRecord, FindingKind.UnknownFile];
    private static readonly string[] Cursors = ["city", "bus"];

    /// <summary>More than reading a whole segment block by block takes, each block in short reads.</summary>
    private const int ReadsUntilNextError = 100;
    private readonly Random _random;
    private readonly MemoryDisk _disk = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LaneModel[] _lanes = [new(), new()];
    private readonly ControlModel _control = new();
    private readonly JournalOptions _options;
    private readonly List<(Lane Lane, int Payload, Task<AppendResult> Result)> _waiting = [];
    private readonly bool _faults;
    private DurableLog _log = null!;
    private int _payload;
    private int _fuse = int.MaxValue;
    private int _calm;

    public CrashProgram(int seed)
    {
        _random = new Random(seed);
        _faults = seed % 3 == 0;
        _disk.Before = OnCall;
        _disk.Given = asked => _random.Next(4) == 0 ? _random.Next(1, asked + 1) : asked;
        _disk.WrittenBeforeFailing = asked => _random.Next(asked + 1);
        _options = new JournalOptions
        {
            SegmentBytes = 8192,
            MaxRecordBytes = 1024,
            Linger = TimeSpan.Zero,
            Random = new Random(seed),
            DataBytes = 8192L * _random.Next(3, 7),
            EventBytes = 8192L * 4,
            EventReserveBytes = 8192,
            VerifySealed = _random.Next(2) == 0,
        };
    }

    public int Crashes { get; private set; }

    public void Run(int steps)
    {
        Restart();
        for (var step = 0; step < steps; step++)
        {
            try
            {
                Step();
            }
            catch (PowerCut)
            {
                Crash();
            }
        }
    }

    public void Evicting(IJournal journal, Eviction eviction)
    {
        var payload = ++_payload;
        _lanes[(int)Lane.Event].Attempt(payload);
        _waiting.Add((Lane.Event, payload, journal.AppendAsync(Lane.Event, 1, Bytes(payload)).AsTask()));
    }

    public void Lost(RecoveryFinding finding)
    {
        _lanes[(int)finding.Lane!.Value].CheckLost(finding.From, finding.To);
        _control.Lose(finding);
    }

    public void StatusChanged(JournalStatus status)
    {
    }

    private void Step()
    {
        switch (_random.Next(20))
        {
            case < 8:
                Append(_random.Next(5) == 0 ? Lane.Event : Lane.Data, _random.Next(1, 24));
                break;
            case < 12:
                Pump();
                break;
            case < 14:
                Acknowledge();
                break;
            case 14:
                var value = ++_payload;
                _control.Put(value);
                _log.PutState("state", Bytes(value));
                break;
            case 15:
                _time.Advance(TimeSpan.FromSeconds(_random.Next(60)));
                break;
            case 16:
                Check();
                break;
            case 17 or 18:
                _fuse = _random.Next(12);
                break;
            case 19:
                throw new PowerCut();
        }
    }

    private void Append(Lane lane, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var payload = ++_payload;
            _lanes[(int)lane].Attempt(payload);
            _waiting.Add((lane, payload, _log.AppendAsync(lane, (byte)payload, Bytes(payload)).AsTask()));
        }
    }

    private void Pump()
    {
        var flush = _log.CommitAsync().AsTask();
        _log.Pump();
        Settle();
        if (flush.IsCompleted && flush.Result.Committed) _control.Committed();
    }

    private void Settle()
    {
        foreach (var (lane, payload, result) in _waiting)
            if (result.IsCompleted && result.Result is { Committed: true } done) _lanes[(int)lane].Commit(done.Sequence, payload);
        _waiting.RemoveAll(w => w.Result.IsCompleted);
    }

    private void Acknowledge()
    {
        var lane = (Lane)_random.Next(2);
        var name = Cursors[_random.Next(Cursors.Length)];
        var outstanding = _log.OpenCursor(name).Outstanding(lane);
        if (outstanding.Count == 0) return;
        // A segment this small has room for few ranges in its snapshot: beyond three gaps the oldest is closed first.
        var (from, to) = outstanding.Count > 3 ? outstanding[0] : outstanding[_random.Next(outstanding.Count)];
        if (outstanding.Count <= 3 && _random.Next(2) == 0) from += _random.NextInt64(to - from);
        if (outstanding.Count <= 3) to = from + _random.NextInt64(1, to - from + 1);
        _log.OpenCursor(name).Acknowledge(lane, from, to);
        _control.Acknowledge(name, lane, from, to);
    }

    private void Crash()
    {
        Crashes++;
        _fuse = int.MaxValue;
        foreach (var (lane, payload, result) in _waiting)
            if (result.IsCompleted && result.Result is { Committed: true } done) _lanes[(int)lane].Commit(done.Sequence, payload);
        _waiting.Clear();
        _log.Release();
        _disk.Crash(_random);
        if (_random.Next(4) == 0) _fuse = _random.Next(40);
        Restart();
    }

    private void Restart()
    {
        while (true)
        {
            try
            {
                _log = DurableLog.OpenManual(_disk.Attach(), _options, _time, this);
                break;
            }
            catch (PowerCut)
            {
                Crashes++;
                _fuse = int.MaxValue;
                _disk.Crash(_random);
            }
            catch (StorageException) when (_faults)
            {
                _disk.LockedBy = null;
            }
        }
        foreach (var finding in _log.Recovered.Findings)
            CollectionAssert.Contains(Torn, finding.Kind, finding.ToString());
        _control.CheckAfterRestart(_log, Cursors);
        _fuse = int.MaxValue;
        Check();
    }

    private void Check()
    {
        var fuse = _fuse;
        _fuse = int.MaxValue;
        foreach (var lane in Enum.GetValues<Lane>())
            _lanes[(int)lane].Check(_log.Start(lane), _log.End(lane), Read(lane));
        _fuse = fuse;
    }

    private List<(long, int)> Read(Lane lane)
    {
        var read = new List<(long, int)>();
        using var reader = _log.OpenReader(lane, 0);
        using var batch = new RecordBatch(_random.Next(1, 40), _random.Next(1, 4000));
        while (reader.Read(batch) > 0)
            foreach (ref readonly var record in batch.Records)
            {
                var payload = BitConverter.ToInt32(record.Payload.Span);
                Assert.IsTrue(Holds(record.Payload.Span, payload));
                read.Add((record.Sequence, payload));
            }
        return read;
    }

    private void OnCall(DiskCall call, string name)
    {
        if (call == DiskCall.Read && _faults) FailReadOnce(name);
        if (call is not (DiskCall.Write or DiskCall.Sync or DiskCall.Create or DiskCall.Rename or DiskCall.SyncDirectory)) return;
        if (_fuse-- <= 0) throw new PowerCut();
        if (!_faults || _random.Next(100) != 0) return;
        if (call == DiskCall.Sync && _random.Next(2) == 0) _disk.Files[name].LoseSync(_random);
        throw new StorageException((StorageFault)_random.Next(3), "by chance");
    }

    /// <summary>An error that the next attempts do not meet again costs nothing.</summary>
    private void FailReadOnce(string name)
    {
        if (_calm-- > 0 || _random.Next(50) != 0) return;
        _calm = ReadsUntilNextError;
        throw new StorageException(StorageFault.Io, $"{name} cannot be read, by chance");
    }

    private static bool Holds(ReadOnlySpan<byte> bytes, int payload) =>
        bytes.Length == Length(payload) && !bytes[4..].ContainsAnyExcept((byte)payload);

    private static int Length(int payload) => 4 + payload * 37 % 200;

    private static byte[] Bytes(int payload)
    {
        var bytes = new byte[Length(payload)];
        BitConverter.TryWriteBytes(bytes, payload);
        bytes.AsSpan(4).Fill((byte)payload);
        return bytes;
    }
}
