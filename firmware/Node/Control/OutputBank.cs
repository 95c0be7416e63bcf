using SmartCity.Node.Config;

namespace SmartCity.Node.Control
{
    /// <summary>All outputs of a configuration.</summary>
    public sealed class OutputBank
    {
        private readonly ValveOutput[] _outputs;

        public OutputBank(INodePlatform platform, OutputConfig[] configs)
        {
            _outputs = new ValveOutput[configs.Length];
            for (int i = 0; i < configs.Length; i++) _outputs[i] = new ValveOutput(platform, configs[i]);
        }

        public ValveOutput Find(string name)
        {
            for (int i = 0; i < _outputs.Length; i++)
            {
                if (_outputs[i].Name == name) return _outputs[i];
            }

            return null;
        }

        /// <summary>Applies the interlocks; true when one of them has acted.</summary>
        public bool Step(long nowMs, long linkGoneMs)
        {
            bool acted = false;
            for (int i = 0; i < _outputs.Length; i++) acted |= _outputs[i].Step(nowMs, linkGoneMs);
            return acted;
        }

        /// <summary>Writes where each is, and behind a blank why it went there by itself.</summary>
        public void Write(JsonBuilder json)
        {
            json.Open('{');
            for (int i = 0; i < _outputs.Length; i++)
            {
                ValveOutput o = _outputs[i];
                json.Name(o.Name).Text((o.IsOpen ? "open" : "closed") + (o.LastTrip == null ? "" : " " + o.LastTrip));
            }

            json.Close('}');
        }

        public void TripAll(string reason)
        {
            for (int i = 0; i < _outputs.Length; i++) _outputs[i].Trip(reason);
        }
    }
}
