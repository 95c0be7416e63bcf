using System.Net;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Web.Access;

namespace SmartCity.Gateway.Tests.Web;

/// <summary>Who gets in, who may change something, and what every answer carries.</summary>
[TestClass]
public sealed class AccessTests
{
    [TestMethod]
    public async Task A_wrong_password_and_an_unknown_name_are_refused_alike()
    {
        await using var rig = await WebRig.StartAsync();
        var wrong = await WebRig.PostAsync(rig.Browser(), "/api/v1/login", """{"user":"li","password":"wrong"}""");
        var unknown = await WebRig.PostAsync(rig.Browser(), "/api/v1/login", """{"user":"zhao","password":"wrong"}""");

        Assert.AreEqual(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.AreEqual(await wrong.Content.ReadAsStringAsync(), await unknown.Content.ReadAsStringAsync());
        Assert.IsFalse(wrong.Headers.Contains("Set-Cookie"));
    }

    [TestMethod]
    public async Task Too_many_wrong_passwords_lock_the_address_out_even_with_the_right_one()
    {
        await using var rig = await WebRig.StartAsync(options => options.Web.FailedLoginsPerMinute = 2);
        for (var i = 0; i < 2; i++) await WebRig.PostAsync(rig.Browser(), "/api/v1/login", """{"user":"li","password":"wrong"}""");

        var right = await WebRig.PostAsync(rig.Browser(), "/api/v1/login", $$"""{"user":"li","password":"{{WebRig.Password}}"}""");
        Assert.AreEqual(HttpStatusCode.TooManyRequests, right.StatusCode);
        Assert.AreEqual(TimeSpan.FromMinutes(1), right.Headers.RetryAfter!.Delta);
    }

    [TestMethod]
    public async Task Guesses_that_come_all_at_once_are_counted_all_the_same()
    {
        await using var rig = await WebRig.StartAsync(options => options.Web.FailedLoginsPerMinute = 2);
        var guesses = Enumerable.Range(0, 20).Select(i => WebRig.PostAsync(rig.Browser(), "/api/v1/login", $$"""{"user":"li","password":"guess-{{i}}"}"""));

        var answers = await Task.WhenAll(guesses);

        // Two passwords are looked at side by side, so that one more may be under way when the second is found wrong.
        Assert.IsLessThanOrEqualTo(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized));
    }

    [TestMethod]
    public async Task A_stream_that_is_open_ends_when_its_user_logs_out()
    {
        await using var rig = await WebRig.StartAsync();
        var browser = await rig.LoginAsync();
        await using var stream = await browser.GetStreamAsync("/api/v1/live");
        await WebRig.PostAsync(browser, "/api/v1/logout", "{}");

        using var reader = new StreamReader(stream);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await reader.ReadToEndAsync(patience.Token);
        Assert.AreEqual(0, rig.Context.Door.Sessions.Count);
    }

    [TestMethod]
    public async Task Every_route_but_the_open_ones_asks_for_a_login()
    {
        await using var rig = await WebRig.StartAsync();
        var stranger = rig.Browser();
        foreach (var route in rig.Part.Routes.Where(route => route.Right > Right.None))
        {
            var path = route.Path.Replace("{site}", "a", StringComparison.Ordinal).Replace("{node}", "n1", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
            var answer = await stranger.SendAsync(request);
            Assert.AreEqual(HttpStatusCode.Unauthorized, answer.StatusCode, $"{route.Method} {route.Path}");
        }
    }

    [TestMethod]
    public async Task A_change_without_the_sessions_token_is_another_sites_wish()
    {
        await using var rig = await WebRig.StartAsync();
        var browser = await rig.LoginAsync();
        browser.DefaultRequestHeaders.Remove(Doorkeeper.CsrfHeader);
        var answer = await WebRig.PostAsync(browser, "/api/v1/nodes/a/n1/commands", """{"cmd":"identify"}""");

        Assert.AreEqual(HttpStatusCode.Forbidden, answer.StatusCode);
        StringAssert.Contains(await answer.Content.ReadAsStringAsync(), Doorkeeper.CsrfHeader);
    }

    [TestMethod]
    public async Task A_login_from_another_sites_page_is_refused()
    {
        await using var rig = await WebRig.StartAsync();
        var browser = rig.Browser();
        browser.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        var answer = await WebRig.PostAsync(browser, "/api/v1/login", $$"""{"user":"li","password":"{{WebRig.Password}}"}""");

        Assert.AreEqual(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [TestMethod]
    public async Task Whoever_may_only_look_neither_commands_nor_acknowledges()
    {
        await using var rig = await WebRig.StartAsync();
        var browser = await rig.LoginAsync("wang");
        Assert.AreEqual(HttpStatusCode.Forbidden, (await WebRig.PostAsync(browser, "/api/v1/nodes/a/n1/commands", """{"cmd":"identify"}""")).StatusCode);
        Assert.AreEqual(HttpStatusCode.Forbidden, (await WebRig.PostAsync(browser, "/api/v1/events/acknowledge", """{"id":"x"}""")).StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, (await browser.GetAsync("/api/v1/nodes")).StatusCode);
    }

    [TestMethod]
    public async Task A_token_reads_and_changes_nothing()
    {
        await using var rig = await WebRig.StartAsync();
        var program = rig.Browser();
        program.DefaultRequestHeaders.Add("Authorization", "Bearer " + WebRig.Token);
        Assert.AreEqual(HttpStatusCode.OK, (await program.GetAsync("/api/v1/nodes")).StatusCode);
        Assert.AreEqual(HttpStatusCode.Forbidden, (await WebRig.PostAsync(program, "/api/v1/events/acknowledge", """{"id":"x"}""")).StatusCode);

        var stranger = rig.Browser();
        stranger.DefaultRequestHeaders.Add("Authorization", "Bearer something-else");
        Assert.AreEqual(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/v1/nodes")).StatusCode);
    }

    [TestMethod]
    public async Task After_logging_out_the_cookie_is_worth_nothing()
    {
        await using var rig = await WebRig.StartAsync();
        var browser = await rig.LoginAsync();
        var cookie = rig.Context.Door.Sessions.Count;
        Assert.AreEqual(1, cookie);
        await WebRig.PostAsync(browser, "/api/v1/logout", "{}");

        Assert.AreEqual(0, rig.Context.Door.Sessions.Count);
        Assert.AreEqual(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/v1/nodes")).StatusCode);
    }

    [TestMethod]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites_and_every_answer_forbids_inline_code()
    {
        await using var rig = await WebRig.StartAsync();
        var answer = await WebRig.PostAsync(rig.Browser(), "/api/v1/login", $$"""{"user":"li","password":"{{WebRig.Password}}"}""");
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        StringAssert.Contains(cookie, "httponly");
        StringAssert.Contains(cookie, "samesite=strict");

        var page = await rig.Browser().GetAsync("/");
        Assert.AreEqual(HttpStatusCode.OK, page.StatusCode);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        StringAssert.Contains(policy, "default-src 'none'");
        Assert.IsFalse(policy.Contains("unsafe-inline", StringComparison.Ordinal), policy);
        Assert.AreEqual("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.AreEqual("DENY", page.Headers.GetValues("X-Frame-Options").Single());
    }

    [TestMethod]
    public async Task The_first_password_is_made_once_and_told_once()
    {
        await using var rig = await WebRig.StartAsync(options => options.Web.Users = []);
        var password = rig.Part.NewPassword;
        Assert.IsNotNull(password);
        var aside = Path.Combine(rig.Data, "web-admin.first");
        Assert.AreEqual(password, File.ReadAllText(aside).Trim(), "nobody sits at the console here");
        if (!OperatingSystem.IsWindows()) Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(aside));
        Assert.DoesNotContain(password, rig.Log.Of(2209).Single());
        var browser = rig.Browser();
        Assert.AreEqual(HttpStatusCode.OK, (await WebRig.PostAsync(browser, "/api/v1/login", $$"""{"user":"admin","password":"{{password}}"}""")).StatusCode);

        Assert.IsFalse(File.Exists(aside), "it is known now");
        FirstPassword.Ensure(rig.Data, out var again);
        Assert.IsNull(again);
        Assert.IsFalse(File.ReadAllText(Path.Combine(rig.Data, "web-admin")).Contains(password, StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task A_taken_address_costs_the_interface_not_the_gateway()
    {
        await using var first = await WebRig.StartAsync();
        var port = new Uri(first.Part.Address!).Port;
        await using var second = await WebRig.StartAsync(options => options.Web.Port = port);

        Assert.IsNull(second.Part.Address);
        Assert.IsNotEmpty(second.Host.Endpoints);
        StringAssert.Contains(second.Log.Of(2201).Single(), "ingest and forwarding go on");
    }

    [TestMethod]
    public async Task So_does_one_that_this_machine_has_not()
    {
        // 192.0.2.0/24 is nobody's (RFC 5737).
        await using var rig = await WebRig.StartAsync(options => (options.Web.Address, options.Web.Tls) = ("192.0.2.1", new()));

        Assert.IsNull(rig.Part.Address);
        Assert.IsNotEmpty(rig.Host.Endpoints);
        StringAssert.Contains(rig.Log.Of(2201).Single(), "192.0.2.1");
    }
}
