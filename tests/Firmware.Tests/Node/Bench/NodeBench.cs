#nullable disable
namespace SmartCity.Firmware.Tests.Node.Bench
{
    using SmartCity.Node;

    /// <summary>A node on the bench: run it for a time, cut its power, start it again.</summary>
    public sealed class NodeBench
    {
        public const string Identity = "\"site\":\"east\",\"node\":\"n1\",\"broker\":{\"host\":\"gw\",\"tls\":false}";

        /// <summary>One sensor <c>a</c> of quantity x, sampled and reported every second as channel t, a pack every 5 s.</summary>
        public const string OneChannel = "{" + Identity + ",\"pack\":{\"period\":5},"
            + "\"sensors\":[{\"id\":\"a\",\"kind\":\"a\",\"every\":1}],"
            + "\"channels\":[{\"name\":\"t\",\"sensor\":\"a\",\"quantity\":\"x\"}]}";

        public NodeBench(string config)
            : this(config, new BenchFlash())
        {
        }

        public NodeBench(string config, BenchFlash flash)
        {
            Flash = flash;
            if (config != null) flash.Place(NodeApp.ConfigFile, config);
            Boot();
        }

        public BenchFlash Flash { get; }

        public BenchSensors Sensors { get; } = new BenchSensors();

        public BenchPlatform Platform { get; private set; }

        public NodeApp Node { get; private set; }

        public BenchMqtt Broker
        {
            get { return Platform.Broker; }
        }

        /// <summary>Starts the node anew over the same flash; wall time goes on where it was, monotonic time from 0.</summary>
        public void Boot()
        {
            BenchPlatform before = Platform;
            Platform = new BenchPlatform(Flash);
            if (before != null) Platform.BenchClock.WallAtBoot = before.BenchClock.WallMs;
            Node = new NodeApp(Platform, Sensors);
        }

        /// <summary>Starts the node and runs it for so many milliseconds of its time.</summary>
        public void StartAndRun(long ms)
        {
            Node.Start();
            Run(ms);
        }

        public void Run(long ms)
        {
            BenchClock clock = Platform.BenchClock;
            long end = clock.MonotonicMs + ms;
            while (true)
            {
                int wait = Node.Step();
                if (wait < 1) wait = 1;
                if (clock.MonotonicMs + wait > end)
                {
                    clock.MonotonicMs = end;
                    return;
                }

                clock.MonotonicMs += wait;
            }
        }
    }
}
