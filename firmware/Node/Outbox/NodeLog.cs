namespace SmartCity.Node.Outbox
{
    /// <summary>
    /// What the node must not forget besides packs: the boot counter, whether the last boot ended on purpose, which boots
    /// came to know the time, and what was dropped and not yet reported. Records are appended to one of two files; when it
    /// has grown, what still counts is written to the other with a higher generation and the old one is deleted, so that at
    /// every byte of every write one of them is whole.
    /// </summary>
    public sealed class NodeLog
    {
        private const int MaxFileBytes = 2048;
        private const int MaxAnchors = 8;

        private readonly IFlash _flash;
        private readonly byte[] _record = new byte[NodeRecord.Size];
        private readonly uint[] _anchorBoot = new uint[MaxAnchors];
        private readonly long[] _anchorMs = new long[MaxAnchors];
        private int _anchors;
        private long _generation;
        private int _length;
        private bool _torn;

        public NodeLog(IFlash flash)
        {
            _flash = flash;
        }

        /// <summary>Number of this boot, from 1.</summary>
        public uint Boot { get; private set; }

        /// <summary>True when the boot before ended on purpose, or there was none.</summary>
        public bool PreviousWasClean { get; private set; } = true;

        /// <summary>False when a record could not be written: what the log says may be lost with the power.</summary>
        public bool IsHealthy { get; private set; } = true;

        /// <summary>Bytes written since mount.</summary>
        public long BytesWritten { get; private set; }

        public LossList Losses { get; } = new LossList();

        /// <summary>Reads what is there and counts this boot.</summary>
        public void Mount()
        {
            Mount(0);
        }

        /// <summary>Reads what is there and counts this boot, on from <paramref name="boots"/> if that is more: those of the box whose place this one took.</summary>
        public void Mount(uint boots)
        {
            long a = GenerationOf(0);
            long b = GenerationOf(1);
            _generation = a > b ? a : b;
            bool found = _generation > 0;
            if (found) Replay();
            if (Boot < boots) Boot = boots;
            Boot++;
            if (!found || _torn) Compact();
            else Append(NodeRecordKind.Boot, Boot, 0, 0);
        }

        /// <summary>Notes that this boot ends on purpose.</summary>
        public void MarkClean()
        {
            Append(NodeRecordKind.Clean, Boot, 0, 0);
        }

        /// <summary>Notes how this boot's monotonic time maps to Unix time.</summary>
        public void MarkAnchor(long unixMinusMonotonicMs)
        {
            AddAnchor(Boot, unixMinusMonotonicMs);
            Append(NodeRecordKind.Anchor, Boot, unixMinusMonotonicMs, 0);
        }

        /// <summary>True when that boot came to know the time; then <paramref name="unixMinusMonotonicMs"/> maps its times.</summary>
        public bool TryAnchor(uint boot, out long unixMinusMonotonicMs)
        {
            for (int i = 0; i < _anchors; i++)
            {
                if (_anchorBoot[i] != boot) continue;
                unixMinusMonotonicMs = _anchorMs[i];
                return true;
            }

            unixMinusMonotonicMs = 0;
            return false;
        }

        /// <summary>Notes dropped packs, before anything of them is deleted.</summary>
        public void MarkLoss(LossRange range)
        {
            NodeRecord.PutLoss(_record, 0, range);
            Losses.Add(range);
            AppendRecord();
        }

        /// <summary>The first so many losses are known to the gateway.</summary>
        public void MarkReported(int ranges)
        {
            if (ranges == 0) return;
            Losses.RemoveFirst(ranges);
            Append(NodeRecordKind.Reported, Boot, ranges, 0);
        }

        private static string FileOf(long generation)
        {
            return (generation & 1) == 0 ? "node.log0" : "node.log1";
        }

        // The file's generation when everything that was written with it is whole, else 0.
        private long GenerationOf(int file)
        {
            string name = FileOf(file);
            if (!ReadRecord(name, 0) || NodeRecord.Kind(_record, 0) != NodeRecordKind.Generation) return 0;
            long generation = NodeRecord.A(_record, 0);
            long records = NodeRecord.B(_record, 0);
            for (int i = 1; i < records; i++)
            {
                if (!ReadRecord(name, i * NodeRecord.Size)) return 0;
            }

            return generation;
        }

        private void Replay()
        {
            string name = FileOf(_generation);
            _length = NodeRecord.Size;
            while (ReadRecord(name, _length))
            {
                Apply();
                _length += NodeRecord.Size;
            }

            _torn = _flash.Length(name) != _length;
        }

        private void Apply()
        {
            uint boot = NodeRecord.Boot(_record, 0);
            switch (NodeRecord.Kind(_record, 0))
            {
                case NodeRecordKind.Boot:
                    Boot = boot;
                    PreviousWasClean = false;
                    break;
                case NodeRecordKind.Clean:
                    PreviousWasClean = true;
                    break;
                case NodeRecordKind.Anchor:
                    AddAnchor(boot, NodeRecord.A(_record, 0));
                    break;
                case NodeRecordKind.Loss:
                    Losses.Add(NodeRecord.Loss(_record, 0));
                    break;
                case NodeRecordKind.Reported:
                    Losses.RemoveFirst((int)NodeRecord.A(_record, 0));
                    break;
            }
        }

        private void AddAnchor(uint boot, long ms)
        {
            if (_anchors == MaxAnchors)
            {
                for (int i = 1; i < MaxAnchors; i++)
                {
                    _anchorBoot[i - 1] = _anchorBoot[i];
                    _anchorMs[i - 1] = _anchorMs[i];
                }

                _anchors--;
            }

            _anchorBoot[_anchors] = boot;
            _anchorMs[_anchors++] = ms;
        }

        private void Append(NodeRecordKind kind, uint boot, long a, long b)
        {
            NodeRecord.Put(_record, 0, kind, boot, a, b);
            AppendRecord();
        }

        private void AppendRecord()
        {
            if (_torn || _length + NodeRecord.Size > MaxFileBytes)
            {
                // What the record says already stands in memory, except the end of this boot, which nothing follows.
                bool clean = NodeRecord.Kind(_record, 0) == NodeRecordKind.Clean;
                Compact();
                if (!clean) return;
                NodeRecord.Put(_record, 0, NodeRecordKind.Clean, Boot, 0, 0);
            }

            IsHealthy = _flash.Append(FileOf(_generation), _record, 0, NodeRecord.Size);
            BytesWritten += NodeRecord.Size;
            _length += NodeRecord.Size;
            if (!IsHealthy) _torn = true;
        }

        private void Compact()
        {
            int records = 2 + _anchors + Losses.Count;
            byte[] all = new byte[records * NodeRecord.Size];
            NodeRecord.Put(all, 0, NodeRecordKind.Generation, Boot, _generation + 1, records);
            int at = NodeRecord.Size;
            for (int i = 0; i < _anchors; i++, at += NodeRecord.Size) NodeRecord.Put(all, at, NodeRecordKind.Anchor, _anchorBoot[i], _anchorMs[i], 0);
            for (int i = 0; i < Losses.Count; i++, at += NodeRecord.Size) NodeRecord.PutLoss(all, at, Losses.At(i));
            NodeRecord.Put(all, at, NodeRecordKind.Boot, Boot, 0, 0);

            IsHealthy = _flash.Write(FileOf(_generation + 1), all, 0, all.Length);
            BytesWritten += all.Length;
            if (!IsHealthy) return;
            _flash.Delete(FileOf(_generation));
            _generation++;
            _length = all.Length;
            _torn = false;
        }

        private bool ReadRecord(string name, int offset)
        {
            return _flash.Read(name, offset, _record, 0, NodeRecord.Size) == NodeRecord.Size && NodeRecord.IsWhole(_record, 0);
        }
    }
}
