using SmartCity.Node.Outbox;

namespace SmartCity.Node.Link
{
    /// <summary>
    /// Which pack goes next: events first, then data that is newer than the connection, then the backlog, oldest first. One
    /// data pack in four is backlog even while new ones wait, so that it always drains.
    /// </summary>
    public sealed class SendOrder
    {
        private const int LiveInARow = 3;

        private readonly PackOutbox _outbox;
        private int _liveFrom;
        private int _liveSent;

        public SendOrder(PackOutbox outbox)
        {
            _outbox = outbox;
        }

        /// <summary>Lane of the pack that <see cref="Next"/> found.</summary>
        public Lane Lane { get; private set; }

        /// <summary>A connection begins: the newest data pack counts as live, those before it are the backlog.</summary>
        public void Connected()
        {
            _liveFrom = _outbox.Data.Tail - 1;
            _liveSent = 0;
        }

        /// <summary>Handle of the pack to send next, or -1 when none waits.</summary>
        public int Next()
        {
            Lane = _outbox.Events;
            int handle = Lane.FirstWaiting(0);
            if (handle >= 0) return handle;

            Lane = _outbox.Data;
            int oldest = Lane.FirstWaiting(0);
            int live = oldest < 0 ? -1 : Lane.FirstWaiting(_liveFrom);
            bool backlogsTurn = _liveSent >= LiveInARow && oldest < _liveFrom;
            if (live < 0 || backlogsTurn)
            {
                _liveSent = 0;
                return oldest;
            }

            _liveSent++;
            return live;
        }
    }
}
