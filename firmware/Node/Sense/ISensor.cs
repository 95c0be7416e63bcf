namespace SmartCity.Node.Sense
{
    /// <summary>One quantity as a driver hands it over: a value in the driver's documented unit, or a named reason.</summary>
    public sealed class SensorValue
    {
        public double Value;

        /// <summary>Null when <see cref="Value"/> holds; else why it does not (<c>SmartCity.Wire.MissingReason</c>).</summary>
        public string Missing;

        public void Set(double value)
        {
            Value = value;
            Missing = null;
        }

        public void Fail(string reason)
        {
            Value = 0;
            Missing = reason;
        }
    }

    /// <summary>
    /// A sensor of one or more quantities. Measuring is split in two so that nobody waits for a conversion: the node
    /// calls <see cref="Start"/>, goes on, and calls <see cref="Read"/> when the time it was given has passed.
    /// Nothing here throws for a device's faults and nothing keeps an old value for a new one.
    /// </summary>
    public interface ISensor
    {
        /// <summary>Names of the quantities in the order of <see cref="Read"/>, such as <c>t</c>, <c>rh</c>.</summary>
        string[] Quantities { get; }

        /// <summary>Starts a conversion; returns the milliseconds after which <see cref="Read"/> has its result (0: at once).</summary>
        int Start();

        /// <summary>Fills one slot a quantity with a value or a reason.</summary>
        void Read(SensorValue[] values);
    }
}
