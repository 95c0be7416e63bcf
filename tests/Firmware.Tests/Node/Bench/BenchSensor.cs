#nullable disable
namespace SmartCity.Firmware.Tests.Node.Bench
{
    using System;
    using System.Collections;
    using SmartCity.Node.Sample;
    using SmartCity.Node.Sense;

    /// <summary>A sensor of one quantity, <c>x</c>, that says what it is told to.</summary>
    public sealed class BenchSensor : ISensor
    {
        public double Value { get; set; }

        public string Missing { get; set; }

        public int ConversionMs { get; set; }

        public bool Throws { get; set; }

        public int Reads { get; private set; }

        public string[] Quantities { get; } = new string[] { "x" };

        public int Start()
        {
            if (Throws) throw new InvalidOperationException("bus");
            return ConversionMs;
        }

        public void Read(SensorValue[] values)
        {
            Reads++;
            if (Missing != null) values[0].Fail(Missing);
            else values[0].Set(Value);
        }
    }

    /// <summary>Sensors by kind: every kind is a sensor of its own, made when first asked for.</summary>
    public sealed class BenchSensors : ISensorSource
    {
        private readonly Hashtable _byKind = new Hashtable();

        public BenchSensor Of(string kind)
        {
            if (!_byKind.Contains(kind)) _byKind[kind] = new BenchSensor();
            return (BenchSensor)_byKind[kind];
        }

        public ISensor Create(SensorOptions options, out string reason)
        {
            reason = options.Kind == "absent" ? "no sensor of kind absent" : null;
            return reason == null ? Of(options.Kind) : null;
        }
    }
}
