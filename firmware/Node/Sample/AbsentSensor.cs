using SmartCity.Node.Sense;
using SmartCity.Wire;

namespace SmartCity.Node.Sample
{
    /// <summary>Stands for a row of the sensor table that could not be made: its channels report that nothing is there.</summary>
    internal sealed class AbsentSensor : ISensor
    {
        public AbsentSensor(string[] quantities)
        {
            Quantities = quantities;
        }

        public string[] Quantities { get; }

        public int Start()
        {
            return 0;
        }

        public void Read(SensorValue[] values)
        {
            for (int i = 0; i < values.Length; i++) values[i].Fail(MissingReason.Unpowered);
        }
    }
}
