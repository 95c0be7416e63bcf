using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Fleet.Registry;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Ingest.Admission;
using SmartCity.Gateway.Ingest.Broker;

namespace SmartCity.Gateway.Tests.Ingest;

/// <summary>What lies between a login and its session: the wait for the node's session before it.</summary>
[TestClass]
public sealed class TransportGuardTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly NodeDirectory _nodes = new([new NodeOptions { Node = "n1", Password = "not-a-secret-1" }], "a");

    [TestMethod]
    public async Task A_login_revoked_while_it_waits_for_the_session_before_it_gets_none()
    {
        var gate = new Gate(_nodes);
        await using var guard = new TransportGuard(new LimitOptions(), gate, _time);
        var (first, second) = (Connection(1), Connection(2));
        var (firstEnds, secondEnds) = (new TaskCompletionSource(), new TaskCompletionSource());
        var (one, two) = (guard.GuardAsync(first, _ => firstEnds.Task), guard.GuardAsync(second, _ => secondEnds.Task));
        Assert.AreEqual(Claim.Granted, await guard.ClaimAsync(first.RemoteEndPoint, Session(), () => Task.CompletedTask));

        var claim = await guard.ClaimAsync(second.RemoteEndPoint, Session(), () =>
        {
            _nodes.Apply(new FleetNode { Site = "a", Node = "n1", RevokedMs = 1 });
            firstEnds.TrySetResult();
            return Task.CompletedTask;
        });

        Assert.AreEqual((Claim.Void, 1), (claim, gate.Begun));
        secondEnds.SetResult();
        await Task.WhenAll(one, two);
        Assert.AreEqual((1, 1), (gate.Begun, gate.Ended));
    }

    [TestMethod]
    public void Credentials_are_in_force_until_they_are_revoked_or_replaced_and_whatever_else_changes()
    {
        var row = new FleetNode { Site = "a", Node = "n9", Secret = NodeSecret.Hash("one") };
        Assert.IsFalse(_nodes.Apply(row), "there were none before");
        var first = _nodes.Find("a.n9")!;
        Assert.IsFalse(_nodes.Apply(row with { Notes = "moved", Desired = "{}" }));
        Assert.IsTrue(_nodes.IsInForce(first));

        Assert.IsTrue(_nodes.Apply(row with { Certificate = "AB" }));
        Assert.IsFalse(_nodes.IsInForce(first), "a certificate was added");
        var second = _nodes.Find("a.n9")!;
        Assert.IsTrue(_nodes.Apply(row with { Secret = NodeSecret.Hash("two"), Certificate = "AB" }));
        Assert.IsFalse(_nodes.IsInForce(second));
        Assert.IsTrue(_nodes.Apply(row with { Secret = null, RevokedMs = 1 }));
        Assert.IsFalse(_nodes.Apply(row with { Secret = null, RevokedMs = 2 }), "it was out already");
    }

    private NodeSession Session() => new(_nodes.Find("a.n1")!, IPAddress.Loopback, false, new TokenBucket(1, 1, _time), new TokenBucket(1, 1, _time));

    private static DefaultConnectionContext Connection(int port)
    {
        var pipe = new Pipe();
        return new DefaultConnectionContext($"c{port}", new Duplex(pipe.Reader, pipe.Writer), new Duplex(pipe.Reader, pipe.Writer)) { RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, port) };
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Gate(NodeDirectory nodes) : IBrokerGate
    {
        public int Begun { get; private set; }

        public int Ended { get; private set; }

        public bool Connected(NodeSession session)
        {
            if (!nodes.IsInForce(session.Known)) return false;
            Begun++;
            return true;
        }

        public void Disconnected(NodeSession session) => Ended++;

        public ValueTask<ConnectReply> ConnectAsync(ConnectRequest request) => throw new NotSupportedException();

        public ValueTask<PublishReply> PublishAsync(NodeSession session, PublishRequest request) => throw new NotSupportedException();

        public string? Subscribe(NodeSession session, string filter) => throw new NotSupportedException();

        public void TransportRefused(EndPoint? remote, string? client, Refusal reason, string text) => throw new NotSupportedException();
    }
}
