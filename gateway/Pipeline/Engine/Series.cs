using SmartCity.Pipeline.Filters;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Pipeline.Rules;
using SmartCity.Pipeline.State;
using SmartCity.Pipeline.Virtual;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Engine;

/// <summary>One channel of one node: its tests, its filters, what is worked out from it, the rules that watch it, its latest value.</summary>
internal sealed class Series : IStateful
{
    private readonly SeriesLimits _limits;
    private readonly SeriesTests? _live;
    private readonly SeriesTests? _backlog;

    public Series(SeriesLimits limits, Neighbours? neighbours, int neighbourIndex, Func<FilterChain?> filter)
    {
        _limits = limits;
        Filter = filter();
        BacklogFilter = filter();
        Neighbours = neighbours;
        NeighbourIndex = neighbourIndex;
        if (!limits.LooksBack) return;
        _live = new SeriesTests(limits);
        _backlog = new SeriesTests(limits);
    }

    public required (RuleWatch Watch, int Channel)[] Watches { get; init; }

    /// <summary>Virtual channels that want this one, and as which of their inputs.</summary>
    public required (VirtualChannel Channel, int Input)[] Virtuals { get; init; }

    public FilterChain? Filter { get; }

    /// <summary>A backlog that arrives behind live readings is thinned as a series of its own.</summary>
    public FilterChain? BacklogFilter { get; }

    public Neighbours? Neighbours { get; }

    public int NeighbourIndex { get; }

    /// <summary>Newest number seen and its time.</summary>
    public double Latest { get; private set; } = double.NaN;

    public long LatestMs { get; private set; } = long.MinValue;

    /// <summary>
    /// Flags the reading; true when it is the newest of its series. A backlog that arrives behind live readings is tested
    /// as a series of its own; what is older than that too cannot be put in order and gets the timeless tests only.
    /// </summary>
    public bool Judge(Pack pack, int index, List<QualityRevision> revisions)
    {
        ref var reading = ref pack.Readings[index];
        bool number = reading.Kind is ReadingKind.Number or ReadingKind.Bool;
        bool own = reading.Unit == null || reading.Fate == ReadingFate.Derived;
        bool judged = own && (number || reading.Kind == ReadingKind.Missing);
        if (judged && number)
        {
            if (_limits.Range is { } range) Flags.Add(ref reading, QualityTest.GrossRange, range.Evaluate(reading.Number));
            if (_limits.Climatology is { } climate) Flags.Add(ref reading, QualityTest.Climatology, climate.Judge(reading.TimeMs, reading.Number));
            if (Neighbours != null) Flags.Add(ref reading, QualityTest.Neighbour, Neighbours.Add(NeighbourIndex, reading.TimeMs, reading.Number));
        }

        bool ordered = pack.Basis != TimeBasis.Unknown;
        if (judged && ordered && _live != null)
        {
            if (reading.TimeMs > _live.LastMs) _live.Judge(pack, index, revisions);
            else if (reading.TimeMs > _backlog!.LastMs) _backlog.Judge(pack, index, revisions);
        }

        if (!ordered || reading.TimeMs <= LatestMs) return false;
        LatestMs = reading.TimeMs;
        if (number) Latest = reading.Number;
        return true;
    }

    /// <summary>Lets the filters decide about a reading that was judged.</summary>
    public void Thin(Pack pack, int index)
    {
        ref readonly var reading = ref pack.Readings[index];
        if (Filter == null || pack.IsEvent || pack.Basis == TimeBasis.Unknown) return;
        if (reading.Kind is not (ReadingKind.Number or ReadingKind.Bool) || reading.Quality is Quality.Suspect or Quality.Fail) return;
        if (reading.TimeMs > Filter.LastMs) Filter.Apply(pack, index);
        else if (reading.TimeMs > BacklogFilter!.LastMs) BacklogFilter.Apply(pack, index);
    }

    public void Save(StateWriter writer)
    {
        writer.Part(_live);
        writer.Part(_backlog);
        writer.Part(Filter);
        writer.Part(BacklogFilter);
        writer.Number(Latest);
        writer.Whole(LatestMs);
    }

    public void Load(StateReader reader)
    {
        reader.Part(_live);
        reader.Part(_backlog);
        reader.Part(Filter);
        reader.Part(BacklogFilter);
        Latest = reader.Number();
        LatestMs = reader.Whole();
    }
}
