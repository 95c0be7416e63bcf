using SmartCity.Node.Config;
using SmartCity.Node.Control;
using SmartCity.Node.Link;
using SmartCity.Node.Outbox;
using SmartCity.Node.Sample;
using SmartCity.Node.Update;
using SmartCity.Wire;

namespace SmartCity.Node
{
    /// <summary>
    /// The parts of a node that stay for a boot (log, outbox) and those that are made anew for each configuration (sampler,
    /// link, outputs).
    /// </summary>
    internal sealed class NodeParts
    {
        private const int EventReadings = 16;

        private readonly ISensorSource _sensors;
        private readonly PackEntry _entry = new PackEntry();
        private string _baseName;

        public NodeParts(INodePlatform platform, ISensorSource sensors)
        {
            Platform = platform;
            _sensors = sensors;
            Log = new NodeLog(platform.Flash);
        }

        public INodePlatform Platform { get; }

        public NodeLog Log { get; }

        public PackOutbox Outbox { get; private set; }

        public NodeConfig Config { get; private set; }

        public Sampler Sampler { get; private set; }

        public LinkMachine Link { get; private set; }

        public ControlMessages Control { get; } = new ControlMessages();

        public OutputBank Outputs { get; private set; }

        public Blinker Led { get; private set; }

        /// <summary>The program's packages.</summary>
        public UpdateKeeper Update { get; set; }

        public long NowMs
        {
            get { return Platform.Clock.MonotonicMs; }
        }

        /// <summary>Finds the packs in the flash.</summary>
        public void MountOutbox(NodeConfig config, IPackObserver observer)
        {
            _baseName = BaseName.FromMac(Platform.MacAddress);
            Outbox = new PackOutbox(Platform.Flash, Log, config.EventBytes, config.DataBytes);
            Outbox.Observer = observer;
            Outbox.Mount(_entry);
        }

        /// <summary>Makes everything that hangs on the configuration. What was there before is ended without loss.</summary>
        public void Build(NodeConfig config, string will, ILinkListener listener)
        {
            if (Sampler != null) Sampler.Flush();
            if (Link != null) Link.Drop("configuration", NowMs);
            if (Outputs != null) Outputs.TripAll("configuration");

            Config = config;
            Sampler = new Sampler(Platform.Clock, config, _sensors, Builder(false, config.PackReadings), Builder(true, EventReadings));
            if (Sampler.Problem != null) Platform.Log("sensors: " + Sampler.Problem);
            Outputs = new OutputBank(Platform, config.Outputs);
            Led = new Blinker(config.LedGpio < 0 ? null : Platform.Output(config.LedGpio, false));
            PackSender sender = new PackSender(Platform.Clock, Log, _baseName);
            Link = new LinkMachine(Platform, config, Outbox, Control, sender, _entry, will, listener);
        }

        private PackBuilder Builder(bool isEvent, int maxReadings)
        {
            return new PackBuilder(Platform.Clock, Outbox, _entry, _baseName, Config.Format, isEvent, maxReadings, Config.PackPeriodMs);
        }
    }
}
