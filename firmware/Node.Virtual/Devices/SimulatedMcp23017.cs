namespace SmartCity.Node.Virtual.Devices;

/// <summary>MCP23017 with IOCON.BANK = 0 (DS20001952C table 3-3): levels at sixteen pins, directions and pull-ups.</summary>
public sealed class SimulatedMcp23017 : SimulatedI2cDevice
{
    private readonly byte[] _map = new byte[0x16];
    private int _pointer;

    public SimulatedMcp23017() => Reset();

    /// <summary>Levels that the outside drives, A0 the lowest bit.</summary>
    public int Levels { get; set => field = Stuck ? field : value; }

    /// <summary>Pins nobody drives: they follow their pull-up.</summary>
    public int Floating { get; set; }

    internal override bool OnWrite(ReadOnlySpan<byte> data)
    {
        _pointer = data[0];
        for (int i = 1; i < data.Length; i++) _map[_pointer++ % _map.Length] = data[i];
        _pointer = data[0];
        return true;
    }

    internal override bool OnRead(Span<byte> data)
    {
        int pulled = _map[0x0c] | (_map[0x0d] << 8);
        int levels = (Levels & ~Floating) | (pulled & Floating);
        for (int i = 0; i < data.Length; i++)
        {
            int register = (_pointer + i) % _map.Length;
            data[i] = register switch { 0x12 => (byte)levels, 0x13 => (byte)(levels >> 8), _ => _map[register] };
        }

        return true;
    }

    protected override void Reset()
    {
        Array.Clear(_map);
        (_map[0], _map[1], _pointer) = (0xff, 0xff, 0);
    }
}
