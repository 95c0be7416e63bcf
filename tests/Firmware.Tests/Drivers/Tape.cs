using SmartCity.Node.Sense;

namespace SmartCity.Firmware.Tests.Drivers;

/// <summary>
/// Stands between a driver and simulated devices, which allocate: records what they answer, then gives the same answers
/// over and over without them.
/// </summary>
internal sealed class Tape(II2cBus bus, ISerialLine line) : II2cBus, ISerialLine
{
    private readonly List<(BusResult Result, byte[] Bytes)> _answers = [];
    private bool _replaying;
    private int _at;

    public object? Session { get; set; }

    public int BytesToRead => throw new NotSupportedException();

    public void Replay() => _replaying = true;

    public BusResult Transfer(int address, byte[] write, int writeCount, byte[] read, int readCount)
    {
        if (_replaying) return Next(read, 0, readCount).Result;
        BusResult result = bus.Transfer(address, write, writeCount, read, readCount);
        _answers.Add((result, read[..readCount]));
        return result;
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        if (_replaying) return Next(buffer, offset, count).Count;
        int read = line.Read(buffer, offset, count);
        _answers.Add((BusResult.Ok, buffer[offset..(offset + read)]));
        return read;
    }

    public void Write(byte[] buffer, int offset, int count)
    {
        if (!_replaying) line.Write(buffer, offset, count);
    }

    private (BusResult Result, int Count) Next(byte[] buffer, int offset, int count)
    {
        (BusResult result, byte[] bytes) = _answers[_at++ % _answers.Count];
        int length = Math.Min(count, bytes.Length);
        bytes.AsSpan(0, length).CopyTo(buffer.AsSpan(offset));
        return (result, length);
    }
}
