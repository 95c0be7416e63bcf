using SmartCity.Node.Clock;
using SmartCity.Node.Sense;

namespace SmartCity.Node.Virtual.Devices;

/// <summary>What sits at the far end of a serial line. Bytes it sends arrive when they have had their time on the wire.</summary>
public interface ISerialProbe
{
    /// <summary>Takes what the node wrote.</summary>
    void Receive(ReadOnlySpan<byte> data, SimulatedSerialLine line);

    /// <summary>Called before every look of the node, for probes that talk on their own.</summary>
    void Tick(SimulatedSerialLine line);
}

/// <summary>A UART with probes on it; every probe hears everything, as on RS-485. The receive buffer is bounded as the chip's is.</summary>
public sealed class SimulatedSerialLine(INodeClock clock, int baud = 9600) : ISerialLine
{
    private const int Capacity = 2048;
    private readonly Queue<(long AtMs, byte Value)> _inbound = new();
    private readonly List<ISerialProbe> _probes = [];
    private double _freeAtMs;

    public INodeClock Clock { get; } = clock;

    public object? Session { get; set; }

    /// <summary>True: the wires are cut, nothing passes either way.</summary>
    public bool Cut { get; set; }

    /// <summary>True: one bit of every fourth byte that the node receives is flipped.</summary>
    public bool Disturbed { get; set; }

    /// <summary>Bytes thrown away because the node did not fetch them in time.</summary>
    public long Overrun { get; private set; }

    public int BytesToRead
    {
        get
        {
            foreach (ISerialProbe probe in _probes) probe.Tick(this);
            return _inbound.Count(b => b.AtMs <= Clock.MonotonicMs);
        }
    }

    public T Attach<T>(T probe)
        where T : ISerialProbe
    {
        _probes.Add(probe);
        return probe;
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        int read = Math.Min(count, BytesToRead);
        for (int i = 0; i < read; i++) buffer[offset + i] = _inbound.Dequeue().Value;
        return read;
    }

    public void Write(byte[] buffer, int offset, int count)
    {
        if (Cut) return;
        foreach (ISerialProbe probe in _probes) probe.Receive(buffer.AsSpan(offset, count), this);
    }

    /// <summary>Sends to the node from <paramref name="startMs"/> on, ten bits a byte.</summary>
    public void Send(ReadOnlySpan<byte> data, double startMs)
    {
        _freeAtMs = Math.Max(_freeAtMs, startMs);
        for (int i = 0; i < data.Length; i++)
        {
            _freeAtMs += 10_000.0 / baud;
            if (Cut) continue;
            if (_inbound.Count == Capacity)
            {
                Overrun++;
                continue;
            }

            _inbound.Enqueue(((long)Math.Ceiling(_freeAtMs), (byte)(Disturbed && (i & 3) == 3 ? data[i] ^ 0x04 : data[i])));
        }
    }
}
