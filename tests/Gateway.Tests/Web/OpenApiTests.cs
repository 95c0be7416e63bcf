using System.Text.Json.Nodes;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using SmartCity.Gateway.Web.Api;
using SmartCity.Gateway.Web.Http;

namespace SmartCity.Gateway.Tests.Web;

[TestClass]
public sealed class OpenApiTests
{
    [TestMethod]
    public async Task The_document_has_every_route_and_no_other()
    {
        await using var rig = await WebRig.StartAsync();
        var paths = JsonNode.Parse(OpenApiDocument.Text())!["paths"]!.AsObject();
        var written = paths.SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"));
        CollectionAssert.AreEquivalent(rig.Part.Routes.Select(route => $"{route.Method} {route.Path}").ToArray(), written.ToArray());
    }

    [TestMethod]
    public async Task A_trial_of_a_rule_raises_nothing_and_says_what_would_have_been()
    {
        await using var rig = await WebRig.StartAsync(options => options.Pipeline = new()
        {
            Rules = [new SmartCity.Pipeline.Config.ThresholdRule { Id = "hot", Channel = "t", Above = 50 }],
        });
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await rig.AppendAsync("n1", "t", now - 5000, 20, 75);
        var browser = await rig.LoginAsync();
        var answer = JsonNode.Parse(await (await WebRig.PostAsync(browser, "/api/v1/rules/dry-run", """{"rule":"hot","hours":1}""")).Content.ReadAsStringAsync())!;
        Assert.AreEqual(1, (int)answer["records"]!);
        Assert.AreEqual("raised", (string?)answer["events"]![0]!["phase"]);
        Assert.AreEqual(0, rig.Host.Rules.ActiveEvents);
    }

    [TestMethod]
    public async Task The_interface_is_served_whole_and_is_small_or_says_that_it_was_left_out()
    {
        await using var rig = await WebRig.StartAsync();
        var page = await rig.Browser().GetStringAsync("/");
        StringAssert.Contains(page, new UiFiles().Present ? "<div id=\"app\">" : "left out of this build");
        foreach (var link in page.Split('"').Where(part => part.StartsWith("/assets/", StringComparison.Ordinal))) await rig.Browser().GetStringAsync(link);

        var assembly = typeof(UiFiles).Assembly;
        var bytes = assembly.GetManifestResourceNames().Where(name => name.StartsWith("ui/", StringComparison.Ordinal)).Sum(name => assembly.GetManifestResourceStream(name)!.Length);
        Assert.IsLessThan(150_000, bytes);
    }
}
