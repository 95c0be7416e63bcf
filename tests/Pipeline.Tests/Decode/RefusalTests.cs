using System.Text;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;

namespace SmartCity.Pipeline.Tests.Decode;

[TestClass]
public sealed class RefusalTests
{
    private const string Head = "\"bn\":\"urn:dev:mac:0024befffe804ff1:\",\"bt\":1790000000,\"boot\":1,\"seq\":0";

    [TestMethod]
    [DataRow("", "pack is empty", 0)]
    [DataRow("{}", "neither a CBOR array nor a JSON array", 0)]
    [DataRow("[]", "pack holds no reading", 2)]
    [DataRow("[{", "pack ends in the middle", 2)]
    [DataRow("[{\"n\":\"t\",\"v\":1}]", "first record has no bn", 16)]
    [DataRow("[{\"bn\":\"a\",\"n\":\"t\",\"v\":1}]", "first record has no boot", 25)]
    [DataRow("[{\"bn\":\"a\",\"boot\":1,\"n\":\"t\",\"v\":1}]", "first record has no seq", 34)]
    public void Frames_that_are_no_pack(string json, string reason, int offset) => Refused(json, reason, offset);

    [TestMethod]
    [DataRow("\"n\":\"t\",\"v\":1,\"v\":2", "field given twice in a record")]
    [DataRow("\"n\":\"t\",\"v\":1,\"x\":0,\"x\":0", "field given twice in a record")]
    [DataRow("\"n\":\"t\",\"v\":1,\"must_\":0", "a field that must be understood is not")]
    [DataRow("\"n\":\"t\",\"v\":NaN", "expected a number")]
    [DataRow("\"n\":\"t\",\"v\":1e999", "number is not finite")]
    [DataRow("\"n\":\"t\",\"v\":01", "expected a comma or the end of a record")]
    [DataRow("\"n\":\"t\",\"v\":1.", "expected a number")]
    [DataRow("\"n\":\"t\",\"v\":\"1\"", "expected a number")]
    [DataRow("\"n\":\"t\",\"v\":1,\"vs\":\"a\"", "more than one value in a record")]
    [DataRow("\"n\":\"t\"", "record has no value")]
    [DataRow("\"n\":\"t\",\"s\":1", "a sum without a value")]
    [DataRow("\"v\":1", "record has no name")]
    [DataRow("\"n\":\"-t\",\"v\":1", "name does not start with a letter or digit")]
    [DataRow("\"n\":\"a b\",\"v\":1", "name has a character RFC 8428 does not allow")]
    [DataRow("\"n\":\"abcdefghijklm\",\"v\":1", "name is too long")]
    [DataRow("\"n\":\"t\",\"v\":1,\"q\":5", "q is not a QARTOD flag")]
    [DataRow("\"n\":\"t\",\"v\":1,\"q\":9", "a missing value carries its reason in vs")]
    [DataRow("\"n\":\"t\",\"v\":1,\"bver\":11", "version of SenML is not 1 to 10")]
    [DataRow("\"n\":\"t\",\"v\":1,\"clk\":0", "bt in a pack that never knew the time")]
    [DataRow("\"n\":\"t\",\"v\":1,\"t\":-1790000000", null)]
    [DataRow("\"n\":\"t\",\"v\":1,\"t\":9e12", "time out of range")]
    [DataRow("\"n\":\"t\",\"vs\":\"\\ud800\"", "bad escape in text")]
    [DataRow("\"n\":\"t\",\"vs\":\"a\\\"b\"", "text is not printable ASCII without quotes")]
    [DataRow("\"n\":\"t\",\"v\":1,\"x\":[[[[[[1]]]]]]", "nested too deep")]
    [DataRow("\"n\":\"t\",\"v\":1},{\"n\":\"t\",\"v\":1,\"t\":-1790000000", "relative and absolute times in one pack")]
    [DataRow("\"n\":\"t\",\"v\":1},{\"bn\":\"b\",\"n\":\"t\",\"v\":1", "bn stands in the first record only")]
    [DataRow("\"n\":\"t\",\"v\":1},{\"seq\":1,\"n\":\"t\",\"v\":1", "boot, seq and clk stand in the first record only")]
    public void Records_that_break_a_rule(string fields, string? reason)
    {
        if (reason != null) Refused($"[{{{Head},{fields}}}]", reason, null);
        else Assert.IsTrue(new PackDecoder().TryDecode(Encoding.UTF8.GetBytes($"[{{{Head},{fields}}}]"), 0, new Pack(), out _));
    }

    [TestMethod]
    [DataRow("81", "pack ends in the middle")]
    [DataRow("9f", "pack ends in the middle")]
    [DataRow("81a1", "pack ends in the middle")]
    [DataRow("8100", "a record is not a map")]
    [DataRow("9b7fffffffffffffff", "array or map is longer than the pack")]
    [DataRow("81bbffffffffffffffff", "array or map is longer than the pack")]
    [DataRow("81a1007b7fffffffffffffff61", "string is longer than the pack")]
    [DataRow("81a102f97e00", "number is not finite")]
    [DataRow("81a102fb7ff0000000000000", "number is not finite")]
    [DataRow("81a102c48201", "pack ends in the middle")]
    [DataRow("81a102c4831901f40101", "decimal fraction is not an array of two")]
    [DataRow("81a102c4821901f401", "exponent out of range")]
    [DataRow("81a102c58201", "expected a number")]
    [DataRow("81a1007f6161ff", "string in chunks")]
    [DataRow("81a1fb00000000000000000000", "label is neither an integer nor text")]
    [DataRow("81a2186301186301", "field given twice in a record")]
    [DataRow("81a11863818181818181818101", "nested too deep")]
    [DataRow("81a118631c", "bad additional information")]
    [DataRow("81a11863ff", "break outside of an array or map")]
    public void Cbor_that_is_not_well_formed_or_not_a_pack(string hex, string reason)
    {
        Assert.IsFalse(new PackDecoder().TryDecode(Convert.FromHexString(hex), 0, new Pack(), out var error));
        Assert.AreEqual(reason, error.Reason);
    }

    [TestMethod]
    public void Bytes_after_the_pack_are_refused_in_both_formats()
    {
        Refused($"[{{{Head},\"n\":\"t\",\"v\":1}}]x", "bytes after the pack", null);
        byte[] cbor = [.. Packs.Encode(Wire.PackFormat.Cbor, w => w.AddNumber("t", 1, 0, 0, 1)), 0];
        Assert.IsFalse(new PackDecoder().TryDecode(cbor, 0, new Pack(), out var error));
        Assert.AreEqual(new DecodeError(cbor.Length - 1, "bytes after the pack"), error);
    }

    [TestMethod]
    public void A_relative_time_in_the_future_is_an_uptime_sent_by_mistake() =>
        Refused("[{\"bn\":\"a\",\"bt\":3600,\"boot\":1,\"seq\":0,\"n\":\"t\",\"v\":1}]", "relative base time lies in the future", null);

    [TestMethod]
    public void Size_and_count_are_bounded()
    {
        Refused("[" + new string(' ', 1024), "pack is too large", 1024);
        var many = new StringBuilder($"[{{{Head},\"n\":\"t\",\"v\":1}}");
        for (int i = 0; i < 3; i++) many.Append(",{\"n\":\"t\",\"v\":1}");
        byte[] bytes = Encoding.UTF8.GetBytes(many.Append(']').ToString());
        Assert.IsFalse(new PackDecoder(new DecoderOptions { MaxReadings = 3 }).TryDecode(bytes, 0, new Pack(), out var error));
        Assert.AreEqual("more readings than a pack may have", error.Reason);
    }

    private static void Refused(string json, string reason, int? offset)
    {
        Assert.IsFalse(new PackDecoder().TryDecode(Encoding.UTF8.GetBytes(json), 0, new Pack(), out var error));
        Assert.AreEqual(reason, error.Reason);
        if (offset is { } at) Assert.AreEqual(at, error.Offset);
    }
}
