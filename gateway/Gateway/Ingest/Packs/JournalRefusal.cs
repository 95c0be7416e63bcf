using SmartCity.Journal;

namespace SmartCity.Gateway.Ingest.Packs;

/// <summary>The journal's answer as the publisher's.</summary>
internal static class JournalRefusal
{
    public static PublishReply Reply(in AppendResult result) => result.Status switch
    {
        AppendStatus.Committed => PublishReply.Accepted,
        AppendStatus.DiskFull => PublishReply.Withheld(Refusal.JournalFull, result.Reason ?? "the journal has no room"),
        AppendStatus.Unwritable => PublishReply.Withheld(Refusal.JournalUnwritable, result.Reason ?? "the journal cannot be written"),
        AppendStatus.Busy => PublishReply.Withheld(Refusal.JournalBusy, result.Reason ?? "the disk does not keep up"),
        AppendStatus.TooLarge => PublishReply.Refused(Refusal.RecordTooLarge, result.Reason ?? "the journal takes no record of this size"),
        AppendStatus.Closed => PublishReply.Withheld(Refusal.Stopping, "the gateway is stopping"),
        _ => PublishReply.Withheld(Refusal.JournalIo, result.Reason ?? "writing the journal failed"),
    };
}
