using System;
using nanoFramework.Runtime.Native;
using SmartCity.Node.Clock;
using SmartCity.Node.Sense;
using SmartCity.Node.Sense.Drivers;

namespace SmartCity.Node.Esp32
{
    /// <summary>
    /// The runtime's tick counter and its wall clock, which SNTP sets, with a DS3231 behind it: the chip is asked once at
    /// the start and set whenever SNTP knows better, at most once an hour.
    /// </summary>
    internal sealed class DeviceClock : INodeClock
    {
        private const int TicksPerMs = 10000;
        private const int ChipPeriodMs = 3600000;

        // A wall clock before this image was made was never set.
        private const int FirstPlausibleYear = 2026;
        private readonly Ds3231 _chip;
        private bool _known;
        private long _chipDueMs;

        /// <param name="bus">The bus with the DS3231, or null.</param>
        public DeviceClock(II2cBus bus)
        {
            if (bus == null) return;
            _chip = new Ds3231(bus, Ds3231.DefaultAddress);
            long seconds;
            if (_chip.ReadTime(out seconds) == null) Rtc.SetSystemTime(DateTime.FromUnixTimeSeconds(seconds));
        }

        public long MonotonicMs
        {
            get { return Environment.TickCount64; }
        }

        public bool WallKnown
        {
            get
            {
                if (!_known) _known = DateTime.UtcNow.Year >= FirstPlausibleYear;
                return _known;
            }
        }

        public long WallMs
        {
            get { return (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) / TicksPerMs; }
        }

        /// <summary>Carries the network's time over to the chip; to be called now and then while the network is up.</summary>
        public void KeepChip()
        {
            if (_chip == null || !WallKnown || MonotonicMs < _chipDueMs) return;
            _chipDueMs = MonotonicMs + ChipPeriodMs;
            _chip.WriteTime(WallMs / 1000);
        }
    }
}
