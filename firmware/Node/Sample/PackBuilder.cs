using System;
using SmartCity.Node.Clock;
using SmartCity.Node.Outbox;
using SmartCity.Wire;

namespace SmartCity.Node.Sample
{
    /// <summary>
    /// Gathers readings to packs of one lane and puts each into the outbox when it is full or old enough. Times inside a pack
    /// are offsets on the monotonic clock; what the base is in Unix time is settled when the pack is closed, or, when the time
    /// is not known by then, when it is sent.
    /// </summary>
    public sealed class PackBuilder
    {
        private readonly INodeClock _clock;
        private readonly PackOutbox _outbox;
        private readonly PackEntry _entry;
        private readonly PackWriter _writer;
        private readonly byte[] _body;
        private readonly bool _isEvent;
        private readonly int _maxReadings;
        private readonly int _periodMs;
        private long _baseMs;

        public PackBuilder(
            INodeClock clock, PackOutbox outbox, PackEntry scratch, string baseName, PackFormat format, bool isEvent, int maxReadings, int periodMs)
        {
            _clock = clock;
            _outbox = outbox;
            _entry = scratch;
            int limit = PackHeader.BodyLimit(baseName);
            _body = new byte[limit];
            _writer = new PackWriter(_body, limit, format);
            _isEvent = isEvent;
            _maxReadings = maxReadings;
            _periodMs = periodMs;
        }

        /// <summary>Monotonic time at which the pack is old enough; far away while it is empty.</summary>
        public long Due
        {
            get { return _writer.Count == 0 ? long.MaxValue : _baseMs + _periodMs; }
        }

        public void Number(string channel, long mantissa, int decimals, long atMs, int quality)
        {
            Begin(atMs);
            if (!_writer.AddNumber(channel, mantissa, -decimals, atMs - _baseMs, quality))
            {
                Restart(atMs);
                _writer.AddNumber(channel, mantissa, -decimals, 0, quality);
            }

            End();
        }

        public void State(string channel, bool state, long atMs)
        {
            Begin(atMs);
            if (!_writer.AddBool(channel, state, atMs - _baseMs, Quality.Good))
            {
                Restart(atMs);
                _writer.AddBool(channel, state, 0, Quality.Good);
            }

            End();
        }

        public void Missing(string channel, string reason, long atMs)
        {
            Begin(atMs);
            if (!_writer.AddMissing(channel, reason, atMs - _baseMs))
            {
                Restart(atMs);
                _writer.AddMissing(channel, reason, 0);
            }

            End();
        }

        /// <summary>Puts what there is into the outbox.</summary>
        public void Flush()
        {
            if (_writer.Count == 0) return;
            _entry.Count = _writer.Count;
            _entry.Format = _writer.Format;
            _entry.BodyLength = _writer.Length;
            _entry.IsUnix = _clock.WallKnown;
            _entry.BaseMs = _clock.WallKnown ? _clock.WallMs - (_clock.MonotonicMs - _baseMs) : _baseMs;
            Array.Copy(_body, 0, _entry.Buffer, PackEntry.HeaderBytes, _writer.Length);
            _writer.Reset();
            _outbox.Put(_entry, _isEvent);
        }

        private void Begin(long atMs)
        {
            if (_writer.Count == 0) _baseMs = atMs;
        }

        private void Restart(long atMs)
        {
            Flush();
            _baseMs = atMs;
        }

        private void End()
        {
            if (_writer.Count >= _maxReadings) Flush();
        }
    }
}
