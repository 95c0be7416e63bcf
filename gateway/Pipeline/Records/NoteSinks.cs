using SmartCity.Pipeline.Decode;

namespace SmartCity.Pipeline.Records;

/// <summary>The sinks a record of the gateway's own is for: their number, then their names.</summary>
internal static class NoteSinks
{
    private const int Max = 64;

    public static void Write(ref RecordWriter writer, IReadOnlyList<string> sinks)
    {
        writer.Unsigned((ulong)sinks.Count);
        foreach (var sink in sinks) writer.Text(sink);
    }

    public static IReadOnlyList<string> Read(ref RecordReader reader, StringCache strings)
    {
        var count = reader.Unsigned();
        if (count > Max) reader.Fail("more sinks than a record may have");
        if (count == 0 || reader.Reason != null) return [];
        var sinks = new string[count];
        for (var i = 0; i < sinks.Length; i++) sinks[i] = reader.Text(strings);
        return sinks;
    }
}
