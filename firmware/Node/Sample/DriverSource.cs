using SmartCity.Node.Sense;
using SmartCity.Node.Sense.Drivers;

namespace SmartCity.Node.Sample
{
    /// <summary>Sensors of the node's own drivers, over the platform's buses and pins.</summary>
    public sealed class DriverSource : ISensorSource
    {
        private readonly INodePlatform _platform;

        public DriverSource(INodePlatform platform)
        {
            _platform = platform;
        }

        public ISensor Create(SensorOptions options, out string reason)
        {
            return SensorFactory.Create(options, _platform, out reason);
        }
    }
}
