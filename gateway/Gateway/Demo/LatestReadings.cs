using System.Globalization;
using SmartCity.Journal;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Demo;

/// <summary>The newest value of a few channels of each node, read off the journal's end. One thread at a time.</summary>
internal sealed class LatestReadings : IDisposable
{
    // In the order they are shown; a node has some of them.
    private static readonly string[] Shown = ["veh1", "pm2_5", "laeq", "t", "press", "flow1", "level"];

    private readonly IJournalReader _reader;
    private readonly RecordBatch _batch = new(256, 256 * 1024);
    private readonly StringCache _strings = new();
    private readonly Pack _pack = new();
    private readonly Dictionary<(string Site, string Node), Dictionary<string, double>> _values = [];

    public LatestReadings(IJournal journal) => _reader = journal.OpenReader(Lane.Data, journal.End(Lane.Data));

    public void Refresh()
    {
        while (_reader.Read(_batch) > 0)
        {
            foreach (ref readonly var record in _batch.Records)
            {
                if (record.Type == PackRecord.RecordType && PackRecord.TryRead(record.Payload.Span, _pack, _strings, out _)) Note();
            }
        }
    }

    public string Of(string site, string node) => _values.TryGetValue((site, node), out var values)
        ? string.Join("  ", Shown.Where(values.ContainsKey).Take(4).Select(channel => string.Create(CultureInfo.InvariantCulture, $"{channel} {values[channel]:0.##}")))
        : "";

    public void Dispose()
    {
        _reader.Dispose();
        _batch.Dispose();
    }

    private void Note()
    {
        if (!_values.TryGetValue((_pack.Site, _pack.Node), out var values)) _values[(_pack.Site, _pack.Node)] = values = [];
        foreach (ref readonly var reading in _pack.Readings)
        {
            if (reading.Kind == ReadingKind.Number) values[reading.Channel] = reading.Number;
        }
    }
}
