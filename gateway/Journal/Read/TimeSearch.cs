namespace SmartCity.Journal;

/// <summary>Finds the first record stamped at or after a time: by segment, then record by record.</summary>
internal static class TimeSearch
{
    public static long Find(DurableLog log, LaneLog lane, long timestampMs)
    {
        foreach (var segment in lane.Segments)
        {
            if (segment.MaxTimeMs < timestampMs) continue;
            using var reader = log.OpenReader(lane.Lane, segment.FirstSequence);
            using var batch = new RecordBatch(256, 64 << 10);
            while (reader.Read(batch) > 0)
                foreach (ref readonly var record in batch.Records)
                    if (record.TimestampMs >= timestampMs) return record.Sequence;
        }
        return lane.End;
    }
}
