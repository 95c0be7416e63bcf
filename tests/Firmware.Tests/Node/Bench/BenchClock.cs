#nullable disable
namespace SmartCity.Firmware.Tests.Node.Bench
{
    using SmartCity.Node.Clock;

    /// <summary>Both clocks, moved by hand.</summary>
    public sealed class BenchClock : INodeClock
    {
        /// <summary>2026-01-01 00:00:00 UTC.</summary>
        public const long Start = 1767225600000L;

        public long MonotonicMs { get; set; }

        public bool WallKnown { get; set; }

        public long WallMs
        {
            get { return WallAtBoot + MonotonicMs; }
        }

        public long WallAtBoot { get; set; } = Start;
    }
}
