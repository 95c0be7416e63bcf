using SmartCity.Node.Clock;
using SmartCity.Node.Outbox;
using SmartCity.Wire;

namespace SmartCity.Node.Link
{
    /// <summary>Turns a stored pack into bytes for the wire, with a base time that is true at this moment.</summary>
    public sealed class PackSender
    {
        private readonly INodeClock _clock;
        private readonly NodeLog _log;
        private readonly string _baseName;

        public PackSender(INodeClock clock, NodeLog log, string baseName)
        {
            _clock = clock;
            _log = log;
            _baseName = baseName;
        }

        /// <summary>The message; <see cref="Compose"/> says how many bytes of it.</summary>
        public byte[] Message { get; } = new byte[WireLimits.MaxPackBytes];

        public int Compose(PackEntry e)
        {
            ClockState state;
            long baseMs = BaseTime(e, out state);
            return PackHeader.Compose(
                Message, e.Format, _baseName, state, baseMs, e.Boot, e.Seq, e.Buffer, PackEntry.HeaderBytes, e.BodyLength, e.Count);
        }

        private long BaseTime(PackEntry e, out ClockState state)
        {
            state = ClockState.Synchronised;
            if (e.IsUnix) return e.BaseMs;

            bool thisBoot = e.Boot == _log.Boot;
            if (thisBoot && _clock.WallKnown) return _clock.WallMs - (_clock.MonotonicMs - e.BaseMs);
            long anchor;
            if (!thisBoot && _log.TryAnchor(e.Boot, out anchor)) return e.BaseMs + anchor;

            state = thisBoot ? ClockState.Relative : ClockState.Unknown;
            return e.BaseMs - _clock.MonotonicMs;
        }
    }
}
