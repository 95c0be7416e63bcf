namespace SmartCity.Node.Virtual.Devices;

/// <summary>The device's side of a datasheet. Physical quantities are plain properties of the deriving class.</summary>
public abstract class SimulatedI2cDevice
{
    /// <summary>False: answers nothing, and forgets its registers as a chip without supply does.</summary>
    public bool Powered
    {
        get;
        set
        {
            if (!value) Reset();
            field = value;
        }
    } = true;

    /// <summary>True: the measured quantities stay what they are, whatever is assigned to them (a seized sensor).</summary>
    public bool Stuck { get; set; }

    /// <summary>Takes bytes; false: not acknowledged.</summary>
    internal abstract bool OnWrite(ReadOnlySpan<byte> data);

    /// <summary>Gives bytes; false: not acknowledged.</summary>
    internal abstract bool OnRead(Span<byte> data);

    /// <summary>Registers as after power-on.</summary>
    protected abstract void Reset();

    /// <summary>The next value of a quantity, or the old one while the sensor is stuck.</summary>
    protected double Held(double old, double next) => Stuck ? old : next;

    /// <summary>An encoded quantity within its field.</summary>
    protected static int Clamped(double code, int low, int high) => (int)Math.Clamp(Math.Round(code), low, high);
}
