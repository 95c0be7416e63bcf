#nullable disable
namespace SmartCity.Firmware.Tests.Node.Wire
{
    using System;
    using nanoFramework.TestFramework;
    using SmartCity.Wire;

    [TestClass]
    public class WriterRuleTests
    {
        [TestMethod]
        public void An_add_that_does_not_fit_changes_nothing()
        {
            byte[] buffer = new byte[20];
            PackWriter writer = new PackWriter(buffer, 12, PackFormat.Cbor);
            Assert.IsTrue(writer.AddNumber("t", 1, 0, 0, Quality.Good));
            Assert.IsFalse(writer.AddMissing("t", MissingReason.Timeout, 0));
            Assert.AreEqual(1, writer.Count);
            Assert.AreEqual(6, writer.Length);
            Assert.AreEqual(0, (int)buffer[6]);
            Assert.IsTrue(writer.AddNumber("t", 2, 0, 0, Quality.Good));
        }

        [TestMethod]
        public void No_more_than_128_readings_fit()
        {
            PackWriter writer = new PackWriter(new byte[4096], 4096, PackFormat.Cbor);
            int n = 0;
            while (writer.AddNumber("t", 1, 0, 0, Quality.Good)) n++;
            Assert.AreEqual(WireLimits.MaxReadings, n);
            writer.Reset();
            Assert.AreEqual(0, writer.Count);
            Assert.AreEqual(0, writer.Length);
        }

        [TestMethod]
        public void Names_texts_and_flags_outside_the_contract_are_refused()
        {
            Assert.IsTrue(Throws("", "x", 1));
            Assert.IsTrue(Throws("_t", "x", 1));
            Assert.IsTrue(Throws("thirteenchars", "x", 1));
            Assert.IsTrue(Throws("t", "", 1));
            Assert.IsTrue(Throws("t", "say \"x\"", 1));
            Assert.IsTrue(Throws("t", "x", 5));
            Assert.IsTrue(Throws("t", "x", 0));
            Assert.IsFalse(Throws("a-b:c.d/e_f", "i2c-nack", 9));
        }

        [TestMethod]
        public void Topics_are_built_and_taken_apart()
        {
            for (TopicKind kind = TopicKind.Data; kind <= TopicKind.CommandResult; kind++)
            {
                string site;
                string node;
                TopicKind parsed;
                Assert.IsNull(Topics.Parse(Topics.Build("east", "n-1", kind), out site, out node, out parsed));
                Assert.AreEqual("east", site);
                Assert.AreEqual("n-1", node);
                Assert.AreEqual((int)kind, (int)parsed);
            }
        }

        [TestMethod]
        public void A_topic_outside_the_contract_says_what_is_wrong()
        {
            Assert.Contains("sc/1/", Wrong("sc/2/east/n1/data"));
            Assert.Contains("after the site", Wrong("sc/1/east"));
            Assert.Contains("after the node", Wrong("sc/1/east/n1"));
            Assert.Contains("site level", Wrong("sc/1/East/n1/data"));
            Assert.Contains("site level", Wrong("sc/1//n1/data"));
            Assert.Contains("node level", Wrong("sc/1/east/n+/data"));
            Assert.Contains("ends in a name", Wrong("sc/1/east/n1/data/x"));
            Assert.Contains("sc/1/", Wrong(null));
            Assert.IsFalse(Topics.IsLevel("a23456789012345678901234567890123"));
        }

        [TestMethod]
        public void Base_names_come_from_48_and_64_bit_addresses()
        {
            Assert.AreEqual("urn:dev:mac:246f28fffe010203:", BaseName.FromMac(new byte[] { 0x24, 0x6f, 0x28, 1, 2, 3 }));
            Assert.AreEqual("urn:dev:mac:246f28fffe010203:", BaseName.FromMac(new byte[] { 0x24, 0x6f, 0x28, 0xff, 0xfe, 1, 2, 3 }));
            Assert.IsNull(BaseName.FromMac(new byte[] { 1, 2, 3 }));
            Assert.IsNull(BaseName.FromMac(null));
        }

        private static string Wrong(string topic)
        {
            string site;
            string node;
            TopicKind kind;
            return Topics.Parse(topic, out site, out node, out kind);
        }

        private static bool Throws(string channel, string text, int quality)
        {
            PackWriter writer = new PackWriter(new byte[100], 100, PackFormat.Cbor);
            try
            {
                writer.AddText(channel, text, 0, quality);
                return false;
            }
            catch (ArgumentException)
            {
                return true;
            }
        }
    }
}
