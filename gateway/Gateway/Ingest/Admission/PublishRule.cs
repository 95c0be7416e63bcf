using SmartCity.Wire;

namespace SmartCity.Gateway.Ingest.Admission;

/// <summary>What a node may publish: its own upward topics, at QoS 0 or 1; readings are never retained.</summary>
internal static class PublishRule
{
    /// <summary>The kind, and <see cref="Refusal.None"/>; or the refusal and its words.</summary>
    public static Refusal Check(NodeIdentity who, in PublishRequest request, out TopicKind kind, out string text)
    {
        text = "";
        kind = who.KindOf(request.Topic);
        if (kind == TopicKind.Unknown)
        {
            text = Topics.Parse(request.Topic, out var site, out var node, out _) ?? $"the topic is {site}/{node}'s";
            return Refusal.ForeignTopic;
        }

        if (kind is TopicKind.Config or TopicKind.Command)
        {
            text = "only the gateway publishes this topic";
            return Refusal.Downward;
        }

        if (request.Qos > 1)
        {
            text = "QoS 2 is not taken; packs carry their own key, QoS 1 is enough";
            return Refusal.Qos;
        }

        if (request.Retain && kind is TopicKind.Data or TopicKind.Event)
        {
            text = "readings are not retained";
            return Refusal.Retain;
        }

        return Refusal.None;
    }
}
