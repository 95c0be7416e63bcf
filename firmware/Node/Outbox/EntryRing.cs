namespace SmartCity.Node.Outbox
{
    /// <summary>Where a pack stands.</summary>
    internal enum EntryState
    {
        Waiting = 0,
        InFlight,

        /// <summary>Acknowledged or dropped.</summary>
        Settled,
    }

    /// <summary>
    /// What RAM knows of a lane's packs, oldest first: 18 bytes each in parallel arrays of fixed size. A pack's handle is
    /// its position since mount; handles are never used again.
    /// </summary>
    internal sealed class EntryRing
    {
        private readonly uint[] _boot;
        private readonly uint[] _seq;
        private readonly uint[] _segment;
        private readonly ushort[] _offset;
        private readonly ushort[] _length;
        private readonly byte[] _count;
        private readonly byte[] _state;

        public EntryRing(int capacity)
        {
            _boot = new uint[capacity];
            _seq = new uint[capacity];
            _segment = new uint[capacity];
            _offset = new ushort[capacity];
            _length = new ushort[capacity];
            _count = new byte[capacity];
            _state = new byte[capacity];
        }

        /// <summary>Handle of the oldest entry.</summary>
        public int Head { get; private set; }

        /// <summary>Handle the next entry will get.</summary>
        public int Tail { get; private set; }

        public bool IsFull
        {
            get { return Tail - Head == _boot.Length; }
        }

        public bool Holds(int handle)
        {
            return handle >= Head && handle < Tail;
        }

        public int Add(PackEntry e, uint segment, int offset)
        {
            int i = Tail % _boot.Length;
            _boot[i] = e.Boot;
            _seq[i] = e.Seq;
            _segment[i] = segment;
            _offset[i] = (ushort)offset;
            _length[i] = (ushort)e.Length;
            _count[i] = (byte)e.Count;
            _state[i] = (byte)EntryState.Waiting;
            return Tail++;
        }

        public uint Boot(int handle)
        {
            return _boot[handle % _boot.Length];
        }

        public uint Seq(int handle)
        {
            return _seq[handle % _seq.Length];
        }

        public uint Segment(int handle)
        {
            return _segment[handle % _segment.Length];
        }

        public int Offset(int handle)
        {
            return _offset[handle % _offset.Length];
        }

        public int Readings(int handle)
        {
            return _count[handle % _count.Length];
        }

        public EntryState State(int handle)
        {
            return (EntryState)_state[handle % _state.Length];
        }

        public void SetState(int handle, EntryState state)
        {
            _state[handle % _state.Length] = (byte)state;
            if (state == EntryState.Settled)
            {
                while (Head < Tail && State(Head) == EntryState.Settled) Head++;
            }
        }

        /// <summary>The first waiting entry at or behind that handle, or -1.</summary>
        public int FirstWaiting(int from)
        {
            for (int h = from < Head ? Head : from; h < Tail; h++)
            {
                if (State(h) == EntryState.Waiting) return h;
            }

            return -1;
        }
    }
}
