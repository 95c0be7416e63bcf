using System.Threading;
using SmartCity.Node.Sense;

namespace SmartCity.Node.Esp32.Panel
{
    /// <summary>Flashes a number on the status LED while the node itself does not run; README.md says what each number means.</summary>
    internal static class LedCode
    {
        public const int NoConfiguration = 2;
        public const int Crashed = 3;

        private const int OnMs = 150;
        private const int OffMs = 250;
        private const int PauseMs = 1200;

        /// <summary>One round of flashes and the pause after it; takes some two seconds, without a LED too.</summary>
        public static void Show(IDigitalOutput led, int flashes)
        {
            for (int i = 0; i < flashes; i++)
            {
                if (led != null) led.Write(true);
                Thread.Sleep(OnMs);
                if (led != null) led.Write(false);
                Thread.Sleep(OffMs);
            }

            Thread.Sleep(PauseMs);
        }
    }
}
