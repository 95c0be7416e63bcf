using System.Buffers.Binary;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace SmartCity.Journal.Tests.Format;

/// <summary>The format to the byte: what version 1 wrote every later one has to read.</summary>
[TestClass]
public sealed class FormatTests
{
    /// <summary>RFC 3720, appendix B.4, and the usual nine digits.</summary>
    [TestMethod]
    public void The_checksum_is_CRC_32C()
    {
        Assert.AreEqual(0x8A9136AAu, Crc32C.Compute(new byte[32]));
        Assert.AreEqual(0x62A8AB43u, Crc32C.Compute([.. Enumerable.Repeat((byte)0xFF, 32)]));
        Assert.AreEqual(0x46DD794Eu, Crc32C.Compute([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
        Assert.AreEqual(0xE3069283u, Crc32C.Compute(Encoding.ASCII.GetBytes("123456789")));
        Assert.AreEqual(Crc32C.Compute(Encoding.ASCII.GetBytes("123456789")), Crc32C.Compute(Encoding.ASCII.GetBytes("6789"), Crc32C.Compute(Encoding.ASCII.GetBytes("12345"))));
    }

    /// <summary>Computed apart from this code, by the SplitMix64 whose first number from 0 is E220A8397B1DCDAF.</summary>
    [TestMethod]
    public void The_salt_of_a_segment_never_changes() => Assert.AreEqual(new Salt(0xD62A7F6E291FEF64, 0x9D88B474), Salt.Of(1, 2, 3));

    [TestMethod]
    public void A_record_stands_as_its_header_says()
    {
        var record = new byte[RecordFormat.Size(3)];
        record.AsSpan().Fill(0xEE);
        RecordFormat.Draft(record, RecordKind.Data, 0xA5, 3, 0x1234_5678_9ABC);
        "abc"u8.CopyTo(record.AsSpan(RecordFormat.HeaderBytes));
        RecordFormat.Finish(record, 3, 0x7_0000_0009, default);
        Assert.AreEqual("03-00-10-A5-09-00-00-00-BC-9A-78-56-34-12-61-62-63-00", BitConverter.ToString(record, 4));
        Assert.AreEqual(Crc32C.Compute(record.AsSpan(4, 17)), BinaryPrimitives.ReadUInt32LittleEndian(record));
        Assert.IsTrue(RecordFormat.TryRead(record, default, out var header));
        Assert.AreEqual(new RecordHeader(RecordKind.Data, 0xA5, 3, 9, 0x1234_5678_9ABC), header);
        Assert.IsFalse(RecordFormat.TryRead(record.AsSpan(0, RecordFormat.HeaderBytes - 1), default, out _));
        Assert.IsFalse(RecordFormat.TryRead(new byte[RecordFormat.HeaderBytes], default, out _));
    }

    [TestMethod]
    public void An_identity_comes_back_as_it_was_written_over_whatever_stood_there()
    {
        var block = new SegmentBlock
        {
            State = SegmentState.Sealed,
            Lane = Lane.Event,
            Slot = 1,
            JournalId = 2,
            SegmentId = 3,
            SegmentBytes = 4,
            FirstSequence = 5,
            CreatedRunMs = 6,
            EndSequence = 7,
            EndOffset = 8,
            MinTimeMs = 9,
            MaxTimeMs = 10,
            SealedRunMs = 11,
            NextSegmentId = 12,
            Nonce = 13,
        };
        var bytes = new byte[SegmentBlock.Bytes];
        bytes.AsSpan().Fill(0xEE);
        block.Write(bytes);
        Assert.IsTrue(SegmentBlock.TryRead(bytes, out var read));
        Assert.AreEqual(block, read);
        Assert.IsFalse(bytes.AsSpan(104, 20).ContainsAnyExcept((byte)0));
        Assert.IsFalse(SegmentBlock.TryRead(bytes.AsSpan(0, SegmentBlock.Bytes - 1), out _));
        // A later version with a checksum that is right.
        bytes[8]++;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(SegmentBlock.Bytes - 4), Crc32C.Compute(bytes.AsSpan(0, SegmentBlock.Bytes - 4)));
        Assert.IsFalse(SegmentBlock.TryRead(bytes, out _));
    }

    [TestMethod]
    public void A_change_whose_lengths_do_not_fit_is_none()
    {
        var payload = new byte[ControlFormat.FixedBytes + 2];
        ControlFormat.Write(payload, 7, Lane.Event, "ab");
        var header = new RecordHeader(RecordKind.State, 0, payload.Length, 0, 0);
        Assert.IsTrue(ControlFormat.TryRead(header, payload, out var record));
        Assert.AreEqual((7L, Lane.Event, "ab", 0), (record.Version, record.Lane, record.Name, record.Body.Length));
        Assert.IsFalse(ControlFormat.TryRead(header, payload.AsSpan(0, payload.Length - 1), out _));
        Assert.IsFalse(ControlFormat.TryRead(header, payload.AsSpan(0, ControlFormat.FixedBytes - 1), out _));
        payload[8] = 2;
        Assert.IsFalse(ControlFormat.TryRead(header, payload, out _), "a lane that is none");
        Assert.IsTrue(ControlFormat.TryRead(header, new byte[ControlFormat.FixedBytes], out _));
    }
}
