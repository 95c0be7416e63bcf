using SmartCity.Node.Clock;
using SmartCity.Node.Link;
using SmartCity.Node.Outbox;
using SmartCity.Node.Sense;
using SmartCity.Node.Virtual.Devices;
using SmartCity.Node.Virtual.Rigs;

namespace SmartCity.Node.Virtual.Platform;

/// <summary>The chip of a virtual node: clock, radio, flash and the pins and buses of its rig.</summary>
public sealed class VirtualPlatform : INodePlatform
{
    private const long TimeServerMs = 400;

    private readonly Rig _rig;
    private readonly Random _random;
    private readonly Action<string>? _log;
    private long _askedMs = long.MaxValue;

    /// <param name="world">True time.</param>
    /// <param name="flash">What outlives a reset.</param>
    /// <param name="mqtt">The connection to the broker.</param>
    /// <param name="rig">The hardware around the chip.</param>
    /// <param name="macAddress">6 bytes.</param>
    /// <param name="seed">Of the jitter.</param>
    /// <param name="log">Takes the lines of the serial console.</param>
    public VirtualPlatform(
        WorldTime world, IFlash flash, IMqtt mqtt, Rig rig, byte[] macAddress, int seed, Action<string>? log = null)
    {
        _rig = rig;
        _random = new Random(seed);
        _log = log;
        Time = new VirtualClock(world);
        Radio = new VirtualNetwork(world);
        Flash = flash;
        Mqtt = mqtt;
        MacAddress = macAddress;
    }

    public Rig Rig => _rig;

    public VirtualClock Time { get; }

    public VirtualNetwork Radio { get; }

    public INodeClock Clock => Time;

    public IFlash Flash { get; }

    public INetwork Network => Radio;

    public IMqtt Mqtt { get; }

    public byte[] MacAddress { get; }

    public ResetReason ResetReason { get; private set; } = ResetReason.PowerOn;

    /// <summary>What the host leaves this process; a device would say what its heap has left.</summary>
    public int FreeHeap =>
        (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - GC.GetTotalMemory(false), 0, int.MaxValue);

    /// <summary>As with 2 MB of PSRAM, most of it free.</summary>
    public int ProgramRoom { get; set; } = 1536 * 1024;

    /// <summary>The program asked for a restart.</summary>
    public bool RebootRequested { get; private set; }

    /// <summary>Watchdog kicks of this boot.</summary>
    public long WatchdogKicks { get; private set; }

    /// <summary>A reset: pins float, the radio is off, clocks start again.</summary>
    public void Boot(ResetReason reason)
    {
        ResetReason = reason;
        RebootRequested = false;
        WatchdogKicks = 0;
        _askedMs = long.MaxValue;
        Mqtt.Close();
        Radio.Leave();
        Time.Boot();
        _rig.Reset();
    }

    /// <summary>What the device's services do beside the program: ask for the time once the network is up.</summary>
    public void Serve()
    {
        if (Time.WallKnown || !Radio.IsUp) return;
        if (_askedMs == long.MaxValue) _askedMs = Time.MonotonicMs;
        if (Time.MonotonicMs - _askedMs >= TimeServerMs) Time.Synchronise();
    }

    public II2cBus? I2c(int bus) => bus == 0 ? _rig.Bus : null;

    public IPulseCounter? Pulses(int gpio) => _rig.Pins.Pulses.GetValueOrDefault(gpio);

    public IPulseCounter? Quadrature(int gpioA, int gpioB) => _rig.Pins.Quadrature.GetValueOrDefault(gpioA);

    public IAnalogInput? Analog(int gpio) => _rig.Pins.Analog.GetValueOrDefault(gpio);

    public IDigitalInput? Input(int gpio, bool pullUp) => _rig.Pins.Inputs.GetValueOrDefault(gpio);

    public IDigitalOutput Output(int gpio, bool initial) => _rig.Pins.Outputs[gpio] = new SimulatedDigitalOutput(initial);

    public ISerialLine? Serial(int port, int baud) => _rig.Pins.Lines.GetValueOrDefault(port);

    public int Random(int bound) => _random.Next(bound);

    public void KickWatchdog() => WatchdogKicks++;

    public void Reboot() => RebootRequested = true;

    public void Log(string line) => _log?.Invoke(line);
}
