using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Ingest.Admission;
using SmartCity.Gateway.Ingest.Counters;
using SmartCity.Gateway.Ingest.Packs;
using SmartCity.Gateway.Losses;
using SmartCity.Gateway.Rules;
using SmartCity.Wire;

namespace SmartCity.Gateway.Ingest;

/// <summary>The gateway's answer to every CONNECT, PUBLISH and SUBSCRIBE: the rules of <c>Admission/</c>, then the pack's way.</summary>
internal sealed class IngestGate(
    LoginCheck logins, PackIngest packs, RuleDesk rules, NodeLosses losses, NodeTable nodes, LimitOptions limits, IngestCounters counters, TimeProvider time, ILogger<IngestGate> logger) : IBrokerGate
{
    // Ten refusals in a row are logged one by one, then one in ten seconds with the number left out.
    private const int RefusalLineBurst = 10;
    private const double RefusalLinesPerSecond = 0.1;
    private const int MaxNameInLog = 80;
    private const string Void = "its credentials were revoked or replaced after its login";

    // Connections that never get a session share one budget of log lines.
    private readonly TokenBucket _strangerLines = new(10, 100, time);
    private readonly Lock _strangers = new();

    public async ValueTask<ConnectReply> ConnectAsync(ConnectRequest request)
    {
        var (known, reason, text) = await logins.CheckAsync(request).ConfigureAwait(false);
        if (known is null)
        {
            RefuseConnect(request.ClientId, request.Address, reason, text);
            return new ConnectReply(null, reason, text);
        }

        var session = new NodeSession(
            known,
            request.Address,
            request.Mqtt5,
            new TokenBucket(limits.PublishesPerSecond, limits.PublishBurst, time),
            new TokenBucket(RefusalLinesPerSecond, RefusalLineBurst, time));
        return new ConnectReply(session, Refusal.None, null);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<PublishReply> PublishAsync(NodeSession session, PublishRequest request)
    {
        var started = time.GetTimestamp();
        var wait = session.Rate.Take();
        if (wait > TimeSpan.Zero)
        {
            // The wait begins before it is counted: whoever sees the count can rely on the clock being watched.
            var delay = Task.Delay(wait, time);
            counters.Throttle();
            await delay.ConfigureAwait(false);
        }

        var reason = PublishRule.Check(session.Identity, request, out var kind, out var text);
        PublishReply reply;
        if (!logins.IsInForce(session)) reply = PublishReply.Withheld(Refusal.Revoked, Void);
        else if (reason != Refusal.None) reply = PublishReply.Refused(reason, text);
        else reply = await AcceptAsync(session.Identity, kind, request.Payload).ConfigureAwait(false);

        if (reply.Verdict != PublishVerdict.Accepted) Refuse(session, request, reply);
        else if (kind is TopicKind.Data or TopicKind.Event) counters.AckLatency.Record(time.GetElapsedTime(started));
        return reply;
    }

    public string? Subscribe(NodeSession session, string filter)
    {
        if (SubscribeRule.Check(session, filter) is not { } wrong) return null;
        counters.Refuse(Refusal.Subscription);
        if (MayLog(session)) IngestLog.SubscribeRefused(logger, session.Identity.ClientId, Name(filter), wrong);
        return wrong;
    }

    public bool Connected(NodeSession session)
    {
        if (!logins.IsInForce(session))
        {
            RefuseConnect(session.Identity.ClientId, session.Address, Refusal.Revoked, Void);
            return false;
        }

        nodes.Seen(session.Identity).Session = session;
        IngestLog.Connected(logger, session.Identity.ClientId, session.Address);
        return true;
    }

    public void Disconnected(NodeSession session)
    {
        nodes.Seen(session.Identity).Session = null;
        if (session.Unlogged > 0) IngestLog.RefusedUnlogged(logger, session.Identity.ClientId, session.Unlogged);
        IngestLog.Disconnected(logger, session.Identity.ClientId, session.SaidGoodBye ? "said good-bye" : "connection lost");
    }

    public void TransportRefused(EndPoint? remote, string? client, Refusal reason, string text)
    {
        counters.Refuse(reason);
        if (StrangerLine()) IngestLog.TransportRefused(logger, Name(client), remote, reason, text);
    }

    private async ValueTask<PublishReply> AcceptAsync(NodeIdentity who, TopicKind kind, ReadOnlyMemory<byte> payload)
    {
        var state = nodes.Seen(who);
        switch (kind)
        {
            case TopicKind.Status:
                state.Status = payload;
                nodes.Tell(state, kind);
                return JournalRefusal.Reply(await losses.ReportedAsync(who, payload).ConfigureAwait(false));
            case TopicKind.ConfigReported:
                state.Reported = payload;
                state.ReportedMs = state.LastSeenMs;
                nodes.Tell(state, kind);
                return PublishReply.Accepted;
            case TopicKind.CommandResult:
                state.CommandResult = payload;
                rules.Answer(payload);
                nodes.Tell(state, kind);
                return PublishReply.Accepted;
            default:
                var reply = await packs.AcceptAsync(who, kind, payload).ConfigureAwait(false);
                if (reply.Verdict == PublishVerdict.Accepted) state.CountPack();
                return reply;
        }
    }

    private void RefuseConnect(string? client, IPAddress address, Refusal reason, string text)
    {
        counters.Refuse(reason);
        if (StrangerLine()) IngestLog.ConnectRefused(logger, Name(client), address, reason, text);
    }

    private void Refuse(NodeSession session, in PublishRequest request, in PublishReply reply)
    {
        counters.Refuse(reply.Reason);
        if (!MayLog(session)) return;
        var (client, topic, text) = (session.Identity.ClientId, Name(request.Topic), reply.Text ?? "");
        if (reply.Verdict == PublishVerdict.Withheld) IngestLog.Withheld(logger, client, topic, reply.Reason, text, session.Unlogged);
        else IngestLog.PublishRefused(logger, client, topic, request.Payload.Length, reply.Reason, text, session.Unlogged);
        session.Unlogged = 0;
    }

    private static bool MayLog(NodeSession session)
    {
        if (session.RefusalLines.TryTake()) return true;
        session.Unlogged++;
        return false;
    }

    private bool StrangerLine()
    {
        lock (_strangers) return _strangerLines.TryTake();
    }

    // What a client calls itself is hostile text: printable ASCII and of a bounded length in a log line.
    private static string Name(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "(no name)";
        var name = new StringBuilder();
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, MaxNameInLog))) name.Append(c is >= ' ' and <= '~' ? c : '?');
        return text.Length > MaxNameInLog ? name.Append("...").ToString() : name.ToString();
    }
}
