using CsCheck;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Pipeline.Tests.Records;

[TestClass]
public sealed class NoteRecordTests
{
    private static readonly Gen<string> Name = Gen.String[Gen.Char['a', 'z'], 1, 12];

    private static readonly Gen<SeqRange> Range = Gen.Select(Gen.UInt[0, 1000], Gen.UInt[0, 1000], (from, length) => new SeqRange(from, from + length));

    private static readonly Gen<Loss> Losses = Gen.Select(
        Gen.Enum<LossCause>(), Gen.Long[0, 1L << 44], Gen.Select(Name, Name, Name), Gen.Nullable(Gen.UInt), Range.List[0, 5],
        Gen.Select(Gen.Long[0, 1000], Gen.Nullable(Gen.Long[0, 1000]), Gen.Null(Name)), Name.Array[0, 3],
        (cause, at, names, boot, ranges, figures, sinks) => new Loss
        {
            Cause = cause,
            AtMs = at,
            Gateway = names.Item1,
            Site = names.Item2,
            Node = names.Item3,
            Boot = boot,
            Ranges = ranges,
            Packs = figures.Item1,
            Readings = figures.Item2,
            Why = figures.Item3,
            Sinks = sinks,
        });

    [TestMethod]
    public void A_loss_reads_back_as_it_was_written() => Losses.Sample(loss =>
    {
        var bytes = new byte[LossRecord.MaxBytes];
        Assert.IsTrue(LossRecord.TryWrite(loss, bytes, out var written));
        var read = LossRecord.Read(bytes.AsSpan(0, written), new StringCache(), out _)!;
        CollectionAssert.AreEqual(loss.Ranges.ToArray(), read.Ranges.ToArray());
        CollectionAssert.AreEqual(loss.Sinks.ToArray(), read.Sinks.ToArray());
        Assert.AreEqual(loss, read with { Ranges = loss.Ranges, Sinks = loss.Sinks });
    });

    [TestMethod]
    public void Windows_read_back_as_they_were_written()
    {
        var windows = new WindowSet
        {
            Gateway = "gw",
            Site = "north",
            Node = "xing-4",
            FromMs = 1_772_366_400_000,
            Seconds = 900,
            Source = 7_000_000_000,
            Channels = [new ChannelWindow("t", "Cel", 60, 58, -3.25, 12.5, 4.125), new ChannelWindow("door", null, 2, 0, 0, 0, 0)],
            Sinks = ["city"],
        };
        var bytes = new byte[WindowRecord.MaxBytes];
        Assert.IsTrue(WindowRecord.TryWrite(windows, bytes, out var written));
        var read = WindowRecord.Read(bytes.AsSpan(0, written), new StringCache(), out _)!;
        CollectionAssert.AreEqual(windows.Channels.ToArray(), read.Channels.ToArray());
        Assert.AreEqual(windows, read with { Channels = windows.Channels, Sinks = windows.Sinks });
    }

    [TestMethod]
    public void Damaged_bytes_are_an_error_and_never_an_exception() => Gen.Select(Losses, Gen.Int[0, 1000], Gen.Byte[1, 255]).Sample((loss, at, flip) =>
    {
        var bytes = new byte[LossRecord.MaxBytes];
        LossRecord.TryWrite(loss, bytes, out var written);
        bytes[at % written] ^= flip;
        var read = LossRecord.Read(bytes.AsSpan(0, written), new StringCache(), out var error);
        Assert.IsTrue(read is not null || error.Reason is not null);
        Assert.IsTrue(WindowRecord.Read(bytes.AsSpan(0, written), new StringCache(), out error) is not null || error.Reason is not null);
    });
}
