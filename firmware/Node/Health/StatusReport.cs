using SmartCity.Node.Config;
using SmartCity.Node.Link;
using SmartCity.Node.Outbox;
using SmartCity.Node.Sample;

namespace SmartCity.Node.Health
{
    /// <summary>The retained status of a node as JSON: birth and health with the same fields, and the last will.</summary>
    public sealed class StatusReport
    {
        private const int MaxBytes = 2048;

        private readonly INodePlatform _platform;
        private readonly NodeLog _log;
        private readonly PackOutbox _outbox;

        public StatusReport(INodePlatform platform, NodeLog log, PackOutbox outbox)
        {
            _platform = platform;
            _log = log;
            _outbox = outbox;
        }

        /// <summary>The last report.</summary>
        public JsonBuilder Json { get; } = new JsonBuilder(MaxBytes);

        /// <summary>What the broker says for the node when it is gone.</summary>
        public static string Will(uint boot)
        {
            return "{\"state\":\"death\",\"boot\":" + boot.ToString() + "}";
        }

        /// <summary>Writes the report; returns the number of loss ranges in it.</summary>
        public int Write(string state, NodeConfig config, Sampler sampler, LinkMachine link, string lastError)
        {
            Json.Reset();
            Json.Open('{').Name("state").Text(state);
            Json.Name("boot").Whole(_log.Boot);
            Json.Name("uptime").Whole(_platform.Clock.MonotonicMs / 1000);
            Json.Name("clock").Flag(_platform.Clock.WallKnown);
            Json.Name("start").Text(_log.PreviousWasClean ? "clean" : "crash");
            Json.Name("reset").Text(ResetName(_platform.ResetReason));
            Json.Name("board").Text(config.Board);
            Json.Name("profile").Text(config.Profile);
            Json.Name("heap").Whole(_platform.FreeHeap);
            Json.Name("rssi").Whole(_platform.Network.Rssi);
            Json.Name("connections").Whole(link.Connections);
            if (lastError != null) Json.Name("error").Text(lastError);
            WriteOutbox();
            WriteSensors(sampler);
            int losses = WriteLosses();
            Json.Close('}');
            return losses;
        }

        private void WriteOutbox()
        {
            Json.Name("outbox").Open('{');
            Json.Name("events").Whole(_outbox.Events.Packs);
            Json.Name("packs").Whole(_outbox.Data.Packs);
            Json.Name("readings").Whole(_outbox.Events.Readings + _outbox.Data.Readings);
            Json.Name("put").Whole(_outbox.ReadingsPut);
            Json.Name("acked").Whole(_outbox.ReadingsAcknowledged);
            Json.Name("dropped").Whole(_outbox.ReadingsDropped);
            Json.Name("damaged").Whole(_outbox.Events.Damaged + _outbox.Data.Damaged);
            Json.Name("flashBytes").Whole(_outbox.BytesWritten);
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
            int count = _log.Losses.Count;
            Json.Name("lost").Open('[');
            for (int i = 0; i < count; i++)
            {
                LossRange r = _log.Losses.At(i);
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
