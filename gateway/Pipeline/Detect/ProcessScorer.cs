using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Detect;

/// <summary>
/// How far several channels of one process together are from their usual values, in standard deviations (root mean square
/// over the channels). What is usual is learnt from the first values and then only while nothing is odd, so that a fault that
/// lasts does not become usual.
/// </summary>
public sealed class ProcessScorer : IStateful
{
    /// <summary>Values each channel is learnt from before anything is judged.</summary>
    public const int Learning = 400;

    // One in a thousand, the usual false-alarm rate of a control chart, as a quantile of the normal distribution.
    private const double Quantile = 3.0902;
    private const int Smooth = 5;
    private const int Past = 2000;
    private readonly Moments[] _recent;
    private readonly Moments[] _usual;
    private int _count;

    public ProcessScorer(int channels)
    {
        _recent = [.. Enumerable.Range(0, channels).Select(_ => new Moments(Smooth))];
        _usual = [.. Enumerable.Range(0, channels).Select(_ => new Moments(Past))];

        // The sum of squares of so many deviations is chi-square; its quantile by E. B. Wilson and M. M. Hilferty (1931).
        double ninth = 2.0 / (9 * channels);
        Limit = Math.Pow(1 - ninth + (Quantile * Math.Sqrt(ninth)), 1.5);
    }

    /// <summary>Score from which on the process is odd: the limit of Hotelling's chart for that many channels.</summary>
    public double Limit { get; }

    /// <summary>The score of the values of one moment, one a channel; 0 while learning.</summary>
    public double Add(ReadOnlySpan<double> values)
    {
        double squares = 0;
        for (int i = 0; i < _recent.Length; i++)
        {
            _recent[i].Add(values[i]);
            double deviation = _usual[i].Deviation;
            double away = deviation > 0 ? (_recent[i].Mean - _usual[i].Mean) / deviation : 0;
            squares += away * away;
        }

        double score = Math.Sqrt(squares / _recent.Length);
        bool learning = _count < Learning;
        if (learning) _count++;
        if (!learning && score >= Limit) return score;
        for (int i = 0; i < _usual.Length; i++) _usual[i].Add(_recent[i].Mean);
        return learning ? 0 : score;
    }

    public void Save(StateWriter writer)
    {
        writer.Whole(_count);
        foreach (var part in _recent) part.Save(writer);
        foreach (var part in _usual) part.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _count = reader.Small();
        foreach (var part in _recent) part.Load(reader);
        foreach (var part in _usual) part.Load(reader);
    }
}
