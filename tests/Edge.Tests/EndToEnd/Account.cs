using System.Text.Json;

namespace SmartCity.Edge.Tests.EndToEnd;

/// <summary>The demo's summary as a stranger's script would read it.</summary>
internal sealed class Account(string path)
{
    private readonly JsonElement _root = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;

    public long this[string key] => _root.GetProperty(key).GetInt64();

    public JsonElement Events => _root.GetProperty("events");

    public void Balances()
    {
        foreach (var key in new[] { "produced", "accepted", "journaled", "forwarded", "received", "duplicates", "lost", "evicted", "backlogPeak", "ackP99Ms", "seconds" })
        {
            Assert.IsTrue(_root.TryGetProperty(key, out _), $"the summary has no {key}");
        }

        Assert.AreEqual(this["produced"], this["received"]);
        Assert.AreEqual(0, this["duplicates"]);
        Assert.AreEqual(0, this["lost"]);
    }
}
