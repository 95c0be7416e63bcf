#nullable disable
namespace SmartCity.Firmware.Tests.Node.Bench
{
    using SmartCity.Node.Sense;

    /// <summary>A bus on which two devices answer: 68 and 118.</summary>
    public sealed class BenchBus : II2cBus
    {
        public BusResult Transfer(int address, byte[] write, int writeCount, byte[] read, int readCount)
        {
            return address == 68 || address == 118 ? BusResult.Ok : BusResult.Nack;
        }
    }
}
