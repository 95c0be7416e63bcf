#nullable disable
namespace SmartCity.Firmware.Tests.Device
{
    using SmartCity.Node.Sense;

    /// <summary>A bus that gives the same bytes to every read.</summary>
    internal sealed class ScriptedBus : II2cBus
    {
        private readonly byte[] _answer;

        public ScriptedBus(byte[] answer)
        {
            _answer = answer;
        }

        public BusResult Result { get; set; }

        public BusResult Transfer(int address, byte[] write, int writeCount, byte[] read, int readCount)
        {
            for (int i = 0; i < readCount; i++) read[i] = _answer[i];
            return Result;
        }
    }
}
