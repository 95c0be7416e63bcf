namespace SmartCity.Journal;

/// <summary>What is wrong with the disk, which lanes it stops, and when to try again.</summary>
internal sealed class FaultState(JournalOptions options, TimeProvider time, Intake intake, Action<JournalState, string?> tell) : IDisposable
{
    private readonly ITimer _retry = time.CreateTimer(static me => ((Intake)me!).Due(), intake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    private TimeSpan _wait;
    private long _entered;

    public JournalState State { get; private set; } = JournalState.Open;

    public string? Reason { get; private set; }

    /// <summary>The lane that met the fault; null when it was none or all.</summary>
    public Lane? Lane { get; private set; }

    public AppendStatus Status { get; private set; }

    public bool RetryIsDue => State != JournalState.Open && time.GetElapsedTime(_entered) >= _wait;

    /// <summary>A full disk stops telemetry while events have their reserve; every other fault stops both.</summary>
    public bool Allows(Lane lane) => State == JournalState.Open || (State == JournalState.DiskFull && Lane == Journal.Lane.Data && lane == Journal.Lane.Event);

    public static AppendStatus StatusOf(StorageFault fault) => fault switch
    {
        StorageFault.Full => AppendStatus.DiskFull,
        StorageFault.ReadOnly or StorageFault.Gone => AppendStatus.Unwritable,
        _ => AppendStatus.IoError,
    };

    public void Enter(StorageException error, Lane? lane)
    {
        var state = error.Fault switch
        {
            StorageFault.Full => JournalState.DiskFull,
            StorageFault.ReadOnly => JournalState.ReadOnly,
            StorageFault.Gone => JournalState.DirectoryGone,
            _ => JournalState.IoError,
        };
        _wait = State == JournalState.Open ? options.FirstRetry : TimeSpan.FromTicks(Math.Min(2 * _wait.Ticks, options.LastRetry.Ticks));
        (State, Reason, Status, Lane) = (state, error.Message, StatusOf(error.Fault), lane);
        _entered = time.GetTimestamp();
        _retry.Change(_wait, Timeout.InfiniteTimeSpan);
        Answer();
        tell(state, Reason);
    }

    public void Leave()
    {
        (State, Reason, Lane) = (JournalState.Open, null, null);
        Answer();
        tell(State, null);
    }

    public void Dispose() => _retry.Dispose();

    private void Answer()
    {
        foreach (var lane in Lanes.All)
            intake.Refuse(lane, Allows(lane) ? null : new AppendResult(Status, -1, Reason));
    }
}
