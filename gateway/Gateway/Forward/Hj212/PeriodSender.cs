using SmartCity.Gateway.Forward.Hj212.Periods;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Forward.Hj212;

/// <summary>
/// The statistics of a sink: takes readings that were delivered into the book on the disk, and sends what periods are
/// due. What cannot be sent stays due.
/// </summary>
internal sealed class PeriodSender(Hj212SinkOptions options, string path, Stations stations, FactorTable factors, LocalTimes times, Hj212Messages messages, TimeProvider time) : IDisposable
{
    private readonly PeriodClock _clock = new(times.Offset, Math.Max(1, options.Minutes));
    private PeriodStore? _store;

    private TimeSpan Settle => TimeSpan.FromSeconds(options.SettleSeconds);

    /// <summary>True when something waits to be sent.</summary>
    public bool Waits => options.Periods.Count > 0 && Open().Book.DueAt(NowMs(), Settle).Count > 0;

    /// <summary>Takes the delivered packs of a batch into the book; they are on the disk when it returns.</summary>
    /// <exception cref="IOException">They may not be; nothing of it is to be counted as delivered.</exception>
    public void Take(SinkBatch batch, Func<int, bool> delivered)
    {
        if (options.Periods.Count == 0) return;
        var store = Open();
        var note = new PeriodNote { Journal = batch.Journal, AtMs = NowMs() };
        for (var i = 0; i < batch.Count; i++)
        {
            ref readonly var record = ref batch[i];
            if (!delivered(i) || record.Kind != RecordKind.Pack || store.Covers(batch.Journal, record) || stations.Of(record.Pack) is not { } station) continue;
            note.Spans.Add(new(record.Lane, record.Sequence, record.Sequence + 1));
            Read(record.Pack, station.Mn, note.Samples);
        }

        if (note.Spans.Count > 0) Guarded(() => store.Note(note));
    }

    /// <summary>Sends what is due, until something fails.</summary>
    public async Task SendDueAsync(Hj212Connection connection, string password, CancellationToken cancellation)
    {
        if (options.Periods.Count == 0) return;
        var store = Open();
        var data = new PeriodData(factors, times, _clock);
        foreach (var key in store.Book.DueAt(NowMs(), Settle))
        {
            // A station that was taken out of the configuration has nobody to be sent to.
            if (stations.OfMn(key.Mn) is { } station)
            {
                var period = store.Book.Of(key);
                var late = period.Sent || NowMs() - _clock.EndMs(key.Kind, key.Number) > Settle.TotalMilliseconds + 300_000;
                foreach (var frame in messages.Build(station, password, PeriodData.Command(key.Kind), data.Of(key, period, station.MarkChar), late))
                {
                    var (kind, _) = Answer.Read(await connection.RequestAsync(frame, cancellation).ConfigureAwait(false));
                    if (kind is FailureKind.Temporary or FailureKind.Final) return;
                }
            }

            Guarded(() => store.Note(new PeriodNote { AtMs = NowMs(), Sent = [key] }));
        }

        store.Book.Forget(NowMs());
    }

    public void Dispose() => _store?.Dispose();

    private void Read(Pack pack, string mn, List<Sample> samples)
    {
        foreach (ref readonly var reading in pack.Readings)
        {
            if (factors.Of(reading.Channel) is not { } factor || reading.Kind == ReadingKind.Text) continue;
            var mark = DataMark.Of(reading);
            double? value = mark == DataMark.Normal ? reading.Number * factor.Scale : null;
            samples.Add(new Sample(mn, factor.Code, reading.TimeMs, value, mark));
        }
    }

    private PeriodStore Open() => _store ??= new PeriodStore(path, new PeriodBook(_clock, factors, options.Periods));

    private void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch (IOException)
        {
            // What is on the disk is unknown now; opening again finds out.
            _store?.Dispose();
            _store = null;
            throw;
        }
    }

    private long NowMs() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
