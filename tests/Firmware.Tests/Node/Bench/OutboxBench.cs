#nullable disable
namespace SmartCity.Firmware.Tests.Node.Bench
{
    using System.Collections;
    using SmartCity.Node.Outbox;

    /// <summary>
    /// An outbox over a flash, and a ledger of what it promised: what was stored (told by its observer), what was
    /// acknowledged, all by <c>boot.seq</c>.
    /// </summary>
    public sealed class OutboxBench : IPackObserver
    {
        private readonly PackEntry _entry = new PackEntry();

        public OutboxBench(BenchFlash flash, int laneBytes)
        {
            Log = new NodeLog(flash);
            Outbox = new PackOutbox(flash, Log, laneBytes, laneBytes);
            Outbox.Observer = this;
        }

        public NodeLog Log { get; }

        public PackOutbox Outbox { get; }

        /// <summary>Names of packs that were durably stored, and of those acknowledged.</summary>
        public Hashtable Stored { get; set; } = new Hashtable();

        public Hashtable Acknowledged { get; set; } = new Hashtable();

        public static string NameOf(uint boot, uint seq)
        {
            return boot.ToString() + "." + seq.ToString();
        }

        public void Mount()
        {
            Log.Mount();
            Outbox.Mount(_entry);
        }

        public void Put(bool isEvent, int bodyBytes)
        {
            _entry.Count = 1 + (bodyBytes / 16);
            _entry.BodyLength = bodyBytes;
            _entry.BaseMs = 1000;
            for (int i = 0; i < bodyBytes; i++) _entry.Buffer[PackEntry.HeaderBytes + i] = (byte)(bodyBytes + i);
            Outbox.Put(_entry, isEvent);
        }

        /// <summary>Takes the oldest waiting pack of a lane and acknowledges it; null when there is none.</summary>
        public string Deliver(Lane lane)
        {
            int handle = lane.FirstWaiting(0);
            if (handle < 0 || !lane.Take(handle, _entry)) return null;
            for (int i = 0; i < _entry.BodyLength; i++)
            {
                if (_entry.Buffer[PackEntry.HeaderBytes + i] != (byte)(_entry.BodyLength + i)) return "wrong body";
            }

            string name = NameOf(_entry.Boot, _entry.Seq);

            // The broker has it from here on, whatever becomes of the mark.
            Acknowledged[name] = true;
            Outbox.Acknowledge(lane, handle);
            return name;
        }

        /// <summary>Delivers all there is; the names in order.</summary>
        public ArrayList DeliverAll()
        {
            ArrayList names = new ArrayList();
            Lane[] lanes = { Outbox.Events, Outbox.Data };
            for (int i = 0; i < lanes.Length; i++)
            {
                string name = Deliver(lanes[i]);
                while (name != null)
                {
                    names.Add(name);
                    name = Deliver(lanes[i]);
                }
            }

            return names;
        }

        public bool IsNamedLost(uint boot, uint seq)
        {
            for (int i = 0; i < Log.Losses.Count; i++)
            {
                if (Log.Losses.At(i).Holds(boot, seq)) return true;
            }

            return false;
        }

        void IPackObserver.Stored(uint boot, uint seq, int readings, bool isEvent)
        {
            Stored[NameOf(boot, seq)] = true;
        }
    }
}
