namespace SmartCity.Journal;

/// <summary>Keeps a slot ready for the next segment, within the lanes' bounds: recycles what is done, makes files, evicts.</summary>
internal sealed class Housekeeper(DurableLog log, WriterContext context, LaneWriter[] writers, Action commitControls)
{
    /// <summary>Segments that telemetry keeps whatever events need.</summary>
    private const int LeastTelemetry = 2;

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
            else if (!Evict(Lane.Data, EvictionCause.Bytes))
            {
                return;
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
            else if (lane == Lane.Data && !MayGrow()) EvictNow();
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
        var oldest = Oldest(Lane.Event);
        if (oldest is not null && context.Control.IsDone(Lane.Event, oldest.FirstSequence, oldest.EndSequence)) Evict(Lane.Event, EvictionCause.Bytes);
        else if (IsFull && (Count(Lane.Data) <= LeastTelemetry || !Evict(Lane.Data, EvictionCause.Bytes))) Evict(Lane.Event, EvictionCause.Bytes);
    }

    private void EvictNow()
    {
        if (!Evict(Lane.Data, EvictionCause.Bytes)) throw new StorageException(StorageFault.Full, "nothing to evict");
    }

    /// <summary>The oldest segment of telemetry, where every cursor is past it.</summary>
    private bool RecycleDone()
    {
        foreach (var lane in Lanes.All)
        {
            if (Oldest(lane) is not { } oldest || !context.Control.IsDone(lane, oldest.FirstSequence, oldest.EndSequence)) continue;
            Retire(lane, oldest);
            return true;
        }
        return false;
    }

    private void Age(Lane lane)
    {
        if (Options.Age(lane) is not { } age) return;
        var limit = context.RunMs - (long)age.TotalMilliseconds;
        while (Oldest(lane) is { } oldest && oldest.SealedRunMs < limit)
            if (!Evict(lane, EvictionCause.Age)) return;
        var writer = writers[(int)lane];
        if (writer.Active is { } active && active.CreatedRunMs < limit && active.EndSequence > active.FirstSequence) writer.EndSegment();
    }

    private Segment? Oldest(Lane lane)
    {
        var segments = writers[(int)lane].Log.Segments;
        return segments.Length > 0 && segments[0] != writers[(int)lane].Active ? segments[0] : null;
    }

    private bool Evict(Lane lane, EvictionCause cause)
    {
        if (Oldest(lane) is not { } oldest) return false;
        if (!context.Control.IsDone(lane, oldest.FirstSequence, oldest.EndSequence))
        {
            var unacknowledged = context.Control.Unacknowledged(lane, oldest.FirstSequence, oldest.EndSequence);
            log.Observer?.Evicting(log, new Eviction(lane, oldest.FirstSequence, oldest.EndSequence, cause, unacknowledged));
            commitControls();
        }
        Retire(lane, oldest);
        Release();
        return true;
    }

    private void Retire(Lane lane, Segment segment)
    {
        writers[(int)lane].Log.Remove(segment);
        context.Control.RaiseStart(lane, segment.EndSequence);
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
