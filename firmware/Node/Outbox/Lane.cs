using System.Collections;

namespace SmartCity.Node.Outbox
{
    /// <summary>
    /// One lane of the outbox: packs in segment files that are only ever appended to, a bounded number of bytes and packs.
    /// A segment is deleted when all in it is settled. After a mount nothing is appended to a file of an earlier boot, whose
    /// last entry may be torn.
    /// </summary>
    public sealed class Lane
    {
        /// <summary>Bytes of a segment: two blocks of the ESP32's flash.</summary>
        public const int SegmentBytes = 8192;

        private readonly IFlash _flash;
        private readonly NodeLog _log;
        private readonly string _prefix;
        private readonly int _maxBytes;
        private readonly EntryRing _ring;
        private readonly int _segmentEntries;
        private readonly ArrayList _segments = new ArrayList();
        private SegmentFile _active;
        private uint _nextSegment = 1;

        public Lane(IFlash flash, NodeLog log, string prefix, int maxBytes, int maxPacks)
        {
            _flash = flash;
            _log = log;
            _prefix = prefix;
            _maxBytes = maxBytes;
            _ring = new EntryRing(maxPacks);

            // Dropping takes a whole segment: however small the packs are, it must never be most of the lane.
            _segmentEntries = maxPacks / 8;
        }

        /// <summary>Handle of the oldest pack, and the one the next pack will get.</summary>
        public int Head
        {
            get { return _ring.Head; }
        }

        public int Tail
        {
            get { return _ring.Tail; }
        }

        /// <summary>Packs neither acknowledged nor dropped, and their readings.</summary>
        public int Packs { get; private set; }

        public long Readings { get; private set; }

        public long DroppedPacks { get; private set; }

        public long DroppedReadings { get; private set; }

        /// <summary>Entries that were torn or damaged when they were read.</summary>
        public int Damaged { get; private set; }

        public long BytesWritten { get; private set; }

        /// <summary>Bytes of all segment files.</summary>
        public int FileBytes
        {
            get
            {
                int bytes = 0;
                for (int i = 0; i < _segments.Count; i++) bytes += Segment(i).Length;
                return bytes;
            }
        }

        /// <summary>Finds what is in the flash; <paramref name="scratch"/> is overwritten.</summary>
        public void Mount(PackEntry scratch)
        {
            SegmentFile[] found = LaneScan.Find(_flash, _prefix);
            for (int i = 0; i < found.Length; i++)
            {
                _segments.Add(found[i]);
                _nextSegment = found[i].Number + 1;
                MountSegment(found[i], scratch);
            }

            for (int i = _segments.Count - 1; i >= 0; i--)
            {
                if (Segment(i).Live == 0) Remove(Segment(i));
            }
        }

        /// <summary>Appends a sealed entry. False when the flash refused it or no room could be made.</summary>
        public bool Append(PackEntry e)
        {
            if (!MakeRoom(e.Length)) return false;
            if (_active == null || _active.Length + e.Length > SegmentBytes || _active.Entries >= _segmentEntries)
            {
                _active = new SegmentFile(_prefix, _nextSegment++);
                _segments.Add(_active);
            }

            SegmentFile segment = _active;
            bool written = _flash.Append(segment.Name, e.Buffer, 0, e.Length);
            BytesWritten += e.Length;
            if (!written)
            {
                // The file may end in a torn entry now: never append to it again.
                _active = null;
                if (segment.Live == 0) Remove(segment);
                return false;
            }

            Enter(e, segment, segment.Length);
            segment.Length += e.Length;
            return true;
        }

        /// <summary>The first pack at or behind that handle that waits to be sent, or -1.</summary>
        public int FirstWaiting(int from)
        {
            return _ring.FirstWaiting(from);
        }

        /// <summary>Reads a waiting pack and marks it in flight. False when it cannot be read any more: it is then dropped.</summary>
        public bool Take(int handle, PackEntry e)
        {
            SegmentFile segment = SegmentOf(handle);
            if (e.Load(_flash, segment.Name, _ring.Offset(handle)) && e.Seq == _ring.Seq(handle) && e.Boot == _ring.Boot(handle))
            {
                _ring.SetState(handle, EntryState.InFlight);
                return true;
            }

            Damaged++;
            Drop(handle);
            if (segment.Live == 0) Remove(segment);
            return false;
        }

        /// <summary>Puts a pack that was in flight back in line.</summary>
        public void Release(int handle)
        {
            if (_ring.Holds(handle) && _ring.State(handle) == EntryState.InFlight) _ring.SetState(handle, EntryState.Waiting);
        }

        /// <summary>The broker has the pack. Returns its readings, 0 when it had been acknowledged before.</summary>
        public int Acknowledge(int handle)
        {
            if (!_ring.Holds(handle) || _ring.State(handle) != EntryState.InFlight) return 0;
            SegmentFile segment = SegmentOf(handle);
            int readings = _ring.Readings(handle);
            int offset = _ring.Offset(handle);
            Settle(handle, segment);
            if (segment.Live == 0) Remove(segment);
            else BytesWritten += segment.Mark(_flash, offset);
            return readings;
        }

        private void MountSegment(SegmentFile segment, PackEntry scratch)
        {
            int[] marks = segment.ReadMarks(_flash);
            segment.Length = _flash.Length(segment.Name);
            int at = 0;
            while (at < segment.Length)
            {
                if (!scratch.Load(_flash, segment.Name, at))
                {
                    Damaged++;
                    return;
                }

                bool settled = false;
                for (int i = 0; i < marks.Length && !settled; i++) settled = marks[i] == at;
                if (!settled && _log.Losses.HoldsExactly(scratch.Boot, scratch.Seq))
                {
                    // The power went between naming the loss and deleting the segment. The mark outlives the report of the loss.
                    BytesWritten += segment.Mark(_flash, at);
                    settled = true;
                }

                if (!settled && MakeRoom(0)) Enter(scratch, segment, at);
                at += scratch.Length;
            }
        }

        private void Enter(PackEntry e, SegmentFile segment, int offset)
        {
            _ring.Add(e, segment.Number, offset);
            segment.Entries++;
            segment.Live++;
            Packs++;
            Readings += e.Count;
        }

        // Drops oldest segments until there is room for so many more bytes. A segment with a pack in flight stays: its
        // acknowledgement may be on the way, and a pack is either delivered or dropped, not both.
        private bool MakeRoom(int bytes)
        {
            while (_ring.IsFull || (bytes > 0 && FileBytes + bytes > _maxBytes))
            {
                SegmentFile oldest = OldestIdle();
                if (oldest == null) return false;
                DropSegment(oldest);
            }

            return true;
        }

        private SegmentFile OldestIdle()
        {
            for (int i = 0; i < _segments.Count; i++)
            {
                SegmentFile segment = Segment(i);
                bool inFlight = false;
                bool any = false;
                for (int h = _ring.Head; h < _ring.Tail; h++)
                {
                    if (_ring.Segment(h) != segment.Number) continue;
                    if (_ring.State(h) == EntryState.InFlight) inFlight = true;
                    if (_ring.State(h) == EntryState.Waiting) any = true;
                }

                if (any && !inFlight) return segment;
            }

            return null;
        }

        private void DropSegment(SegmentFile segment)
        {
            for (int h = _ring.Head; h < _ring.Tail; h++)
            {
                if (_ring.Segment(h) == segment.Number && _ring.State(h) == EntryState.Waiting) NoteLoss(h, segment);
            }

            for (int h = _ring.Head; h < _ring.Tail; h++)
            {
                if (_ring.Segment(h) == segment.Number && _ring.State(h) == EntryState.Waiting) Settle(h, segment);
            }

            Remove(segment);
        }

        // One range for all neighbours in number, written when the first of them is met.
        private void NoteLoss(int handle, SegmentFile segment)
        {
            if (handle > _ring.Head && IsDroppedWith(handle - 1, handle)) return;
            LossRange range = RangeOf(handle);
            for (int h = handle + 1; h < _ring.Tail && IsDroppedWith(h - 1, h); h++) range.Join(RangeOf(h));
            _log.MarkLoss(range);
            DroppedPacks += range.Packs;
            DroppedReadings += range.Readings;
        }

        private bool IsDroppedWith(int first, int second)
        {
            return _ring.Segment(first) == _ring.Segment(second)
                && _ring.State(first) == EntryState.Waiting && _ring.State(second) == EntryState.Waiting
                && _ring.Boot(first) == _ring.Boot(second) && _ring.Seq(first) + 1 == _ring.Seq(second);
        }

        private void Drop(int handle)
        {
            LossRange range = RangeOf(handle);
            _log.MarkLoss(range);
            DroppedPacks += range.Packs;
            DroppedReadings += range.Readings;
            Settle(handle, SegmentOf(handle));
        }

        /// <summary>Boot, number and readings of a pack between <see cref="Head"/> and <see cref="Tail"/>.</summary>
        public LossRange RangeOf(int handle)
        {
            LossRange range = new LossRange();
            range.Boot = _ring.Boot(handle);
            range.From = _ring.Seq(handle);
            range.To = range.From;
            range.Packs = 1;
            range.Readings = _ring.Readings(handle);
            return range;
        }

        private void Settle(int handle, SegmentFile segment)
        {
            Packs--;
            Readings -= _ring.Readings(handle);
            segment.Live--;
            _ring.SetState(handle, EntryState.Settled);
        }

        private void Remove(SegmentFile segment)
        {
            segment.Delete(_flash);
            _segments.Remove(segment);
            if (_active == segment) _active = null;
        }

        private SegmentFile SegmentOf(int handle)
        {
            uint number = _ring.Segment(handle);
            for (int i = 0; i < _segments.Count; i++)
            {
                if (Segment(i).Number == number) return Segment(i);
            }

            return null;
        }

        private SegmentFile Segment(int index)
        {
            return (SegmentFile)_segments[index];
        }
    }
}
