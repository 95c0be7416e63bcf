using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Operate.Reload;
using SmartCity.Gateway.Operate.Support;
using SmartCity.Gateway.Tests.Forward.Fakes;
using SmartCity.Gateway.Web.Api;

namespace SmartCity.Gateway.Tests.Web;

/// <summary>The configuration beside those it is compared with, and the support bundle; no secret in either.</summary>
[TestClass]
public sealed class ConfigurationTests
{
    private const string Secret = "planted-password";

    private static readonly string[] Expected = ["gateway.json", "in-force.json", "gateway-log.txt", "journal.txt"];

    [TestMethod]
    public async Task The_file_is_shown_as_it_is_now_and_a_changed_secret_as_changed()
    {
        using var place = new TempDirectory();
        var file = place.At("gateway.json");
        await using var rig = await StartAsync(file, Text("n1", Secret));
        var browser = await rig.LoginAsync();
        Assert.AreEqual(ConfigurationView.Removed, (string?)(await WebRig.GetAsync(browser, "/api/v1/configuration"))["nodes"]![0]!["password"]);
        Assert.AreEqual(ConfigurationView.Removed, (string?)(await WebRig.GetAsync(browser, "/api/v1/configuration?of=file"))["nodes"]![0]!["password"]);

        await File.WriteAllTextAsync(file, Text("n1", "another-password"));
        var changed = await WebRig.GetAsync(browser, "/api/v1/configuration?of=file");
        Assert.AreEqual(ConfigurationView.RemovedOther, (string?)changed["nodes"]![0]!["password"]);
        Assert.DoesNotContain("another-password", changed.ToJsonString());

        await File.WriteAllTextAsync(file, """{ "gateway": 5 }""");
        var wrong = await browser.GetAsync("/api/v1/configuration?of=file");
        Assert.AreEqual(HttpStatusCode.Conflict, wrong.StatusCode);
        StringAssert.Contains(await wrong.Content.ReadAsStringAsync(), "gateway.json");
    }

    [TestMethod]
    public async Task The_last_good_one_is_shown_when_there_is_one()
    {
        using var place = new TempDirectory();
        var file = place.At("gateway.json");
        await using var rig = await StartAsync(file, Text("n1", Secret));
        var browser = await rig.LoginAsync();
        Assert.AreEqual(HttpStatusCode.NotFound, (await browser.GetAsync("/api/v1/configuration?of=last-good")).StatusCode);

        new ConfigBook(rig.Data).Keep(Encoding.UTF8.GetBytes(Text("n7", Secret)));
        Assert.AreEqual("n7", (string?)(await WebRig.GetAsync(browser, "/api/v1/configuration?of=last-good"))["nodes"]![0]!["node"]);
        Assert.AreEqual(HttpStatusCode.BadRequest, (await browser.GetAsync("/api/v1/configuration?of=yesterday")).StatusCode);
    }

    [TestMethod]
    public async Task Without_a_file_there_is_nothing_to_compare_with()
    {
        await using var rig = await WebRig.StartAsync();
        var answer = await (await rig.LoginAsync()).GetAsync("/api/v1/configuration?of=file");
        Assert.AreEqual(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [TestMethod]
    public async Task A_support_bundle_is_for_whoever_may_change_something_and_holds_no_secret()
    {
        using var place = new TempDirectory();
        await using var rig = await StartAsync(place.At("gateway.json"), Text("n1", Secret));
        Assert.AreEqual(HttpStatusCode.Forbidden, (await (await rig.LoginAsync("wang")).PostAsync("/api/v1/support-bundle", null)).StatusCode);
        var browser = await rig.LoginAsync();
        Assert.AreEqual(HttpStatusCode.NotFound, (await browser.GetAsync("/api/v1/support-bundle")).StatusCode);
        var elsewhere = await rig.LoginAsync();
        elsewhere.DefaultRequestHeaders.Remove(SmartCity.Gateway.Web.Access.Doorkeeper.CsrfHeader);
        Assert.AreEqual(HttpStatusCode.Forbidden, (await elsewhere.PostAsync("/api/v1/support-bundle", null)).StatusCode);

        var answer = await browser.PostAsync("/api/v1/support-bundle", null);
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        StringAssert.StartsWith(answer.Content.Headers.ContentDisposition!.FileName, "gw-");
        var texts = Texts(await answer.Content.ReadAsStreamAsync());
        CollectionAssert.IsSubsetOf(Expected, texts.Keys.ToArray());
        StringAssert.Contains(texts["in-force.json"], SecretScrubber.Removed);
        foreach (var secret in new[] { Secret, WebRig.Password, "pbkdf2" }) Assert.DoesNotContain(secret, string.Concat(texts.Values));
        Assert.HasCount(1, rig.Log.Of(2210));
    }

    private static string Text(string node, string password) => $$"""{ "gateway": "gw", "site": "a", "nodes": [{ "node": "{{node}}", "password": "{{password}}" }] }""";

    private static async Task<WebRig> StartAsync(string file, string text)
    {
        await File.WriteAllTextAsync(file, text);
        return await WebRig.StartAsync(options => options.Nodes = [new NodeOptions { Node = "n1", Password = Secret }], configFile: file);
    }

    private static Dictionary<string, string> Texts(Stream bundle)
    {
        var texts = new Dictionary<string, string>();
        using var tar = new TarReader(new GZipStream(bundle, CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry) texts[entry.Name] = entry.DataStream is { } stream ? new StreamReader(stream).ReadToEnd() : "";
        return texts;
    }
}
