using SmartCity.Node.Outbox;

namespace SmartCity.Node.Link
{
    /// <summary>Messages that were sent and not yet acknowledged: packs (with their lane) and the node's own messages (without).</summary>
    public sealed class InFlight
    {
        private readonly int[] _ids;
        private readonly Lane[] _lanes;
        private readonly int[] _handles;
        private readonly long[] _sentMs;

        public InFlight(int capacity)
        {
            _ids = new int[capacity];
            _lanes = new Lane[capacity];
            _handles = new int[capacity];
            _sentMs = new long[capacity];
        }

        public int Count { get; private set; }

        /// <summary>How many of them are packs.</summary>
        public int Packs { get; private set; }

        public bool IsFull
        {
            get { return Count == _ids.Length; }
        }

        public Lane LaneAt(int index)
        {
            return _lanes[index];
        }

        public int Handle(int index)
        {
            return _handles[index];
        }

        public void Add(int id, Lane lane, int handle, long nowMs)
        {
            _ids[Count] = id;
            _lanes[Count] = lane;
            _handles[Count] = handle;
            _sentMs[Count++] = nowMs;
            if (lane != null) Packs++;
        }

        /// <summary>Where the message with that id is, or -1.</summary>
        public int IndexOf(int id)
        {
            for (int i = 0; i < Count; i++)
            {
                if (_ids[i] == id) return i;
            }

            return -1;
        }

        /// <summary>When the oldest was sent; far away when there is none.</summary>
        public long OldestSentMs
        {
            get { return Count == 0 ? long.MaxValue : _sentMs[0]; }
        }

        /// <summary>Takes one out; the others keep their order.</summary>
        public void RemoveAt(int index)
        {
            if (_lanes[index] != null) Packs--;
            Count--;
            for (int i = index; i < Count; i++)
            {
                _ids[i] = _ids[i + 1];
                _lanes[i] = _lanes[i + 1];
                _handles[i] = _handles[i + 1];
                _sentMs[i] = _sentMs[i + 1];
            }
        }

        /// <summary>Puts all packs back in line: nothing that was sent on a lost connection counts as delivered.</summary>
        public void ReleaseAll()
        {
            for (int i = 0; i < Count; i++)
            {
                if (_lanes[i] != null) _lanes[i].Release(_handles[i]);
                _lanes[i] = null;
            }

            Count = 0;
            Packs = 0;
        }
    }
}
