namespace SmartCity.Journal.Tests.Model;

/// <summary>
/// Seeds whose programs caught a fault of the journal, and which. Each met it with the journal and the program as they
/// were that day; a seed that fails joins them.
/// </summary>
internal static class Seeds
{
    public static IEnumerable<(int Seed, string Caught)> All =>
    [
        // Found by running on: faults that were there.
        (485, "a segment with one identity left was sealed over it, the sealing was cut short, and the segment was gone"),
        (1007136, "an empty segment that held the newest snapshot was used again before the next one was whole"),
        (2029497, "acknowledgements out of a snapshot that was cut short were taken for acknowledgements"),
        (29, "a version was given again that the rest of such a snapshot still had"),
        (3001394, "behind more skipped sequences than there is room for, a reader did not find the next record"),

        // Found by breaking the journal on purpose, one line at a time.
        (1, "a commit answered without its fdatasync; a segment without its snapshot written on after a start"),
        (30, "no random number in a segment's salt: records of a life that was undone came back"),
        (63, "after a failed commit the changes it carried were not written again"),
    ];
}
