using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Detect;

/// <summary>
/// How odd each value of a series is, 0 to 1, as it comes, with nothing set beforehand. Four questions, of which the loudest
/// answers: does it leave what the last few values led to expect (spike, rate); has the level moved away from the long mean
/// (CUSUM's question); is it unusual for this hour of the day (climatology); is it beyond everything seen so far (range).
/// After a high score lower ones count little for a while: one thing gone wrong is one alarm.
/// </summary>
public sealed class AnomalyScorer(TimeSpan utcOffset) : IStateful
{
    private const int WarmUp = 100;
    private const int Recent = 8;
    private const int Past = 2000;
    private const int Neighbours = 5;
    private const int HoldOff = 200;
    private const double Quietened = 0.1;
    private const double LeastPeak = 0.3;

    // Share of the range seen so far by which a value must lie outside to be beyond it; there the score is one half.
    private const double Margin = 0.05;
    private readonly double[] _last = new double[Neighbours];
    private readonly double[] _sorted = new double[Neighbours];
    private readonly Moments _steps = new(Past);
    private readonly Moments _fast = new(Recent);
    private readonly Moments _slow = new(Past / 4);
    private readonly Moments _odd = new(Recent);
    private readonly Surprise _innovation = new(2, Past);
    private readonly Surprise _level = new(Recent, Past);
    private readonly Surprise _season = new(Recent, Past);
    private readonly DayProfile _profile = new(utcOffset);
    private long _count;
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;
    private double _peak;

    /// <summary>The score of a value; times grow.</summary>
    public double Add(long timeMs, double value)
    {
        double innovation = Innovation(value);
        double level = Level(value);
        double season = Season(timeMs, value);
        double beyond = Beyond(value);
        _last[_count++ % Neighbours] = value;
        double score = _count <= WarmUp ? 0 : Math.Max(Math.Max(innovation, level), Math.Max(season, beyond));
        return Quieten(score);
    }

    public void Save(StateWriter writer)
    {
        foreach (double value in _last) writer.Number(value);
        foreach (var part in Parts) part.Save(writer);
        writer.Whole(_count);
        writer.Number(_min);
        writer.Number(_max);
        writer.Number(_peak);
    }

    public void Load(StateReader reader)
    {
        for (int i = 0; i < _last.Length; i++) _last[i] = reader.Number();
        foreach (var part in Parts) part.Load(reader);
        _count = Math.Max(0, reader.Whole());
        _min = reader.Number();
        _max = reader.Number();
        _peak = reader.Number();
    }

    private IStateful[] Parts => [_steps, _fast, _slow, _odd, _innovation, _level, _season, _profile];

    private double Innovation(double value)
    {
        if (_count < Neighbours) return 0;
        Array.Copy(_last, _sorted, Neighbours);
        Array.Sort(_sorted);
        double step = Math.Abs(value - _sorted[Neighbours / 2]);
        double scale = _steps.Mean;
        _steps.Add(step);
        return scale > 0 ? _innovation.Add(Math.Log(1 + (step / scale))) : 0;
    }

    private double Level(double value)
    {
        _fast.Add(value);
        double away = _slow.Deviation > 0 ? Math.Abs(_fast.Mean - _slow.Mean) / _slow.Deviation : 0;
        _slow.Add(value);
        return _level.Add(away);
    }

    private double Season(long timeMs, double value)
    {
        if (_profile.Add(timeMs, value) is not { } deviation) return 0;
        _odd.Add(deviation);
        return _season.Add(Math.Abs(_odd.Mean));
    }

    private double Beyond(double value)
    {
        double range = _max - _min;
        double outside = Math.Max(value - _max, _min - value);
        _min = Math.Min(_min, value);
        _max = Math.Max(_max, value);
        double margins = outside / (Margin * range);
        return range > 0 && margins > 1 ? margins / (margins + 1) : 0;
    }

    private double Quieten(double score)
    {
        _peak *= Math.Pow(0.5, 1.0 / HoldOff);
        bool louder = score > _peak;
        if (louder) _peak = score;
        return louder || _peak < LeastPeak ? score : score * Quietened;
    }
}
