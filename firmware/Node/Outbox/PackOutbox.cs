namespace SmartCity.Node.Outbox
{
    /// <summary>Told of every pack once it is durably in the outbox.</summary>
    public interface IPackObserver
    {
        void Stored(uint boot, uint seq, int readings, bool isEvent);
    }

    /// <summary>
    /// The node's packs between sampling and the broker's acknowledgement: an event lane and a data lane over flash, and one
    /// numbering over both. Every number is either stored, and then acknowledged or dropped by name, or dropped by name at once.
    /// </summary>
    public sealed class PackOutbox
    {
        private const int EventPacks = 128;
        private const int DataPacks = 512;

        private readonly NodeLog _log;
        private uint _nextSeq;

        public PackOutbox(IFlash flash, NodeLog log, int eventBytes, int dataBytes)
        {
            _log = log;
            Events = new Lane(flash, log, "e", eventBytes, EventPacks);
            Data = new Lane(flash, log, "d", dataBytes, DataPacks);
        }

        public Lane Events { get; }

        public Lane Data { get; }

        public IPackObserver Observer { get; set; }

        /// <summary>Since this start: packs and readings that were put in, acknowledged, and dropped.</summary>
        public long PacksPut { get; private set; }

        public long ReadingsPut { get; private set; }

        public long PacksAcknowledged { get; private set; }

        public long ReadingsAcknowledged { get; private set; }

        public long PacksDropped
        {
            get { return Events.DroppedPacks + Data.DroppedPacks + _refusedPacks; }
        }

        public long ReadingsDropped
        {
            get { return Events.DroppedReadings + Data.DroppedReadings + _refusedReadings; }
        }

        /// <summary>Bytes written to flash since this start, marks and log included.</summary>
        public long BytesWritten
        {
            get { return Events.BytesWritten + Data.BytesWritten + _log.BytesWritten; }
        }

        private long _refusedPacks;
        private long _refusedReadings;

        public void Mount(PackEntry scratch)
        {
            Events.Mount(scratch);
            Data.Mount(scratch);
        }

        /// <summary>
        /// Numbers the pack and stores it. A pack that the flash refuses keeps its number and is dropped by name, for part of
        /// it may already be written.
        /// </summary>
        public bool Put(PackEntry e, bool isEvent)
        {
            e.Boot = _log.Boot;
            e.Seq = _nextSeq++;
            e.Seal();
            PacksPut++;
            ReadingsPut += e.Count;
            if ((isEvent ? Events : Data).Append(e))
            {
                if (Observer != null) Observer.Stored(e.Boot, e.Seq, e.Count, isEvent);
                return true;
            }

            LossRange lost = new LossRange();
            lost.Boot = e.Boot;
            lost.From = e.Seq;
            lost.To = e.Seq;
            lost.Packs = 1;
            lost.Readings = e.Count;
            _refusedPacks++;
            _refusedReadings += e.Count;
            _log.MarkLoss(lost);
            return false;
        }

        /// <summary>The broker has acknowledged a pack that was taken from a lane.</summary>
        public void Acknowledge(Lane lane, int handle)
        {
            int readings = lane.Acknowledge(handle);
            if (readings == 0) return;
            PacksAcknowledged++;
            ReadingsAcknowledged += readings;
        }
    }
}
