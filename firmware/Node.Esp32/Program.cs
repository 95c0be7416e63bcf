using System;
using System.Threading;
using nanoFramework.Runtime.Native;
using SmartCity.Node.Esp32.Panel;
using SmartCity.Node.Esp32.Power;
using SmartCity.Node.Health;

namespace SmartCity.Node.Esp32
{
    /// <summary>
    /// The device's program. An exception out of <c>Main</c> is silent and leaves a dead chip, so nothing gets out: what the
    /// node itself does not handle is written down for the next boot to report, and the chip starts anew.
    /// </summary>
    public static class Program
    {
        // A fault that comes back at every start must not wear the flash or drown the log.
        private const int RestartRounds = 4;
        private const int LongestWaitMs = 500;

        public static void Main()
        {
            // A newer program on the flash takes over; should it ever come back, or not start, this one runs.
            if (Launcher.TryRun()) Restart();
            Run(-1);
        }

        /// <summary>Where a program that came over the air is entered by <see cref="Launcher"/>.</summary>
        /// <param name="slot">The slot it was read from.</param>
        public static void Run(int slot)
        {
            while (true)
            {
                Esp32Platform platform = null;
                try
                {
                    platform = new Esp32Platform();
                    Run(platform, slot);
                }
                catch (Exception e)
                {
                    Record(platform, e);
                }

                Pause(platform);
                Restart();
            }
        }

        private static void Run(Esp32Platform platform, int slot)
        {
            NodeApp node = new NodeApp(platform);
            node.RunningSlot = slot;
            node.Start();
            if (node.Config == null) WaitForConfiguration(platform);
            TestButton button = new TestButton(platform.Button, platform.Clock);
            string report = null;
            PowerPlan power = PowerPlan.Read(platform.Flash);
            long sleepAtMs = power.SleepAtMs < 0 ? long.MaxValue : platform.Clock.MonotonicMs + power.SleepAtMs;
            while (true)
            {
                int wait = node.Step();
                if (button.WasHeld()) node.BeginSelfTest();
                if (node.SelfTestReport != null && node.SelfTestReport != report) Console.WriteLine("self-test: " + node.SelfTestReport);
                report = node.SelfTestReport;
                if (platform.Clock.MonotonicMs >= sleepAtMs)
                {
                    node.Stop();
                    power.Sleep();
                }

                // At least a millisecond, so that the client's threads get their turn.
                Thread.Sleep(wait < 1 ? 1 : wait > LongestWaitMs ? LongestWaitMs : wait);
            }
        }

        // The file arrives by cable, and the chip is started anew after that; until then it must not be reset under the tool.
        private static void WaitForConfiguration(Esp32Platform platform)
        {
            while (true)
            {
                LedCode.Show(platform.Led, LedCode.NoConfiguration);
                platform.KickWatchdog();
            }
        }

        private static void Pause(Esp32Platform platform)
        {
            try
            {
                for (int i = 0; i < RestartRounds; i++) LedCode.Show(platform == null ? null : platform.Led, LedCode.Crashed);
            }
            catch (Exception)
            {
                // No LED, no pause: the restart matters more.
            }
        }

        private static void Record(Esp32Platform platform, Exception e)
        {
            try
            {
                string text = e.GetType().FullName + ": " + e.Message + " " + e.StackTrace;
                Console.WriteLine("crash: " + text);
                if (platform != null) CrashRecord.Write(platform.Flash, text);
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
