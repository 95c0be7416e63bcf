namespace SmartCity.Journal;

/// <summary>Keeps a slot ready for the next segment, within the lanes' bounds: recycles what is done, makes files, evicts.</summary>
internal sealed class Housekeeper(DurableLog log, WriterContext context, LaneWriter[] writers, Action commitControls)
{
    /// <summary>Segments that telemetry keeps whatever events need.</summary>
    private const int LeastTelemetry = 2;

    /// <summary>What the observer was told of, while that is made durable.</summary>
    private Segment? _going;

    private JournalOptions Options => context.Options;
    private SlotPool Slots => context.Slots;

    /// <summary>After a commit.</summary>
    public void Run()
    {
        foreach (var writer in writers) writer.SealFinished();
        foreach (var lane in Lanes.All) Age(lane);
        if (Count(Lane.Event) > Options.MaxSegments(Lane.Event)) MakeRoomForEvents();
        while (Slots.Spares <= Options.ReserveSegments)
        {
            if (Slots.Retired > 0 || RecycleDone())
            {
                Release();
            }
            else if (MayGrow())
            {
                // A slice a commit, so that no commit waits for a whole file of zeros.
                Slots.PrepareSlice();
                return;
            }
            else
            {
                Evict(Lane.Data, EvictionCause.Bytes);
            }
        }
    }

    /// <summary>A slot for a lane's next segment, now.</summary>
    public int Take(Lane lane)
    {
        while (Slots.Spares <= (lane == Lane.Data ? Options.ReserveSegments : 0))
        {
            // The newest snapshot may stand in the segment that is given up here, whose successor is not written yet.
            context.Control.Repeat();
            if (lane == Lane.Data && RecycleDone()) Release();
            else if (lane == Lane.Data && !MayGrow()) Evict(lane, EvictionCause.Bytes);
            else Slots.Prepare();
        }
        return Slots.Take();
    }

    private int Count(Lane lane) => writers[(int)lane].Log.Segments.Length;

    private bool MayGrow() => Count(Lane.Data) < LeastTelemetry || (Count(Lane.Data) < Options.MaxSegments(Lane.Data) && !IsFull);

    /// <summary>Both lanes together have what both may have.</summary>
    private bool IsFull => Count(Lane.Data) + Count(Lane.Event) >= Options.MaxSegments(Lane.Data) + Options.MaxSegments(Lane.Event);

    /// <summary>
    /// Events past their own bound take the room of telemetry, down to the least it needs: they outlive it. Past both, the
    /// oldest go.
    /// </summary>
    private void MakeRoomForEvents()
    {
        if (IsDone(Oldest(Lane.Event)!)) Evict(Lane.Event, EvictionCause.Bytes);
        else if (IsFull) Evict(Count(Lane.Data) > LeastTelemetry ? Lane.Data : Lane.Event, EvictionCause.Bytes);
    }

    /// <summary>Retires the oldest segment of a lane, where every cursor is past it.</summary>
    private bool RecycleDone()
    {
        foreach (var lane in Lanes.All)
        {
            if (Oldest(lane) is not { } oldest || !IsDone(oldest)) continue;
            Retire(oldest);
            return true;
        }
        return false;
    }

    private void Age(Lane lane)
    {
        if (Options.Age(lane) is not { } age) return;
        var limit = context.RunMs - (long)age.TotalMilliseconds;
        while (Oldest(lane)?.SealedRunMs < limit) Evict(lane, EvictionCause.Age);
        var writer = writers[(int)lane];
        if (writer.Active is { } active && active.CreatedRunMs < limit && active.EndSequence > active.FirstSequence) writer.EndSegment();
    }

    private Segment? Oldest(Lane lane)
    {
        var segments = writers[(int)lane].Log.Segments;
        return segments.Length > 0 && segments[0] != writers[(int)lane].Active ? segments[0] : null;
    }

    /// <summary>The lane has one to give: it is past its bound in age, or there are two at least.</summary>
    private void Evict(Lane lane, EvictionCause cause)
    {
        var oldest = Oldest(lane)!;
        if (oldest != _going && !IsDone(oldest))
        {
            Announce(oldest, cause);
            // That commit may itself have needed a segment, and have taken this one.
            if (Oldest(lane) != oldest) return;
        }
        Retire(oldest);
        Release();
    }

    private void Announce(Segment oldest, EvictionCause cause)
    {
        _going = oldest;
        try
        {
            var unacknowledged = context.Control.Unacknowledged(oldest.Lane, oldest.FirstSequence, oldest.EndSequence);
            log.Observer?.Evicting(log, new Eviction(oldest.Lane, oldest.FirstSequence, oldest.EndSequence, cause, unacknowledged));
            commitControls();
        }
        finally
        {
            _going = null;
        }
    }

    private bool IsDone(Segment segment) => context.Control.IsDone(segment.Lane, segment.FirstSequence, segment.EndSequence);

    private void Retire(Segment segment)
    {
        writers[(int)segment.Lane].Log.Remove(segment);
        context.Control.RaiseStart(segment.Lane, segment.EndSequence);
        if (!segment.Truncated && segment.Bytes == Options.SegmentBytes) Slots.Retire(segment.Slot);
        else Slots.Remake(segment.Slot);
    }

    /// <summary>Makes the new start durable, and only then the slots free.</summary>
    private void Release()
    {
        commitControls();
        Slots.ReleaseRetired();
    }
}
