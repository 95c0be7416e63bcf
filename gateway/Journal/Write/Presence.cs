namespace SmartCity.Journal;

/// <summary>
/// Looks now and then whether the file being written still has its name: Linux goes on syncing a deleted file, or one
/// under a mount that was replaced, without an error.
/// </summary>
internal sealed class Presence(IStorage storage, LaneWriter[] writers, TimeProvider time)
{
    private long _looked = time.GetTimestamp();

    public void Check()
    {
        if (time.GetElapsedTime(_looked) < JournalDefaults.PresenceCheck) return;
        _looked = time.GetTimestamp();
        foreach (var writer in writers)
            if (writer.Active is { } active && !storage.Exists(active.Name))
                throw new StorageException(StorageFault.Gone, $"{active.Name} is not there any more");
    }
}
