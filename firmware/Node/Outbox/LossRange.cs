namespace SmartCity.Node.Outbox
{
    /// <summary>Packs of one boot that were dropped: <see cref="Packs"/> of those numbered <see cref="From"/> to <see cref="To"/>.</summary>
    public sealed class LossRange
    {
        public uint Boot;
        public uint From;
        public uint To;
        public int Packs;
        public int Readings;

        /// <summary>True when every number of the range was dropped; false when ranges had to be joined for want of room.</summary>
        public bool IsExact
        {
            get { return To - From + 1 == (uint)Packs; }
        }

        public bool Holds(uint boot, uint seq)
        {
            return boot == Boot && seq >= From && seq <= To;
        }

        /// <summary>Takes a range of the same boot in.</summary>
        public void Join(LossRange other)
        {
            if (other.From < From) From = other.From;
            if (other.To > To) To = other.To;
            Packs += other.Packs;
            Readings += other.Readings;
        }
    }
}
