namespace SmartCity.Gateway.Forward.Hj212;

/// <summary>
/// One batch over one connection: the real-time data of each pack, each frame answered before the pack's next. A pack
/// that was answered is delivered, and accepted by the sink once its readings are in the periods' book.
/// </summary>
internal sealed class Hj212Flight(SinkBatch batch, Hj212Connection connection, Stations stations, RealTimeData data, Hj212Messages messages, Hj212SinkOptions options, string password, TimeProvider time)
    : WindowedFlight(batch, $"{options.Host}:{options.Port}", options.Window, options.Patience, time)
{
    private readonly bool[] _delivered = new bool[batch.Count];

    /// <summary>True when the platform has the pack, or there is nothing in it for the platform.</summary>
    public bool IsDelivered(int index) => _delivered[index];

    protected override async Task SendOneAsync(int index, CancellationToken abort)
    {
        var record = Batch[index];
        if (record.Kind != RecordKind.Pack || stations.Of(record.Pack) is not { } station)
        {
            _delivered[index] = true;
            return;
        }

        if (record.Pack.Basis == Pipeline.Model.TimeBasis.Unknown)
        {
            Refuse(index, "the time of the measurement is not known, and HJ 212 has no way to say so");
            return;
        }

        foreach (var (_, area) in options.RealTime ? data.Of(record.Pack, station.MarkChar) : [])
        {
            foreach (var frame in messages.Build(station, password, Hj212Messages.RealTime, area, record.Historical))
            {
                var (kind, reason) = Answer.Read(await connection.RequestAsync(frame, abort).ConfigureAwait(false));
                Alive();
                switch (kind)
                {
                    case FailureKind.Permanent:
                        Refuse(index, reason);
                        return;
                    case FailureKind.Final:
                        FailFinally(reason);
                        return;
                    case FailureKind.Temporary:
                        FailMessage(reason);
                        return;
                }
            }
        }

        _delivered[index] = true;
    }
}
