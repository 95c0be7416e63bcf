namespace SmartCity.Journal;

/// <summary>Tries to go on after a fault: reads back what counts, then begins segments that prove the disk takes writes.</summary>
internal sealed class Resumption(DurableLog log, WriterContext context, LaneWriter[] writers)
{
    /// <summary>The lane whose attempt failed, or null.</summary>
    public Lane? Lane { get; private set; }

    /// <exception cref="StorageException">Not yet.</exception>
    public void Run(JournalState state)
    {
        Lane = null;
        if (state != JournalState.DiskFull)
        {
            Return();
            Reverify.Run(log, context, writers);
        }
        foreach (var writer in writers)
        {
            // A lane that never held anything begins with its first record.
            if (!writer.MustRoll || (writer.Log.Lane == Journal.Lane.Event && writer.Log.End == 0)) continue;
            Lane = writer.Log.Lane;
            Probe(writer);
        }
    }

    private static void Probe(LaneWriter writer)
    {
        try
        {
            writer.Probe();
        }
        catch (StorageException)
        {
            writer.Abandon();
            throw;
        }
    }

    /// <summary>Lets go of handles that may belong to a file system that is no longer mounted.</summary>
    private void Return()
    {
        foreach (var writer in writers)
        {
            // An empty directory in its place (the bare mount point) is not our journal.
            if (writer.Log.Segments is [.., var newest] && !context.Storage.Exists(newest.Name))
                throw new StorageException(StorageFault.Gone, $"{newest.Name} is not there");
            if (writer.HasSegment) writer.Abandon();
        }
        context.Slots.DropMissing();
        foreach (var writer in writers)
            foreach (var segment in writer.Log.Segments)
                if (!context.Storage.Exists(segment.Name)) Missing(writer.Log, segment);
    }

    private void Missing(LaneLog lane, Segment segment)
    {
        lane.Remove(segment);
        log.Report(new RecoveryFinding(FindingKind.MissingSegment, segment.Name, lane.Lane, segment.FirstSequence, segment.EndSequence, 0, segment.Bytes));
    }
}
