using SmartCity.Node;
using SmartCity.Node.Clock;
using SmartCity.Node.Config;
using SmartCity.Node.Link;
using SmartCity.Node.Outbox;
using SmartCity.Node.Sense;

namespace SmartCity.Gateway.Tests.Hardware;

/// <summary>Hands out what the firmware's board table has, and nothing else: a pin of another use is refused.</summary>
internal sealed class BoardPlatform(int board) : INodePlatform, II2cBus, IPulseCounter, IAnalogInput, IDigitalInput, IDigitalOutput, ISerialLine, INodeClock
{
    public INodeClock Clock => this;

    public IFlash Flash => throw new NotSupportedException();

    public INetwork Network => throw new NotSupportedException();

    public IMqtt Mqtt => throw new NotSupportedException();

    public byte[] MacAddress => [2, 0, 0, 0, 0, 1];

    public ResetReason ResetReason => ResetReason.PowerOn;

    public int FreeHeap => 0;

    public int ProgramRoom => 0;

    public long Count => 0;

    public int BytesToRead => 0;

    public object? Session { get; set; }

    public long MonotonicMs => 0;

    public bool WallKnown => false;

    public long WallMs => 0;

    public II2cBus? I2c(int bus) => Boards.I2c(board, bus, out _, out _, out _) ? this : null;

    public IPulseCounter? Pulses(int gpio) => Boards.IsUsedFor(board, gpio, PinUse.Pulse) ? this : null;

    public IPulseCounter? Quadrature(int gpioA, int gpioB) => Pulses(gpioA) is not null && Pulses(gpioB) is not null ? this : null;

    public IAnalogInput? Analog(int gpio) => Boards.IsUsedFor(board, gpio, PinUse.Adc) ? this : null;

    public IDigitalInput? Input(int gpio, bool pullUp) => Boards.IsUsedFor(board, gpio, PinUse.Input) ? this : null;

    public IDigitalOutput? Output(int gpio, bool initial) => Boards.IsUsedFor(board, gpio, PinUse.Output) ? this : null;

    public ISerialLine? Serial(int port, int baud) => Boards.Uart(board, port, out _, out _, out _, out int known) && known == baud ? this : null;

    public BusResult Transfer(int address, byte[] write, int writeCount, byte[] read, int readCount) => BusResult.Nack;

    public int ReadMillivolts() => 0;

    bool IDigitalInput.Read() => false;

    public int Read(byte[] buffer, int offset, int count) => 0;

    public void Write(bool high)
    {
    }

    public void Write(byte[] buffer, int offset, int count)
    {
    }

    public int Random(int bound) => 0;

    public void KickWatchdog()
    {
    }

    public void Reboot()
    {
    }

    public void Log(string line)
    {
    }
}
