using System;
using System.Threading;
using nanoFramework.Runtime.Native;
using SmartCity.Node.Esp32.Power;

namespace SmartCity.Node.Esp32
{
    /// <summary>
    /// The device's program. An exception out of <c>Main</c> is silent and leaves a dead chip, so nothing gets out: what the
    /// node itself does not handle is written down for the next boot to report, and the chip starts anew.
    /// </summary>
    public static class Program
    {
        // A fault that comes back at every start must not wear the flash or drown the log.
        private const int RestartPauseMs = 10000;
        private const int LongestWaitMs = 1000;

        public static void Main()
        {
            while (true)
            {
                Esp32Platform platform = null;
                try
                {
                    platform = new Esp32Platform();
                    Run(platform);
                }
                catch (Exception e)
                {
                    Record(platform, e);
                }

                Thread.Sleep(RestartPauseMs);
                Restart();
            }
        }

        private static void Run(Esp32Platform platform)
        {
            NodeApp node = new NodeApp(platform);
            node.Start();
            PowerPlan power = PowerPlan.Read(platform.Flash);
            long sleepAtMs = power.SleepAtMs < 0 ? long.MaxValue : platform.Clock.MonotonicMs + power.SleepAtMs;
            while (true)
            {
                int wait = node.Step();
                if (platform.Clock.MonotonicMs >= sleepAtMs)
                {
                    node.Stop();
                    power.Sleep();
                }

                // At least a millisecond, so that the client's threads get their turn.
                Thread.Sleep(wait < 1 ? 1 : wait > LongestWaitMs ? LongestWaitMs : wait);
            }
        }

        private static void Record(Esp32Platform platform, Exception e)
        {
            try
            {
                string text = e.GetType().FullName + ": " + e.Message + " " + e.StackTrace;
                Console.WriteLine("crash: " + text);
                if (platform != null) Health.CrashRecord.Write(platform.Flash, text);
            }
            catch (Exception)
            {
                // Out of memory or of flash: the missing clean-shutdown mark will tell that this boot crashed.
            }
        }

        private static void Restart()
        {
            try
            {
                nanoFramework.Runtime.Native.Power.RebootDevice(RebootOption.NormalReboot);
            }
            catch (Exception)
            {
                // The external watchdog, which nobody kicks any more, will do it.
            }
        }
    }
}
