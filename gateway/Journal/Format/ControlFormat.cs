using System.Buffers.Binary;
using System.Text;

namespace SmartCity.Journal;

/// <summary>
/// Payload of the records that are not data, little endian: version i64 | lane u8 | name length u8 | name, UTF-8 | body.
/// Body: Acknowledged and LaneStart: pairs of i64 (from, to exclusive); State: the value; SnapshotBegin: four i64
/// (start and end of data, start and end of event); SnapshotEnd: i64, how many records lie between; Mark: two i64
/// (bytes and data records that follow). The type of a record that is part of a snapshot is <see cref="SnapshotPart"/>:
/// it means something with the whole snapshot alone.
/// </summary>
internal static class ControlFormat
{
    public const int FixedBytes = 10, MaxNameBytes = 255, PairBytes = 16;
    public const byte SnapshotPart = 1;
    private const int LaneAt = 8, NameLengthAt = 9;

    /// <summary>Bytes of a payload with that name and body.</summary>
    public static int PayloadBytes(string name, int body) => FixedBytes + Encoding.UTF8.GetByteCount(name) + body;

    /// <summary>Writes all but the body; returns where the body begins.</summary>
    public static int Write(Span<byte> payload, long version, Lane lane, string name)
    {
        BinaryPrimitives.WriteInt64LittleEndian(payload, version);
        payload[LaneAt] = (byte)lane;
        var length = Encoding.UTF8.GetBytes(name, payload[FixedBytes..]);
        payload[NameLengthAt] = (byte)length;
        return FixedBytes + length;
    }

    public static void WritePair(Span<byte> body, int index, long first, long second)
    {
        BinaryPrimitives.WriteInt64LittleEndian(body[(index * PairBytes)..], first);
        BinaryPrimitives.WriteInt64LittleEndian(body[(index * PairBytes + 8)..], second);
    }

    public static (long First, long Second) ReadPair(ReadOnlySpan<byte> body, int index) =>
        (BinaryPrimitives.ReadInt64LittleEndian(body[(index * PairBytes)..]), BinaryPrimitives.ReadInt64LittleEndian(body[(index * PairBytes + 8)..]));

    /// <summary>Takes a payload apart; false when its lengths do not fit.</summary>
    public static bool TryRead(in RecordHeader header, ReadOnlySpan<byte> payload, out ControlRecord record)
    {
        record = default;
        if (payload.Length < FixedBytes) return false;
        var bodyAt = FixedBytes + payload[NameLengthAt];
        if (payload.Length < bodyAt || payload[LaneAt] > (byte)Lane.Event) return false;
        var name = Encoding.UTF8.GetString(payload[FixedBytes..bodyAt]);
        var version = BinaryPrimitives.ReadInt64LittleEndian(payload);
        record = new ControlRecord(header.Kind, header.Type == SnapshotPart, version, (Lane)payload[LaneAt], name, payload[bodyAt..].ToArray());
        return true;
    }
}

/// <summary>A control record as read; <paramref name="Part"/>: of a snapshot.</summary>
internal readonly record struct ControlRecord(RecordKind Kind, bool Part, long Version, Lane Lane, string Name, byte[] Body)
{
    public int Pairs => Body.Length / ControlFormat.PairBytes;
}
