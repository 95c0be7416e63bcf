using SmartCity.Node.Config;
using SmartCity.Node.Sense;

namespace SmartCity.Node.Control
{
    /// <summary>
    /// One valve or relay with its interlocks: it starts in its safe position, is away from it no longer than its maximum
    /// time, and goes back when the link has been gone for too long. Only a command moves it away.
    /// </summary>
    public sealed class ValveOutput
    {
        private readonly OutputConfig _config;
        private readonly IDigitalOutput _pin;
        private long _safeAtMs;

        public ValveOutput(INodePlatform platform, OutputConfig config)
        {
            _config = config;
            IsOpen = config.SafeOpen;
            _pin = platform.Output(config.Gpio, Level(config.SafeOpen));
        }

        public string Name
        {
            get { return _config.Name; }
        }

        public bool IsOpen { get; private set; }

        /// <summary>True when it is not where it is safe.</summary>
        public bool IsAway
        {
            get { return IsOpen != _config.SafeOpen; }
        }

        /// <summary>Why it went back by itself the last time, or null.</summary>
        public string LastTrip { get; private set; }

        /// <summary>Longest time it may be asked to stay away, in milliseconds.</summary>
        public int MaxMs
        {
            get { return _config.MaxOnMs; }
        }

        /// <summary>Moves it; away from the safe position for at most so long (0: as long as it may).</summary>
        public void Move(bool open, int forMs, long nowMs)
        {
            Set(open);
            LastTrip = null;
            _safeAtMs = nowMs + (forMs > 0 && forMs < _config.MaxOnMs ? forMs : _config.MaxOnMs);
        }

        /// <summary>Applies the interlocks; true when one of them has acted. <paramref name="linkGoneMs"/> is how long there has been no link.</summary>
        public bool Step(long nowMs, long linkGoneMs)
        {
            if (!IsAway) return false;
            if (nowMs >= _safeAtMs) Trip("time");
            else if (linkGoneMs >= _config.LostLinkMs) Trip("link");
            return !IsAway;
        }

        /// <summary>Goes to the safe position, whatever the reason.</summary>
        public void Trip(string reason)
        {
            if (!IsAway) return;
            Set(_config.SafeOpen);
            LastTrip = reason;
        }

        private void Set(bool open)
        {
            IsOpen = open;
            _pin.Write(Level(open));
        }

        private bool Level(bool open)
        {
            return open == _config.ActiveHigh;
        }
    }
}
