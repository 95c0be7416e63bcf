using System.Collections;

namespace SmartCity.Node.Outbox
{
    /// <summary>
    /// Dropped packs that the gateway has not heard of yet, as few ranges as say it exactly; joined to covering ranges of the
    /// same boot when there are too many, and only when even that does not help is the oldest forgotten and counted.
    /// </summary>
    public sealed class LossList
    {
        public const int MaxRanges = 24;

        private readonly ArrayList _ranges = new ArrayList();

        public int Count
        {
            get { return _ranges.Count; }
        }

        /// <summary>Readings whose range was forgotten.</summary>
        public long Unnamed { get; private set; }

        /// <summary>Goes up with every change, so that a report can be told from a newer list.</summary>
        public int Changes { get; private set; }

        public LossRange At(int index)
        {
            return (LossRange)_ranges[index];
        }

        public bool HoldsExactly(uint boot, uint seq)
        {
            for (int i = 0; i < _ranges.Count; i++)
            {
                if (At(i).IsExact && At(i).Holds(boot, seq)) return true;
            }

            return false;
        }

        public void Add(LossRange added)
        {
            Changes++;
            LossRange last = _ranges.Count == 0 ? null : At(_ranges.Count - 1);
            if (last != null && last.Boot == added.Boot && last.IsExact && added.IsExact && added.From == last.To + 1)
            {
                last.Join(added);
                return;
            }

            _ranges.Add(added);
            if (_ranges.Count > MaxRanges) MakeRoom();
        }

        /// <summary>Takes the first ranges out: they have been reported.</summary>
        public void RemoveFirst(int count)
        {
            Changes++;
            for (; count > 0 && _ranges.Count > 0; count--) _ranges.RemoveAt(0);
        }

        private void MakeRoom()
        {
            for (int i = 1; i < _ranges.Count; i++)
            {
                if (At(i).Boot != At(i - 1).Boot) continue;
                At(i - 1).Join(At(i));
                _ranges.RemoveAt(i);
                return;
            }

            Unnamed += At(0).Readings;
            _ranges.RemoveAt(0);
        }
    }
}
