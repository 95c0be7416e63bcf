using System.Globalization;
using System.Text.Json;
using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.Engine;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Pipeline.Tests.Engine;

namespace SmartCity.Pipeline.Tests.Rules;

/// <summary>Runs every example of docs/rules.md: its rules, its readings, and exactly its events.</summary>
[TestClass]
public sealed class HandbookTests
{
    [TestMethod]
    public void Every_example_of_the_handbook_does_what_the_page_says()
    {
        int examples = 0;
        var wrong = new List<string>();
        var rules = new List<RuleOptions>();
        string[] readings = [];
        string node = "";
        PipelineOptions? options = null;
        foreach (var (info, lines) in Blocks(File.ReadAllLines(Path.Combine(Root(), "docs", "rules.md"))))
        {
            if (info == "json rule") rules.Add(JsonSerializer.Deserialize(string.Join('\n', lines), PipelineJson.Default.RuleOptions)!);
            if (info.StartsWith("readings", StringComparison.Ordinal)) (readings, node) = (lines, info.Contains("node=") ? info.Split('=')[1] : "ix-001");
            if (info == "json pipeline") options = JsonSerializer.Deserialize(string.Join('\n', lines), PipelineJson.Default.PipelineOptions)!;
            if (info == "leaves")
            {
                string[] left = [.. Leave(options!, readings, node)];
                string[] expected = [.. lines.SelectMany(Spread)];
                if (!left.SequenceEqual(expected)) wrong.Add($"{string.Join(", ", expected)}: {string.Join(" | ", left)}");
                examples++;
            }

            if (info != "events") continue;
            string[] seen = Play([.. rules], readings, node);
            if (!seen.SequenceEqual(lines)) wrong.Add($"{rules[0].Id}: {string.Join(" | ", seen)}");
            rules.Clear();
            examples++;
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
        Assert.IsGreaterThanOrEqualTo(15, examples);
    }

    [TestMethod]
    public void Every_type_of_rule_is_on_the_page()
    {
        string page = File.ReadAllText(Path.Combine(Root(), "docs", "rules.md"));
        foreach (string type in (string[])["threshold", "gas", "exceedance", "rate", "flat-line", "absence", "missing", "anomaly", "burst", "mass-balance", "flooding", "congestion", "incident"])
        {
            StringAssert.Contains(page, $"\"type\": \"{type}\"");
        }

        StringAssert.Contains(page, "`night-flow`");
    }

    [TestMethod]
    public void The_shipped_examples_load_with_their_defaults()
    {
        var city = PipelineExamples.City;
        Assert.AreEqual(480, city.UtcOffsetMinutes);
        Assert.AreEqual(12, city.Rules.Select(r => r.Id).Distinct().Count());
        Assert.AreEqual("*", city.Rules[0].Site);
    }

    private static string[] Play(RuleOptions[] rules, string[] readings, string node)
    {
        var feed = new Feed(rules);
        int[] told = [0, 0];
        var log = new List<string>();
        foreach (var (second, values) in readings.SelectMany(Expand).OrderBy(r => r.Second))
        {
            feed.Send(second, [.. values], node);
            Tell();
        }

        return [.. log];

        // Events and actions in the order of the pipeline: what ran out before a reading, then what the reading did.
        void Tell()
        {
            var events = feed.Decisions.Events.Skip(told[0]).Select(e => (e.TimeMs, Rank: 1, Text: $"{EventPack.Name(e.Phase)} {e.Rule}"));
            var actions = feed.Decisions.Actions.Skip(told[1]).Select(a => (a.TimeMs, Rank: a.Why == "its time is over" ? 0 : 2, Text: $"{EventPack.Name(a.Phase)} {a.Name} {a.State}"));
            log.AddRange(events.Concat(actions).OrderBy(s => s.TimeMs).ThenBy(s => s.Rank).Select(s => $"{(s.TimeMs - Feed.Start) / 1000} {s.Text}"));
            told = [feed.Decisions.Events.Count, feed.Decisions.Actions.Count];
        }
    }

    private static IEnumerable<string> Leave(PipelineOptions options, string[] readings, string node)
    {
        var feed = new Feed { Engine = new PipelineEngine(options, ChannelCatalogue.Shipped) };
        foreach (var (second, values) in readings.SelectMany(Expand).OrderBy(r => r.Second))
        {
            var pack = feed.Send(second, [.. values], node);
            pack.Drop(ReadingFate.Held);
            yield return $"{second} " + string.Join(' ', pack.Readings.ToArray().Select(r => FormattableString.Invariant($"{r.Channel}={r.Number}")));
        }
    }

    private static IEnumerable<string> Spread(string line)
    {
        string[] parts = line.Split(' ', 2);
        string[] span = parts[0].Split("..");
        int from = int.Parse(span[0], CultureInfo.InvariantCulture);
        int to = int.Parse(span[^1], CultureInfo.InvariantCulture);
        return Enumerable.Range(from, to - from + 1).Select(second => $"{second} {parts[1]}");
    }

    private static IEnumerable<(int Second, List<(string, double)> Values)> Expand(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] span = words[0].Split("..");
        int from = int.Parse(span[0], CultureInfo.InvariantCulture);
        int to = int.Parse(span[^1], CultureInfo.InvariantCulture);
        int step = words[1] == "every" ? int.Parse(words[2], CultureInfo.InvariantCulture) : 1;
        var values = words.Where(w => w.Contains('=')).Select(w => w.Split('=')).Select(w => (w[0], w[1] == "missing" ? double.NaN : double.Parse(w[1], CultureInfo.InvariantCulture))).ToList();
        for (int second = from; second <= to; second += step) yield return (second, values);
    }

    private static IEnumerable<(string Info, string[] Lines)> Blocks(string[] page)
    {
        for (int i = 0; i < page.Length; i++)
        {
            if (!page[i].StartsWith("```", StringComparison.Ordinal) || page[i].Length == 3) continue;
            int end = Array.IndexOf(page, "```", i);
            yield return (page[i][3..], page[(i + 1)..end]);
            i = end;
        }
    }

    private static string Root()
    {
        string directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "SmartCity.Edge.sln"))) directory = Path.GetDirectoryName(directory)!;
        return directory;
    }
}
