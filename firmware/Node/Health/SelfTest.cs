using SmartCity.Node.Config;
using SmartCity.Node.Link;
using SmartCity.Node.Outbox;
using SmartCity.Node.Sample;
using SmartCity.Node.Sense;

namespace SmartCity.Node.Health
{
    /// <summary>
    /// Tries everything a technician wants to know before the cabinet is shut: buses, every sensor once, flash, clock, link.
    /// Begun by command, button or serial line; done when all sensors have been read, at the latest after its time.
    /// </summary>
    internal sealed class SelfTest
    {
        private const int TimeoutMs = 15000;
        private const int Buses = 2;
        private const string TestFile = "self.test";

        private readonly NodeParts _parts;
        private int[] _readsBefore;
        private long _deadlineMs;

        public SelfTest(NodeParts parts)
        {
            _parts = parts;
        }

        public bool IsRunning { get; private set; }

        /// <summary>True when the last test found nothing wrong.</summary>
        public bool Passed { get; private set; }

        public void Begin()
        {
            Sampler sampler = _parts.Sampler;
            _readsBefore = new int[sampler.SensorCount];
            for (int i = 0; i < _readsBefore.Length; i++) _readsBefore[i] = sampler.Sensor(i).Reads;
            sampler.Hurry();
            _deadlineMs = _parts.NowMs + TimeoutMs;
            IsRunning = true;
        }

        /// <summary>True when the test is over and its report can be written.</summary>
        public bool IsDone()
        {
            if (!IsRunning) return false;
            bool all = true;
            for (int i = 0; i < _readsBefore.Length; i++) all &= WasRead(i);
            return all || _parts.NowMs >= _deadlineMs;
        }

        /// <summary>Ends the test and writes its report as one JSON object.</summary>
        public void Write(JsonBuilder json)
        {
            IsRunning = false;
            Passed = true;
            json.Open('{');
            Line(json, "flash", FlashWorks(_parts.Platform.Flash), "does not keep what is written");
            Line(json, "clock", _parts.Platform.Clock.WallKnown, "not set");
            Line(json, "link", _parts.Link.State == LinkState.Online, _parts.Link.LastError ?? "not yet");
            json.Name("rssi").Whole(_parts.Platform.Network.Rssi);
            json.Name("heap").Whole(_parts.Platform.FreeHeap);
            json.Name("sensors").Open('{');
            for (int i = 0; i < _readsBefore.Length; i++) WriteSensor(json, i);
            json.Close('}');
            WriteBuses(json);
            json.Close('}');
        }

        private void WriteSensor(JsonBuilder json, int index)
        {
            SensorTask sensor = _parts.Sampler.Sensor(index);
            bool read = WasRead(index);
            Line(json, sensor.Id, read && sensor.LastFault == null, read ? sensor.LastFault : "no reading in time");
        }

        private void WriteBuses(JsonBuilder json)
        {
            for (int bus = 0; bus < Buses; bus++)
            {
                II2cBus i2c = _parts.Platform.I2c(bus);
                if (i2c == null) continue;
                json.Name("i2c" + bus.ToString());
                BusScan.Write(i2c, json);
            }
        }

        private void Line(JsonBuilder json, string name, bool ok, string fault)
        {
            json.Name(name).Text(ok ? "ok" : fault);
            if (!ok) Passed = false;
        }

        private bool WasRead(int index)
        {
            return index >= _parts.Sampler.SensorCount || _parts.Sampler.Sensor(index).Reads > _readsBefore[index];
        }

        private static bool FlashWorks(IFlash flash)
        {
            byte[] pattern = { 0x55, 0xaa, 0x00, 0xff };
            byte[] back = new byte[pattern.Length];
            bool works = flash.Write(TestFile, pattern, 0, pattern.Length)
                && flash.Read(TestFile, 0, back, 0, back.Length) == back.Length;
            for (int i = 0; i < pattern.Length; i++) works &= back[i] == pattern[i];
            flash.Delete(TestFile);
            return works;
        }
    }
}
