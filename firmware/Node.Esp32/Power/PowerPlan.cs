using System;
using System.Collections;
using nanoFramework.Hardware.Esp32;
using SmartCity.Node.Config;
using SmartCity.Node.Outbox;

namespace SmartCity.Node.Esp32.Power
{
    /// <summary>
    /// The duty cycle of a node on a battery, from the file <c>power.json</c>:
    /// <c>{"sleep": 900, "awake": 90, "wake": 33, "level": 1}</c>. After <c>awake</c> seconds the chip sleeps deeply for
    /// <c>sleep</c> seconds, or until the pin <c>wake</c> has the <c>level</c>. Without the file it stays awake.
    /// </summary>
    internal sealed class PowerPlan
    {
        private const string File = "power.json";
        private const int MaxBytes = 1024;
        private const int LongestSeconds = 86400;
        private int _sleepSeconds;
        private int _awakeSeconds;
        private int _wakePin = -1;
        private int _wakeLevel;

        /// <summary>Milliseconds after the start at which to sleep, or -1 for never.</summary>
        public long SleepAtMs
        {
            get { return _sleepSeconds == 0 ? -1 : _awakeSeconds * 1000L; }
        }

        public static PowerPlan Read(IFlash flash)
        {
            PowerPlan plan = new PowerPlan();
            int length = flash.Length(File);
            if (length <= 0 || length > MaxBytes) return plan;
            byte[] text = new byte[length];
            string error;
            Hashtable root = JsonReader.ReadObject(text, flash.Read(File, 0, text, 0, length), out error);
            if (root == null) return plan;
            plan._sleepSeconds = Whole(root, "sleep", 0, 0, LongestSeconds);
            plan._awakeSeconds = Whole(root, "awake", 90, 30, LongestSeconds);
            plan._wakePin = Whole(root, "wake", -1, 0, 39);
            plan._wakeLevel = Whole(root, "level", 1, 0, 1);
            return plan;
        }

        /// <summary>Does not return: the chip starts anew when it wakes.</summary>
        public void Sleep()
        {
            nanoFramework.Hardware.Esp32.Sleep.EnableWakeupByTimer(TimeSpan.FromSeconds(_sleepSeconds));
            if (_wakePin >= 0)
            {
                nanoFramework.Hardware.Esp32.Sleep.EnableWakeupByPin(
                    (nanoFramework.Hardware.Esp32.Sleep.WakeupGpioPin)(1L << _wakePin), _wakeLevel);
            }

            nanoFramework.Hardware.Esp32.Sleep.StartDeepSleep();
        }

        private static int Whole(Hashtable root, string key, int fallback, int low, int high)
        {
            object value = root[key];
            return value is long && (long)value >= low && (long)value <= high ? (int)(long)value : fallback;
        }
    }
}
