#nullable disable
namespace SmartCity.Firmware.Tests.Node.Config
{
    using System.Collections;
    using System.Text;
    using nanoFramework.TestFramework;
    using SmartCity.Firmware.Tests.Node.Bench;
    using SmartCity.Node;
    using SmartCity.Node.Config;
    using SmartCity.Wire;

    [TestClass]
    public class NodeConfigTests
    {
        [TestMethod]
        public void What_is_left_out_has_its_default()
        {
            NodeConfig c = Read("{" + NodeBench.Identity + ",\"sensors\":[{\"id\":\"a\",\"kind\":\"k\"}],\"channels\":[{\"name\":\"t\",\"sensor\":\"a\"}]}");
            Assert.AreEqual(1883, c.Port);
            Assert.AreEqual(60, c.KeepAliveSeconds);
            Assert.AreEqual("east.n1", c.User);
            Assert.AreEqual((int)PackFormat.Cbor, (int)c.Format);
            Assert.IsTrue(c.AlignToWall);
            ChannelConfig t = c.Channels[0];
            Assert.AreEqual("t", t.Quantity);
            Assert.AreEqual(60000, t.PeriodMs);
            Assert.AreEqual(2, t.Decimals);
            Assert.AreEqual(Channels.Max[Channels.Find("t")], t.Max);
            Assert.IsFalse(t.HasEvent);
        }

        [TestMethod]
        public void A_channel_outside_the_registry_has_wide_bounds()
        {
            NodeConfig c = Read("{" + NodeBench.Identity + ",\"sensors\":[{\"id\":\"a\",\"kind\":\"k\"}],\"channels\":[{\"name\":\"odd\",\"sensor\":\"a\"}]}");
            Assert.AreEqual(3, c.Channels[0].Decimals);
            Assert.AreEqual(double.MaxValue, c.Channels[0].Max);
        }

        [TestMethod]
        public void Everything_that_is_wrong_is_named_by_its_place()
        {
            Assert.Contains("site is not [a-z0-9-]{1,32}", Wrong("{\"site\":\"East\",\"node\":\"n\",\"broker\":{\"host\":\"h\"}}"));
            Assert.Contains("broker.host is missing", Wrong("{\"site\":\"e\",\"node\":\"n\"}"));
            Assert.Contains("broker is not an object", Wrong("{\"site\":\"e\",\"node\":\"n\",\"broker\":5}"));
            Assert.Contains("broker.port is not a whole number", With("\"x\":0", "\"broker\":{\"host\":\"h\",\"port\":70000}"));
            Assert.Contains("colour is not a key", With("\"colour\":1", null));
            Assert.Contains("pack.format is not cbor or json", With("\"pack\":{\"format\":\"xml\"}", null));
            Assert.Contains("sampling.align", With("\"sampling\":{\"align\":\"moon\"}", null));
            Assert.Contains("sensors is not a list", With("\"sensors\":{}", null));
            Assert.Contains("sensors holds something", With("\"sensors\":[5]", null));
            Assert.Contains("sensors[0].id is missing", With("\"sensors\":[{\"kind\":\"k\"}]", null));
            Assert.Contains("sensors[0].kind is missing", With("\"sensors\":[{\"id\":\"a\"}]", null));
            Assert.Contains("sensors[1].id is there twice", With("\"sensors\":[{\"id\":\"a\",\"kind\":\"k\"},{\"id\":\"a\",\"kind\":\"k\"}]", null));
        }

        [TestMethod]
        public void Channels_are_checked_field_by_field()
        {
            Assert.Contains("channels[0].sensor names no row", Channel("\"name\":\"t\",\"sensor\":\"z\""));
            Assert.Contains("channels[0].name is not a channel name", Channel("\"name\":\"_t\",\"sensor\":\"a\""));
            Assert.Contains("channels[0].median is not odd", Channel("\"name\":\"t\",\"sensor\":\"a\",\"median\":4"));
            Assert.Contains("channels[0].stat is not", Channel("\"name\":\"t\",\"sensor\":\"a\",\"stat\":\"mode\""));
            Assert.Contains("channels[0].dedband is not a key", Channel("\"name\":\"t\",\"sensor\":\"a\",\"dedband\":1"));
            Assert.Contains("channels[0].period is not within", Channel("\"name\":\"t\",\"sensor\":\"a\",\"period\":1"));
            Assert.Contains("channels[0].state is not true or false", Channel("\"name\":\"t\",\"sensor\":\"a\",\"state\":1"));
            Assert.Contains("channels[0].deadband is not a number", Channel("\"name\":\"t\",\"sensor\":\"a\",\"deadband\":\"x\""));
            Assert.Contains("channels[0].event.over is not a key", Channel("\"name\":\"t\",\"sensor\":\"a\",\"event\":{\"over\":1}"));
            Assert.Contains("channels[0].quantity is not a text", Channel("\"name\":\"t\",\"sensor\":\"a\",\"quantity\":\"\""));
        }

        [TestMethod]
        public void Outputs_are_checked_too()
        {
            Assert.Contains("outputs[0].name is missing", With("\"outputs\":[{\"gpio\":4}]", null));
            Assert.Contains("outputs[0].gpio is missing", With("\"outputs\":[{\"name\":\"v\"}]", null));
            Assert.Contains("outputs[0].safe is not open or closed", With("\"outputs\":[{\"name\":\"v\",\"gpio\":4,\"safe\":\"shut\"}]", null));
        }

        [TestMethod]
        public void A_node_without_a_sound_file_says_why_and_does_nothing()
        {
            NodeBench none = new NodeBench(null);
            none.StartAndRun(5000);
            Assert.AreEqual("no file node.json", none.Node.ConfigError);
            Assert.AreEqual(0, none.Broker.Attempts);
            none.Node.BeginSelfTest();
            none.Node.Stop();

            NodeBench broken = new NodeBench("{\"site\":\"east\"");
            broken.StartAndRun(5000);
            Assert.AreEqual("',' or '}' expected at byte 14", broken.Node.ConfigError);
            Assert.Contains("configuration: ", (string)broken.Platform.Lines[0]);

            BenchFlash flash = new BenchFlash();
            flash.Place(NodeApp.ConfigFile, new string(' ', JsonReader.MaxBytes + 1));
            NodeBench huge = new NodeBench(null, flash);
            huge.StartAndRun(1000);
            Assert.Contains("longer than", huge.Node.ConfigError);
        }

        private static string Channel(string row)
        {
            return With("\"sensors\":[{\"id\":\"a\",\"kind\":\"k\"}],\"channels\":[{" + row + "}]", null);
        }

        private static string With(string more, string broker)
        {
            return Wrong("{\"site\":\"e\",\"node\":\"n\"," + (broker ?? "\"broker\":{\"host\":\"h\"}") + "," + more + "}");
        }

        private static string Wrong(string text)
        {
            ConfigErrors errors = new ConfigErrors();
            NodeConfig.Read(Parse(text), errors);
            Assert.IsTrue(errors.Any);
            return errors.Summary;
        }

        private static NodeConfig Read(string text)
        {
            ConfigErrors errors = new ConfigErrors();
            NodeConfig c = NodeConfig.Read(Parse(text), errors);
            Assert.AreEqual("", errors.Summary);
            return c;
        }

        private static Hashtable Parse(string text)
        {
            string error;
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            return JsonReader.ReadObject(bytes, bytes.Length, out error);
        }
    }
}
