using System.Collections;
using SmartCity.Node.Clock;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// One RS-485 line for all its probes: one talks, the others stand in a queue, and whoever has been read lets the
    /// next one speak. It lives in the line's <see cref="ISerialLine.Session"/>.
    /// </summary>
    public sealed class ModbusLine
    {
        // How late the node may come to read a probe before that eats into the next one's time.
        private const int SlackMs = 100;
        private readonly ISerialLine _line;
        private readonly INodeClock _clock;
        private readonly ArrayList _queue = new ArrayList();
        private readonly byte[] _junk = new byte[16];
        private long _endMs;

        private ModbusLine(ISerialLine line, INodeClock clock)
        {
            _line = line;
            _clock = clock;
        }

        /// <summary>The line's queue, made when first asked for.</summary>
        public static ModbusLine Of(ISerialLine line, INodeClock clock)
        {
            if (line.Session == null) line.Session = new ModbusLine(line, clock);
            return (ModbusLine)line.Session;
        }

        /// <summary>Lets a probe speak, at once or when those before it are done; returns after how many ms to read it.</summary>
        public int Enter(ModbusProbe probe)
        {
            // A probe that nobody came back for must not hold the line.
            if (_queue.Count > 0 && _clock.MonotonicMs > _endMs + (SlackMs * 10)) _queue.Clear();
            _queue.Remove(probe);
            _queue.Add(probe);
            if (_queue.Count == 1) return Speak();

            long wait = _endMs - _clock.MonotonicMs;
            if (wait < 0) wait = 0;
            for (int i = 1; i < _queue.Count; i++) wait += ((ModbusProbe)_queue[i]).TimeoutMs + SlackMs;
            return (int)wait;
        }

        /// <summary>Bytes of the probe's reply; -1 when its turn did not come. Then the next one speaks.</summary>
        public int Leave(ModbusProbe probe, byte[] reply)
        {
            bool spoke = _queue.Count > 0 && _queue[0] == probe;
            int length = spoke ? _line.Read(reply, 0, reply.Length) : -1;
            _queue.Remove(probe);
            if (spoke && _queue.Count > 0) Speak();
            return length;
        }

        private int Speak()
        {
            while (_line.Read(_junk, 0, _junk.Length) > 0)
            {
            }

            ModbusProbe probe = (ModbusProbe)_queue[0];
            _line.Write(probe.Request, 0, ModbusFrame.RequestBytes);
            _endMs = _clock.MonotonicMs + probe.TimeoutMs;
            return probe.TimeoutMs;
        }
    }
}
