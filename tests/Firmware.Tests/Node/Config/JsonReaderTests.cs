#nullable disable
namespace SmartCity.Firmware.Tests.Node.Config
{
    using System.Collections;
    using System.Text;
    using nanoFramework.TestFramework;
    using SmartCity.Node.Config;

    [TestClass]
    public class JsonReaderTests
    {
        [TestMethod]
        public void Values_of_every_kind()
        {
            Hashtable o = Read(" { \"a\" : [1, -2.5, true, false, \"x\", {}, []], \"b\":{\"c\":\"d\"}, \"n\":null,\"e\":{} }\r\n");
            ArrayList a = (ArrayList)o["a"];
            Assert.AreEqual(7, a.Count);
            Assert.AreEqual(1L, (long)a[0]);
            Assert.AreEqual(-2.5, (double)a[1]);
            Assert.IsTrue((bool)a[2]);
            Assert.IsFalse((bool)a[3]);
            Assert.AreEqual("x", (string)a[4]);
            Assert.AreEqual("d", (string)((Hashtable)o["b"])["c"]);
            Assert.IsFalse(o.Contains("n"));
        }

        [TestMethod]
        public void Numbers()
        {
            Assert.AreEqual(0L, (long)Number("0"));
            Assert.AreEqual(-12L, (long)Number("-12"));
            Assert.AreEqual(0.1, (double)Number("0.1"));
            Assert.AreEqual(21.37, (double)Number("21.37"));
            Assert.AreEqual(1500.0, (double)Number("1.5e3"));
            Assert.AreEqual(0.0015, (double)Number("1.5E-3"));
            Assert.AreEqual(100.0, (double)Number("1e+2"));
            Assert.AreEqual(999999999999999999L, (long)Number("999999999999999999"));
        }

        [TestMethod]
        public void Texts_with_escapes_and_beyond_ascii()
        {
            Hashtable o = Read("{\"a\":\"q\\\"b\\\\s\\/n\\nt\\tr\\rb\\bf\\fu\\u00e9\\u4E2d\\u0041\",\"城市\":\"智慧\"}");
            Assert.AreEqual("q\"b\\s/n\nt\tr\rb\bf\fu\u00e9\u4e2dA", (string)o["a"]);
            Assert.AreEqual("智慧", (string)o["城市"]);
        }

        [TestMethod]
        public void What_is_wrong_has_a_place_and_a_reason()
        {
            Assert.AreEqual("ends too early at byte 0", Error(""));
            Assert.AreEqual("not an object at byte 2", Error("[]"));
            Assert.AreEqual("name expected at byte 1", Error("{1:2}"));
            Assert.AreEqual("':' expected at byte 4", Error("{\"a\"}"));
            Assert.AreEqual("',' or '}' expected at byte 7", Error("{\"a\":1 \"b\"}"));
            Assert.AreEqual("',' or ']' expected at byte 8", Error("{\"a\":[1 2]}"));
            Assert.AreEqual("name twice at byte 10", Error("{\"a\":1,\"a\":2}"));
            Assert.AreEqual("text after the end at byte 2", Error("{}x"));
            Assert.AreEqual("null in a list at byte 10", Error("{\"a\":[null]}"));
            Assert.AreEqual("not a value at byte 5", Error("{\"a\":tru}"));
            Assert.Contains("text not closed", Error("{\"a\":\"b"));
            Assert.Contains("text not closed", Error("{\"a\":\"b\nc\"}"));
            Assert.Contains("escape not known", Error("{\"a\":\"\\x\"}"));
            Assert.Contains("escape not known", Error("{\"a\":\"\\ud83d\\ude00\"}"));
            Assert.Contains("escape not known", Error("{\"a\":\"\\u12\"}"));
            Assert.Contains("escape not known", Error("{\"a\":\"\\"));
            Assert.Contains("nested too deep", Error("{\"a\":[[[[[[[[1]]]]]]]]}"));
        }

        [TestMethod]
        public void Numbers_outside_the_bounds_are_refused()
        {
            string[] bad = { "01", "1.", "-", "1e", "1e9999", "1e400", "1234567890123456789", "0.1234567890123456789", ".5", "+1" };
            for (int i = 0; i < bad.Length; i++) Assert.Contains("at byte", Error("{\"a\":" + bad[i] + "}"), bad[i]);
        }

        [TestMethod]
        public void Text_that_is_not_utf_8_is_refused()
        {
            byte[][] bad =
            {
                new byte[] { 0x80 }, new byte[] { 0xc0, 0x80 }, new byte[] { 0xe0, 0x80, 0x80 }, new byte[] { 0xed, 0xa0, 0x80 },
                new byte[] { 0xf0, 0x80, 0x80, 0x80 }, new byte[] { 0xf4, 0x90, 0x80, 0x80 }, new byte[] { 0xe4, 0xb8 }, new byte[] { 0xc3, 0x28 },
            };
            for (int i = 0; i < bad.Length; i++)
            {
                byte[] text = new byte[8 + bad[i].Length];
                byte[] head = Encoding.UTF8.GetBytes("{\"a\":\"");
                head.CopyTo(text, 0);
                bad[i].CopyTo(text, 6);
                text[text.Length - 2] = (byte)'"';
                text[text.Length - 1] = (byte)'}';
                string error;
                Assert.IsNull(JsonReader.ReadObject(text, text.Length, out error));
                Assert.Contains("not UTF-8", error);
            }
        }

        [TestMethod]
        public void A_text_that_is_too_long_is_not_even_read()
        {
            string error;
            Assert.IsNull(JsonReader.ReadObject(new byte[JsonReader.MaxBytes + 1], JsonReader.MaxBytes + 1, out error));
            Assert.Contains("longer than", error);
        }

        [TestMethod]
        public void The_builder_writes_what_the_reader_reads()
        {
            JsonBuilder b = new JsonBuilder(200);
            b.Reset();
            b.Open('{').Name("t").Text("a\"b\\c\u4e2d\n").Name("n").Whole(-5).Name("f").Flag(true).Name("l").Open('[').Whole(1).Flag(false).Close(']');
            b.Name("z").Text(null).Name("j").Json("{\"k\":1}").Close('}');
            Hashtable o = Read(b.ToString());
            Assert.AreEqual("a\"b\\c\u4e2d ", (string)o["t"]);
            Assert.AreEqual(-5L, (long)o["n"]);
            Assert.AreEqual(2, ((ArrayList)o["l"]).Count);
            Assert.IsFalse(b.Overflowed);
        }

        [TestMethod]
        public void A_builder_that_is_full_says_so()
        {
            JsonBuilder b = new JsonBuilder(4);
            b.Reset();
            b.Text("four");
            Assert.IsTrue(b.Overflowed);
            Assert.AreEqual(4, b.Length);
        }

        private static object Number(string text)
        {
            return Read("{\"a\":" + text + "}")["a"];
        }

        private static Hashtable Read(string text)
        {
            string error;
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Hashtable o = JsonReader.ReadObject(bytes, bytes.Length, out error);
            Assert.IsNull(error);
            return o;
        }

        private static string Error(string text)
        {
            string error;
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            Assert.IsNull(JsonReader.ReadObject(bytes, bytes.Length, out error));
            return error;
        }
    }
}
