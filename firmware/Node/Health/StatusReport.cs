using SmartCity.Node.Config;
using SmartCity.Node.Outbox;
using SmartCity.Node.Sample;
using SmartCity.Node.Update;

namespace SmartCity.Node.Health
{
    /// <summary>The retained status of a node as JSON: birth and health with the same fields, and the last will.</summary>
    internal sealed class StatusReport
    {
        /// <summary>Loss ranges in one report; the others come with the next.</summary>
        public const int MaxLosses = 12;

        private const int MaxBytes = 2560;

        private readonly NodeParts _parts;

        public StatusReport(NodeParts parts)
        {
            _parts = parts;
            Crash = CrashRecord.Read(parts.Platform.Flash);
        }

        /// <summary>What ended the boot before, until it has been reported.</summary>
        public string Crash { get; private set; }

        /// <summary>How many loss ranges the last report had.</summary>
        public int Losses { get; private set; }

        /// <summary>The last report.</summary>
        public JsonBuilder Json { get; } = new JsonBuilder(MaxBytes);

        /// <summary>What the broker says for the node when it is gone.</summary>
        public static string Will(uint boot)
        {
            return "{\"state\":\"death\",\"boot\":" + boot.ToString() + "}";
        }

        /// <summary>The last report has arrived.</summary>
        public void Delivered()
        {
            if (Crash == null) return;
            Crash = null;
            CrashRecord.Clear(_parts.Platform.Flash);
        }

        /// <summary>Writes a report.</summary>
        public void Write(string state)
        {
            INodePlatform platform = _parts.Platform;
            Json.Reset();
            Json.Open('{').Name("state").Text(state);
            Json.Name("boot").Whole(_parts.Log.Boot);
            Json.Name("uptime").Whole(platform.Clock.MonotonicMs / 1000);
            Json.Name("clock").Flag(platform.Clock.WallKnown);
            Json.Name("start").Text(_parts.Log.PreviousWasClean ? "clean" : "crash");
            Json.Name("reset").Text(ResetName(platform.ResetReason));
            Json.Name("firmware").Text(UpdateHeader.Text(NodeVersion.Code));
            Json.Name("updates").Text(_parts.Update.Readiness);
            Json.Name("board").Text(_parts.Config.Board);
            Json.Name("profile").Text(_parts.Config.Profile);
            Json.Name("heap").Whole(platform.FreeHeap);
            Json.Name("rssi").Whole(platform.Network.Rssi);
            Json.Name("connections").Whole(_parts.Link.Connections);
            WriteSupply();
            if (_parts.Link.LastError != null) Json.Name("error").Text(_parts.Link.LastError);
            if (_parts.Sampler.Problem != null) Json.Name("problem").Text(_parts.Sampler.Problem);
            if (Crash != null) Json.Name("crash").Text(Crash);
            Json.Name("outputs");
            _parts.Outputs.Write(Json);
            WriteOutbox();
            WriteSensors(_parts.Sampler);
            Losses = WriteLosses();
            Json.Close('}');
        }

        // Millivolts of the supply where the board measures it.
        private void WriteSupply()
        {
            double volts = _parts.Sampler.LastValue("supply");
            if (double.IsNaN(volts)) volts = _parts.Sampler.LastValue("vbat");
            if (!double.IsNaN(volts)) Json.Name("supplyMv").Whole((long)(volts * 1000));
        }

        private void WriteOutbox()
        {
            Json.Name("outbox").Open('{');
            Json.Name("events").Whole(_parts.Outbox.Events.Packs);
            Json.Name("packs").Whole(_parts.Outbox.Data.Packs);
            Json.Name("readings").Whole(_parts.Outbox.Events.Readings + _parts.Outbox.Data.Readings);
            Json.Name("put").Whole(_parts.Outbox.ReadingsPut);
            Json.Name("acked").Whole(_parts.Outbox.ReadingsAcknowledged);
            Json.Name("dropped").Whole(_parts.Outbox.ReadingsDropped);
            Json.Name("damaged").Whole(_parts.Outbox.Events.Damaged + _parts.Outbox.Data.Damaged);
            Json.Name("flash").Text(_parts.Log.IsHealthy ? "ok" : "refuses");
            Json.Name("flashBytes").Whole(_parts.Outbox.BytesWritten);
            Json.Close('}');
        }

        private void WriteSensors(Sampler sampler)
        {
            Json.Name("faults").Open('{');
            for (int i = 0; i < sampler.SensorCount; i++)
            {
                SensorTask sensor = sampler.Sensor(i);
                if (sensor.LastFault != null) Json.Name(sensor.Id).Text(sensor.LastFault);
            }

            Json.Close('}');
        }

        private int WriteLosses()
        {
            int count = _parts.Log.Losses.Count < MaxLosses ? _parts.Log.Losses.Count : MaxLosses;
            if (_parts.Log.Losses.Unnamed > 0) Json.Name("lostUnnamed").Whole(_parts.Log.Losses.Unnamed);
            Json.Name("lost").Open('[');
            for (int i = 0; i < count; i++)
            {
                LossRange r = _parts.Log.Losses.At(i);
                Json.Open('{').Name("boot").Whole(r.Boot).Name("from").Whole(r.From).Name("to").Whole(r.To);
                Json.Name("packs").Whole(r.Packs).Name("readings").Whole(r.Readings).Close('}');
            }

            Json.Close(']');
            return count;
        }

        private static string ResetName(ResetReason reason)
        {
            switch (reason)
            {
                case ResetReason.PowerOn: return "power-on";
                case ResetReason.Software: return "software";
                case ResetReason.Watchdog: return "watchdog";
                case ResetReason.Brownout: return "brownout";
                case ResetReason.DeepSleep: return "deep-sleep";
                default: return "other";
            }
        }
    }
}
