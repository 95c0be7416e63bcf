namespace SmartCity.Journal;

/// <summary>Puts what recovery found to work: lanes with their ends, writers at their tails, spare slots.</summary>
internal static class Restart
{
    public static LaneWriter[] Run(Recovery recovery, WriterContext context, LaneLog[] lanes)
    {
        context.LastSegmentId = recovery.MaxSegmentId;
        context.RunMsAtStart = recovery.RunMs;
        context.Slots.NextSlot = recovery.MaxSlot + 1;
        foreach (var slot in recovery.Spares) context.Slots.AddSpare(slot);
        foreach (var slot in recovery.Remakes) context.Slots.Remake(slot);
        foreach (var slot in recovery.Held) context.Slots.Retire(slot);
        if (recovery.Held.Count > 0) context.Control.Repeat();
        foreach (var finding in recovery.Findings)
            if (finding is { Lane: { } lane, Lost: > 0 }) context.Control.Forget(lane, finding.From, finding.To);
        return Array.ConvertAll(lanes, lane => Lane(recovery, context, lane));
    }

    public static RecoveryReport Report(Recovery recovery, LaneLog[] lanes, TimeSpan took)
    {
        var segments = lanes.SelectMany(l => l.Segments).ToList();
        return new RecoveryReport(took, segments.Count, recovery.Scanned, segments.Sum(s => s.EndSequence - s.FirstSequence), recovery.Findings);
    }

    private static LaneWriter Lane(Recovery recovery, WriterContext context, LaneLog lane)
    {
        var writer = new LaneWriter(lane, context);
        var end = Math.Max(context.Control.Start(lane.Lane), context.Control.MaxAcknowledged(lane.Lane));
        Found? newest = null;
        foreach (var found in recovery.Lane(lane.Lane))
        {
            newest = found;
            var segment = Make(found, context.JournalId);
            lane.Add(segment);
            end = Math.Max(end, segment.EndSequence);
            if (!found.IsSealed) writer.AddUnsealed(segment);
        }
        if (lane.Segments is [var oldest, ..]) context.Control.SetStart(lane.Lane, Math.Min(oldest.FirstSequence, end));
        var active = newest is not null && IsFit(newest, context.Options) && end == newest.EndSequence ? lane.Segments[^1] : null;
        if (active is null)
        {
            writer.Resume(null, null, end);
            // Nothing may be given up before cursors and states are whole somewhere else.
            if (newest is not null) context.Control.Repeat();
        }
        else
        {
            // What a killed process left in the page cache counts from now on, so it has to be on the medium.
            var file = context.Storage.Open(active.Name);
            file.Sync();
            writer.Resume(active, file, end);
        }
        lane.Publish(end);
        return writer;
    }

    /// <summary>
    /// May be written on: whole, and with its snapshot, for what stands before it may be recycled.
    /// </summary>
    private static bool IsFit(Found newest, JournalOptions options) =>
        !newest.IsSealed && !newest.Truncated && newest.Identity.SegmentBytes == options.SegmentBytes
        && !newest.HeadLost && ControlRecovery.HasSnapshot(newest);

    private static Segment Make(Found found, ulong journalId)
    {
        var identity = found.Identity;
        var segment = new Segment(found.Id, found.File.Slot, identity.Lane, journalId, identity.Nonce, identity.SegmentBytes, identity.FirstSequence)
        {
            CreatedRunMs = identity.CreatedRunMs,
            SealedRunMs = found.IsSealed ? identity.SealedRunMs : null,
            MinTimeMs = found.Scan?.MinTimeMs ?? identity.MinTimeMs,
            MaxTimeMs = found.Scan?.MaxTimeMs ?? identity.MaxTimeMs,
            Truncated = found.Truncated,
            HeadLost = found.HeadLost,
            Known = [.. (found.Scan?.Findings ?? []).Select(f => f.Offset)],
        };
        segment.Publish(Math.Max(identity.FirstSequence, found.EndSequence), found.Scan?.EndOffset ?? identity.EndOffset);
        return segment;
    }
}
