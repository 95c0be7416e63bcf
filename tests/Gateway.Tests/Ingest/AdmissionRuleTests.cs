using System.Net;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Ingest;
using SmartCity.Gateway.Ingest.Admission;
using SmartCity.Wire;

namespace SmartCity.Gateway.Tests.Ingest;

[TestClass]
public sealed class AdmissionRuleTests
{
    private static readonly IPAddress Here = IPAddress.Loopback;

    [TestMethod]
    [DataRow("a.n1", "a.n1", null)]
    [DataRow("", "", "empty")]
    [DataRow("a", "a", "{site}.{node}")]
    [DataRow("a.n1.x", "a.n1.x", "[a-z0-9-]")]
    [DataRow("A.n1", "A.n1", "[a-z0-9-]")]
    [DataRow("a.n1", "a.n2", "user name")]
    public void A_client_id_names_site_and_node(string clientId, string user, string? wrong)
    {
        var answer = ClientIdRule.Check(clientId, user, out var site, out var node);

        if (wrong is not null) StringAssert.Contains(answer, wrong);
        else Assert.AreEqual((null, "a", "n1"), (answer, site, node));
    }

    [TestMethod]
    public void A_nodes_topics_are_recognised_and_nobody_elses()
    {
        var who = new NodeIdentity("a", "n1");
        for (var kind = TopicKind.Data; kind <= TopicKind.CommandResult; kind++) Assert.AreEqual(kind, who.KindOf(Topics.Build("a", "n1", kind)));
        Assert.AreEqual(TopicKind.Unknown, who.KindOf("sc/1/a/n2/data"));
    }

    [TestMethod]
    public void A_bucket_gives_its_burst_then_its_rate()
    {
        var time = new FakeTimeProvider();
        var bucket = new TokenBucket(10, 5, time);
        for (var i = 0; i < 5; i++) Assert.AreEqual(TimeSpan.Zero, bucket.Take());

        Assert.AreEqual(TimeSpan.FromMilliseconds(100), bucket.Take());
        Assert.AreEqual(TimeSpan.FromMilliseconds(200), bucket.Take());
        time.Advance(TimeSpan.FromMilliseconds(300));
        Assert.AreEqual(TimeSpan.Zero, bucket.Take());
        time.Advance(TimeSpan.FromDays(1));
        for (var i = 0; i < 5; i++) Assert.IsTrue(bucket.TryTake(), "a long silence fills it to the burst");
        Assert.IsFalse(bucket.TryTake(), "and no further");
    }

    [TestMethod]
    public void Failed_logins_block_an_address_for_the_minute()
    {
        var time = new FakeTimeProvider();
        var failures = new FailedLogins(2, time);
        failures.Add(Here);
        Assert.IsFalse(failures.IsBlocked(Here));
        failures.Add(Here);

        Assert.IsTrue(failures.IsBlocked(Here));
        Assert.IsFalse(failures.IsBlocked(IPAddress.Broadcast));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsFalse(failures.IsBlocked(Here));
    }

    [TestMethod]
    public void A_machine_that_changes_its_IPv6_address_stays_in_its_network()
    {
        var failures = new FailedLogins(2, new FakeTimeProvider());
        for (var i = 0; i < 2; i++) failures.Add(IPAddress.Parse($"2001:db8:1:2::{i + 1}"));

        Assert.IsTrue(failures.IsBlocked(IPAddress.Parse("2001:db8:1:2:aaaa::9")));
        Assert.IsFalse(failures.IsBlocked(IPAddress.Parse("2001:db8:1:3::1")));
        Assert.AreEqual(IPAddress.Parse("192.0.2.7"), Neighbourhood.Of(IPAddress.Parse("::ffff:192.0.2.7")));
        Assert.AreEqual(IPAddress.Parse("192.0.2.7"), Neighbourhood.Of(IPAddress.Parse("192.0.2.7")));
        Assert.AreEqual(IPAddress.IPv6Loopback, Neighbourhood.Of(IPAddress.IPv6Loopback));
    }

    [TestMethod]
    public async Task Guesses_that_come_all_at_once_are_counted_one_by_one()
    {
        var text = PasswordHash.Create("right"u8, 200_000).ToString();
        using var logins = new LoginCheck(new NodeDirectory([new NodeOptions { Node = "n1", PasswordHash = text }], "a"), new FailedLogins(3, new FakeTimeProvider()));
        var request = new ConnectRequest("a.n1", "a.n1", "wrong"u8.ToArray(), Here, false);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => logins.CheckAsync(request).AsTask())));

        Assert.AreEqual((3, 27), (answers.Count(answer => answer.Reason == Refusal.WrongPassword), answers.Count(answer => answer.Reason == Refusal.LoginRate)));
    }

    [TestMethod]
    public void A_flood_of_addresses_takes_bounded_memory_and_is_blocked_together()
    {
        var failures = new FailedLogins(2, new FakeTimeProvider());
        for (var i = 0; i < 100_000; i++) failures.Add(new IPAddress(i));

        Assert.IsTrue(failures.IsBlocked(new IPAddress(200_000)));
    }

    [TestMethod]
    public void Connections_are_counted_by_address_and_in_all()
    {
        var limit = new ConnectionLimit(total: 3, perAddress: 2);
        Assert.IsNull(limit.TryEnter(Here));
        Assert.IsNull(limit.TryEnter(Here));
        StringAssert.Contains(limit.TryEnter(Here), "from this address");
        Assert.IsNull(limit.TryEnter(IPAddress.Broadcast));
        StringAssert.Contains(limit.TryEnter(IPAddress.Any), "3 connections");

        limit.Leave(Here);
        Assert.IsNull(limit.TryEnter(Here));
        Assert.AreEqual(3, limit.Count);
    }

    [TestMethod]
    public void A_password_is_known_by_its_stored_hash_and_by_nothing_else()
    {
        var text = PasswordHash.Create("right"u8, 1000).ToString();
        Assert.IsTrue(PasswordHash.TryParse(text, out var stored, out _));

        Assert.IsTrue(stored.Verify("right"u8));
        Assert.IsFalse(stored.Verify("wrong"u8));
        Assert.AreEqual(text, stored.ToString());
        Assert.AreNotEqual(text, PasswordHash.Create("right"u8, 1000).ToString(), "no salt");
    }

    [TestMethod]
    public void The_hash_is_PBKDF2_with_SHA256_as_others_compute_it()
    {
        // RFC 7914 §11: PBKDF2-HMAC-SHA256 (P="Password", S="NaCl", c=80000, dkLen=64); its first 32 bytes.
        var hash = Convert.FromHexString("4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56");

        Assert.IsTrue(new PasswordHash(80_000, "NaCl"u8.ToArray(), hash).Verify("Password"u8));
    }

    [TestMethod]
    public void A_right_password_is_remembered_and_a_wrong_one_is_not()
    {
        var credential = new NodeCredential(PasswordHash.Create("right"u8, 1000));
        Assert.IsFalse(credential.Remembers("right"u8));
        Assert.IsFalse(credential.Verify("wrong"u8));
        Assert.IsTrue(credential.Verify("right"u8));

        Assert.IsTrue(credential.Remembers("right"u8));
        Assert.IsFalse(credential.Remembers("wrong"u8));
    }
}
