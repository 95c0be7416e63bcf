using SmartCity.Gateway.Web.Live;
using SmartCity.Wire;

namespace SmartCity.Gateway.History;

/// <summary>
/// Statistics of a span: of all values in it whatever their flag, with the worst flag beside them to say what they are
/// worth. Missing values count in no figure but make the flag.
/// </summary>
internal struct HistoryBucket
{
    public int Count;
    public double Min;
    public double Max;
    public double Sum;
    public byte Flag;

    public readonly double? Mean => Count == 0 ? null : Sum / Count;

    public readonly bool IsEmpty => Flag == 0;

    public void Add(in HistoryPoint point)
    {
        Flag = (byte)(Flag == 0 ? point.Flag : Attention.Worse(Flag, point.Flag));
        if (double.IsNaN(point.Value)) return;
        Min = Count == 0 ? point.Value : Math.Min(Min, point.Value);
        Max = Count == 0 ? point.Value : Math.Max(Max, point.Value);
        Sum += point.Value;
        Count++;
    }

    public void Add(in HistoryBucket other)
    {
        if (other.IsEmpty) return;
        Flag = (byte)(Flag == 0 ? other.Flag : Attention.Worse(Flag, other.Flag));
        if (other.Count == 0) return;
        Min = Count == 0 ? other.Min : Math.Min(Min, other.Min);
        Max = Count == 0 ? other.Max : Math.Max(Max, other.Max);
        Sum += other.Sum;
        Count += other.Count;
    }

    /// <summary>A single reading as it stands, good when it says nothing else.</summary>
    public static HistoryBucket Of(in HistoryPoint point)
    {
        var bucket = new HistoryBucket { Flag = (byte)(point.Flag == 0 ? Quality.Good : 0) };
        bucket.Add(point);
        return bucket;
    }
}
