using SmartCity.Gateway.Forward.Engine;

namespace SmartCity.Gateway.Operate.Reload;

/// <summary>What is to become of a configuration on trial.</summary>
internal enum TrialVerdict
{
    /// <summary>Not known yet.</summary>
    Open = 0,

    /// <summary>Every receiver that was reached before is reached.</summary>
    Kept,

    /// <summary>A receiver that was reached before is not, and has not been for <see cref="ConfigTrial.Limit"/>.</summary>
    Undone,
}

/// <summary>
/// Decides whether a new configuration broke the uplink. Only receivers that were reached under the old one count: one
/// that was away already proves nothing. When none of their names is left, all the new ones count. A receiver that there
/// was nothing to send to is waited for, as long as it takes; the limit runs from its first failure.
/// </summary>
/// <param name="reachedBefore">Names of the sinks that were reached under the old configuration.</param>
internal sealed class ConfigTrial(IReadOnlyCollection<string> reachedBefore, TimeProvider time)
{
    /// <summary>With the time that going back takes, within the 120 s that are promised.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(100);

    private readonly HashSet<string> _reached = [];
    private readonly Dictionary<string, long> _failingSince = [];

    public IReadOnlyCollection<string> ReachedBefore => reachedBefore;

    /// <summary>Why it is undone, in words; null until then.</summary>
    public string? Reason { get; private set; }

    /// <summary>Looks at the sinks as they stand; to be called every second or so.</summary>
    public TrialVerdict Judge(IReadOnlyList<SinkSnapshot> sinks)
    {
        var judged = sinks.Where(sink => reachedBefore.Contains(sink.Name)).ToList();
        if (judged.Count == 0 && reachedBefore.Count > 0) judged = [.. sinks];

        foreach (var sink in judged)
        {
            if (sink.State == SinkState.Up) _reached.Add(sink.Name);
            if (sink.State == SinkState.Idle || _reached.Contains(sink.Name)) continue;
            if (_failingSince.TryAdd(sink.Name, time.GetTimestamp()) || time.GetElapsedTime(_failingSince[sink.Name]) < Limit) continue;
            Reason = $"sink {sink.Name}, reached before, is not reached: {sink.LastError}";
            return TrialVerdict.Undone;
        }

        return judged.TrueForAll(sink => _reached.Contains(sink.Name)) ? TrialVerdict.Kept : TrialVerdict.Open;
    }
}
