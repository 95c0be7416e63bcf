using System.Globalization;
using SmartCity.Pipeline.Actions;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Model;

namespace SmartCity.Pipeline.Events;

/// <summary>
/// What one of the gateway's own packs says, read back: what <see cref="EventPack"/> wrote. At most one of the parts is
/// there.
/// </summary>
public sealed record OwnStep
{
    public CityEvent? Event { get; private init; }

    public ActionStep? Action { get; private init; }

    /// <summary>Milliseconds by which the gateway's clock was set.</summary>
    public long? ClockStepMs { get; private init; }

    /// <summary>The node it is about; null when that is the gateway itself.</summary>
    public string? Node { get; private init; }

    /// <summary>The channel whose flag came late, when it is that.</summary>
    public string? Channel { get; private init; }

    /// <summary>What tells this step from every other: written twice it is the same step.</summary>
    public string Identity { get; private init; } = "";

    public static string IdentityOf(CityEvent step) => $"{step.Id} {EventPack.Name(step.Phase)}";

    public static string IdentityOf(ActionStep step) =>
        string.Create(CultureInfo.InvariantCulture, $"{step.Id} {EventPack.Name(step.Phase)} {step.Attempt} {step.State}");

    /// <summary>Null when the pack holds none of the gateway's steps.</summary>
    public static OwnStep? Read(Pack pack)
    {
        if (pack.Count == 0) return null;
        return pack.Readings[0].Channel switch
        {
            EventPack.EventChannel => ReadEvent(pack),
            EventPack.ActionChannel => ReadAction(pack),
            EventPack.ClockChannel => new OwnStep { ClockStepMs = (long)(Number(pack, EventPack.ByChannel) ?? 0) },
            EventPack.RevisionChannel => ReadRevision(pack),
            _ => null,
        };
    }

    private static OwnStep ReadEvent(Pack pack)
    {
        var step = new CityEvent
        {
            Id = Text(pack, "id"),
            Rule = Text(pack, "rule"),
            Kind = Text(pack, "kind"),
            Site = pack.Site,
            Node = Text(pack, "at"),
            Severity = Named<Severity>(Text(pack, "severity"), EventPack.Name),
            Phase = Named<EventPhase>(Text(pack, EventPack.EventChannel), EventPack.Name),
            TimeMs = pack.ReceivedMs,
            RaisedMs = (long)(Number(pack, "raised") ?? 0),
            Cause = Text(pack, "cause"),
            By = Find(pack, EventPack.ByChannel) is >= 0 and var by ? pack.Readings[by].Text : null,
            Suppressed = (long)(Number(pack, "suppressed") ?? 0),
            Evidence = ReadEvidence(pack),
        };
        return new OwnStep { Event = step, Node = step.Node, Identity = IdentityOf(step) };
    }

    private static OwnStep ReadAction(Pack pack)
    {
        string at = Text(pack, "at");
        var step = new ActionStep
        {
            Id = Text(pack, "id"),
            EventId = Text(pack, EventPack.OfChannel),
            Site = pack.Site,
            Node = at == EventPack.AtGateway ? null : at,
            Index = 0,
            Name = Text(pack, "command"),
            Output = Find(pack, "output") is >= 0 and var output ? pack.Readings[output].Text : null,
            State = Find(pack, "state") is >= 0 and var state ? pack.Readings[state].Text : null,
            Phase = Named<ActionPhase>(Text(pack, EventPack.ActionChannel), EventPack.Name),
            TimeMs = pack.ReceivedMs,
            Attempt = (int)(Number(pack, "attempt") ?? 0),
            Why = Text(pack, "why"),
        };
        return new OwnStep { Action = step, Node = step.Node, Identity = IdentityOf(step) };
    }

    private static OwnStep ReadRevision(Pack pack)
    {
        var (of, channel) = (Text(pack, EventPack.OfChannel), Text(pack, "channel"));
        int index = (int)(Number(pack, EventPack.IndexChannel) ?? -1);
        return new OwnStep { Node = of.Split('/')[0], Channel = channel, Identity = EventPack.IdentityOfRevision(of, index, channel, Text(pack, EventPack.RevisionChannel)) };
    }

    private static List<Evidence> ReadEvidence(Pack pack)
    {
        var list = new List<Evidence>();
        foreach (ref readonly var reading in pack.Readings)
        {
            if (reading.Channel != EventPack.EvidenceChannel || reading.Text?.Split(' ') is not [var key, var channel, var value]) continue;
            if (key.Split('/') is not [var boot, var seq, var index]) continue;
            var plain = CultureInfo.InvariantCulture;
            if (uint.TryParse(boot, plain, out uint b) && uint.TryParse(seq, plain, out uint s) && int.TryParse(index, plain, out int i) && double.TryParse(value, plain, out double v))
            {
                list.Add(new Evidence(b, s, i, channel, reading.TimeMs, v));
            }
        }

        return list;
    }

    private static T Named<T>(string word, Func<T, string> name)
        where T : struct, Enum => Enum.GetValues<T>().FirstOrDefault(v => name(v) == word);

    private static string Text(Pack pack, string channel) => Find(pack, channel) is >= 0 and var at ? pack.Readings[at].Text ?? "" : "";

    private static double? Number(Pack pack, string channel) => Find(pack, channel) is >= 0 and var at ? pack.Readings[at].Number : null;

    private static int Find(Pack pack, string channel)
    {
        for (int i = 0; i < pack.Count; i++)
        {
            if (pack.Readings[i].Channel == channel) return i;
        }

        return -1;
    }
}
