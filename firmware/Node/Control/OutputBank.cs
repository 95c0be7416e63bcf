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

        public int Count
        {
            get { return _outputs.Length; }
        }

        public ValveOutput At(int index)
        {
            return _outputs[index];
        }

        public ValveOutput Find(string name)
        {
            for (int i = 0; i < _outputs.Length; i++)
            {
                if (_outputs[i].Name == name) return _outputs[i];
            }

            return null;
        }

        public void Step(long nowMs, long linkGoneMs)
        {
            for (int i = 0; i < _outputs.Length; i++) _outputs[i].Step(nowMs, linkGoneMs);
        }

        public void TripAll(string reason)
        {
            for (int i = 0; i < _outputs.Length; i++) _outputs[i].Trip(reason);
        }
    }
}
