using System.Text;
using SmartCity.Gateway.Forward.Hj212;

namespace SmartCity.Gateway.Tests.Forward.Hj212;

[TestClass]
public sealed class GoldenFrameTests
{
    // HJ 212-2017 §6.3.4: setting the interval of real-time data, with the CRC of the standard.
    private const string Standard = "##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&1C80\r\n";

    [TestMethod]
    public void The_standards_own_frame_comes_out_byte_for_byte()
    {
        var frame = new Hj212Frame("20160801085857223", "32", "1062", "100000", "010000A8900016F000169DC0", Hj212Frame.FlagOf(Hj212Version.V2017, split: false, answer: true), "RtdInterval=30");
        Assert.AreEqual(Standard, Encoding.ASCII.GetString(frame.ToBytes()));
    }

    [TestMethod]
    public void The_standards_own_frame_is_read()
    {
        var frame = Hj212Frame.TryRead(Encoding.ASCII.GetBytes(Standard), out var taken);
        Assert.AreEqual(Standard.Length, taken);
        Assert.AreEqual(("20160801085857223", "1062", 5, "30"), (frame!.Qn, frame.Cn, frame.Flag, frame.Field("RtdInterval")));
    }

    [TestMethod]
    public void The_check_is_that_of_a_frame_seen_in_the_field()
    {
        // A water station's real-time data as a vendor of converters published it, https://forum.wareexpress.com, thread 6952.
        const string Segment = "QN=20210320163101890;ST=32;CN=2011;PW=123456;MN=81733553213013;Flag=4;CP=&&DataTime=20210320013400;w00000-Rtd=181.682,w00000-Flag=N;w21001-SampleTime=20210320005400,w21001-Rtd=45.160,w21001-Flag=N;w21011-SampleTime=20210320013400,w21011-Rtd=1.970,w21011-Flag=N;w21003-SampleTime=20210320013400,w21003-Rtd=53.131,w21003-Flag=N;w01018-SampleTime=20210320013400,w01018-Rtd=194.200,w01018-Flag=N;w01001-SampleTime=20210320013406,w01001-Rtd=7.496,w01001-Flag=N&&";
        Assert.AreEqual(0x6E80, Crc16.Of(Encoding.ASCII.GetBytes(Segment)));
    }

    [TestMethod]
    public void Each_edition_has_its_number_in_the_flag_and_only_2025_the_mark_of_resending()
    {
        Assert.AreEqual(4, Hj212Frame.FlagOf(Hj212Version.V2017, split: false, answer: false));
        Assert.AreEqual(9, Hj212Frame.FlagOf(Hj212Version.V2025, split: false, answer: true));
        Assert.AreEqual(11, Hj212Frame.FlagOf(Hj212Version.V2025, split: true, answer: true));
        var frame = new Hj212Frame("20260301120000000", "22", "2011", "123456", "010000A8900016F000169DC0", 11, "DataTime=20260301120000", 3, 2, Resend: true);
        var text = Encoding.ASCII.GetString(frame.ToBytes());
        StringAssert.Contains(text, ";Flag=11;PNUM=3;PNO=2;RF=1;CP=&&", StringComparison.Ordinal);
        Assert.AreEqual(frame, Hj212Frame.TryRead(Encoding.ASCII.GetBytes(text), out _));
    }

    [TestMethod]
    public void A_frame_in_pieces_waits_and_damage_costs_that_frame_only()
    {
        var bytes = Encoding.ASCII.GetBytes(Standard);
        for (var length = 2; length < bytes.Length; length++)
        {
            Assert.IsNull(Hj212Frame.TryRead(bytes.AsSpan(0, length), out var none));
            Assert.AreEqual(0, none, $"at {length}");
        }

        bytes[40] ^= 1;
        byte[] input = [.. "noise"u8, .. bytes, .. Encoding.ASCII.GetBytes(Standard)];
        Hj212Frame? found = null;
        for (var at = 0; found is null;)
        {
            found = Hj212Frame.TryRead(input.AsSpan(at), out var taken);
            Assert.IsGreaterThan(0, taken);
            at += taken;
        }

        Assert.AreEqual("1062", found.Cn);
    }
}
