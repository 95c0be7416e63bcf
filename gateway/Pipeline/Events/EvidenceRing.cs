using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Events;

/// <summary>The last readings a rule looked at, oldest first.</summary>
internal sealed class EvidenceRing : IStateful
{
    private const int Size = 8;
    private readonly Evidence[] _ring = new Evidence[Size];
    private long _added;

    public void Add(in Evidence evidence) => _ring[_added++ % Size] = evidence;

    public IReadOnlyList<Evidence> ToList()
    {
        var list = new List<Evidence>(Size);
        for (long i = Math.Max(0, _added - Size); i < _added; i++) list.Add(_ring[i % Size]);
        return list;
    }

    public void Save(StateWriter writer)
    {
        var list = ToList();
        writer.Whole(list.Count);
        foreach (var e in list)
        {
            writer.Whole(e.Boot);
            writer.Whole(e.Seq);
            writer.Whole(e.Index);
            writer.Text(e.Channel);
            writer.Whole(e.TimeMs);
            writer.Number(e.Value);
        }
    }

    public void Load(StateReader reader)
    {
        _added = 0;
        for (int left = reader.Count(); left > 0; left--)
        {
            Add(new Evidence((uint)reader.Whole(), (uint)reader.Whole(), reader.Small(), reader.Text() ?? "", reader.Whole(), reader.Number()));
        }
    }
}
