namespace SmartCity.Gateway.Forward.Hj212;

/// <summary>Makes the frames of a message: head fields of the station, one frame a packet, each with a request number of its own.</summary>
internal sealed class Hj212Messages(Hj212SinkOptions options, LocalTimes times, TimeProvider time)
{
    private readonly Lock _gate = new();

    public const string RealTime = "2011";

    /// <param name="resend">Sent later than it came to be; HJ 212-2025 has a field for it, 2017 has none.</param>
    public IReadOnlyList<Hj212Frame> Build(Hj212StationOptions station, string password, string command, DataArea data, bool resend)
    {
        var packets = data.Packets();
        var flag = Hj212Frame.FlagOf(options.Version, split: packets.Count > 1, answer: true);
        return [.. packets.Select((cp, i) => new Hj212Frame(
            NextQn(), station.St, command, password, station.Mn, flag, cp, packets.Count, i + 1, resend && options.Version == Hj212Version.V2025))];
    }

    private string NextQn()
    {
        lock (_gate) return times.NextQn(time.GetUtcNow().ToUnixTimeMilliseconds());
    }
}
