using System.Globalization;
using SmartCity.Pipeline.Actions;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Export;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Events;

/// <summary>
/// Events and actions as packs of the gateway itself, so that journal, sinks and cities treat them as they treat what nodes
/// send, on the event lane. The gateway has its own node name, boot and seq; each pack is one step:
/// <c>event</c> or <c>action</c> with its phase as text, and beside it what it was about.
/// </summary>
public static class EventPack
{
    internal const string EventChannel = "event";
    internal const string ActionChannel = "action";
    internal const string RevisionChannel = "revision";
    internal const string IndexChannel = "index";
    internal const string ClockChannel = "clock";
    internal const string EvidenceChannel = "evidence";
    internal const string OfChannel = "of";
    internal const string ByChannel = "by";
    internal const string AtGateway = "gateway";

    /// <summary>Fills a pack (site, node, boot and seq are the caller's) with one step of an event.</summary>
    public static void Fill(CityEvent step, Pack pack)
    {
        Begin(pack, step.TimeMs);
        Text(pack, EventChannel, Name(step.Phase));
        Text(pack, "id", step.Id);
        Text(pack, "rule", step.Rule);
        Text(pack, "kind", step.Kind);
        Text(pack, "at", step.Node);
        Text(pack, "severity", Name(step.Severity));
        Text(pack, "cause", step.Cause);
        Number(pack, "raised", step.RaisedMs);
        if (step.By != null) Text(pack, ByChannel, step.By);
        if (step.Suppressed > 0) Number(pack, "suppressed", step.Suppressed);
        foreach (var e in step.Evidence)
        {
            Text(pack, EvidenceChannel, string.Create(CultureInfo.InvariantCulture, $"{e.Boot}/{e.Seq}/{e.Index} {e.Channel} {e.Value}"));
            pack.Readings[^1].TimeMs = e.TimeMs;
        }
    }

    /// <summary>Fills a pack with one step of an action.</summary>
    public static void Fill(ActionStep step, Pack pack)
    {
        Begin(pack, step.TimeMs);
        Text(pack, ActionChannel, Name(step.Phase));
        Text(pack, "id", step.Id);
        Text(pack, OfChannel, step.EventId);
        Text(pack, "at", step.Node ?? AtGateway);
        Text(pack, "command", step.Name);
        if (step.Output != null) Text(pack, "output", step.Output);
        if (step.State != null) Text(pack, "state", step.State);
        Number(pack, "attempt", step.Attempt);
        Text(pack, "why", step.Why);
    }

    /// <summary>Fills a pack with a flag that came after its reading had left: the reading's pack, its place in it, channel and time, the test and the flag.</summary>
    public static void Fill(in QualityRevision revision, Pack pack)
    {
        Begin(pack, revision.TimeMs);
        pack.IsEvent = false;
        Text(pack, RevisionChannel, ExportNames.Test((int)revision.Test));
        Text(pack, OfChannel, PackOf(revision));
        Number(pack, IndexChannel, revision.Index);
        Text(pack, "channel", revision.Channel);
        Number(pack, "quality", revision.Flag);
    }

    /// <summary>Fills a pack with a step of the gateway's clock.</summary>
    public static void FillClockStep(long nowMs, long deltaMs, Pack pack)
    {
        Begin(pack, nowMs);
        Text(pack, ClockChannel, "stepped");
        Number(pack, ByChannel, deltaMs);
    }

    /// <summary>What tells a revision from every other.</summary>
    public static string IdentityOf(in QualityRevision revision) => IdentityOfRevision(PackOf(revision), revision.Index, revision.Channel, ExportNames.Test((int)revision.Test));

    internal static string IdentityOfRevision(string pack, int index, string channel, string test) =>
        string.Create(CultureInfo.InvariantCulture, $"{pack}/{index} {channel} {test}");

    private static string PackOf(in QualityRevision revision) => string.Create(CultureInfo.InvariantCulture, $"{revision.Node}/{revision.Boot}/{revision.Seq}");

    public static string Name(EventPhase phase) => phase switch
    {
        EventPhase.Raised => "raised",
        EventPhase.Acknowledged => "acknowledged",
        _ => "cleared",
    };

    public static string Name(Severity severity) => severity switch
    {
        Severity.Notice => "notice",
        Severity.Warning => "warning",
        Severity.Alarm => "alarm",
        _ => "critical",
    };

    public static string Name(ActionPhase phase) => phase switch
    {
        ActionPhase.Issued => "issued",
        ActionPhase.Blocked => "blocked",
        ActionPhase.Confirmed => "confirmed",
        ActionPhase.Failed => "failed",
        ActionPhase.Answered => "answered",
        _ => "timed-out",
    };

    private static void Begin(Pack pack, long timeMs)
    {
        pack.Clear();
        pack.BaseName = "";
        pack.IsEvent = true;
        pack.Basis = TimeBasis.Node;
        pack.ReceivedMs = timeMs;
    }

    private static void Text(Pack pack, string channel, string text) =>
        pack.Add() = new Reading { Channel = channel, Kind = ReadingKind.Text, Text = text, TimeMs = pack.ReceivedMs, Quality = Quality.Good };

    private static void Number(Pack pack, string channel, double value) =>
        pack.Add() = new Reading { Channel = channel, Number = value, TimeMs = pack.ReceivedMs, Quality = Quality.Good };
}
