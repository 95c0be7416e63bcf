using System.Buffers.Binary;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Operate.Clock;

namespace SmartCity.Gateway.Tests.Operate;

[TestClass]
public sealed class KernelClockTests
{
    [TestMethod]
    [DataRow(0, 0x2001, true)]
    [DataRow(5, 0x2041, false)]
    [DataRow(0, 0x0040, false)]
    [DataRow(5, 0x2001, false)]
    public void Synchronised_is_what_neither_the_state_nor_the_status_denies(int state, int status, bool expected)
    {
        var timex = new byte[208];
        BinaryPrimitives.WriteInt64LittleEndian(timex.AsSpan(24), 1_500);
        BinaryPrimitives.WriteInt32LittleEndian(timex.AsSpan(40), status);

        Assert.AreEqual(new ClockQuality(expected, TimeSpan.FromMilliseconds(1.5)), KernelClock.Of(state, timex));
    }

    [TestMethod]
    public void The_kernel_answers_or_there_is_no_answer()
    {
        if (KernelClock.Read() is { } quality) Assert.IsGreaterThanOrEqualTo(TimeSpan.Zero, quality.MaxError);
    }
}
