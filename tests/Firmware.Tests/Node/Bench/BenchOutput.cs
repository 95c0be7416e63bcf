#nullable disable
namespace SmartCity.Firmware.Tests.Node.Bench
{
    using SmartCity.Node.Sense;

    /// <summary>A pin that remembers its level.</summary>
    public sealed class BenchOutput : IDigitalOutput
    {
        public bool Level { get; private set; }

        public int Writes { get; private set; }

        public void Write(bool high)
        {
            Level = high;
            Writes++;
        }
    }
}
