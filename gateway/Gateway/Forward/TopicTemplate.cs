using System.Text;

namespace SmartCity.Gateway.Forward;

/// <summary>A topic with places for <c>{gateway} {site} {node} {lane} {stream}</c>; lane is data, event, loss or window, stream live or backlog.</summary>
internal sealed class TopicTemplate
{
    private readonly string _gateway;
    private readonly List<(string Text, string? Place)> _parts = [];

    private TopicTemplate(string gateway) => _gateway = gateway;

    /// <summary>The template, or null with what is wrong with it.</summary>
    public static TopicTemplate? Parse(string text, string gateway, out string? fault)
    {
        var template = new TopicTemplate(gateway);
        fault = text.AsSpan().IndexOfAny("#+\0") >= 0 ? "a topic to publish on has no wildcards" : null;
        for (var at = 0; at < text.Length && fault is null;)
        {
            var open = text.IndexOf('{', at);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (open < 0)
            {
                template._parts.Add((text[at..], null));
                break;
            }

            var place = close < 0 ? "" : text[(open + 1)..close];
            if (place is not ("gateway" or "site" or "node" or "lane" or "stream")) fault = $"expected {{gateway}}, {{site}}, {{node}}, {{lane}} or {{stream}}, found {text[open..(close < 0 ? text.Length : close + 1)]}";
            template._parts.Add((text[at..open], place));
            at = close + 1;
        }

        if (template._parts.Count == 0) fault ??= "the topic is empty";
        return fault is null ? template : null;
    }

    public string Fill(in SinkRecord record)
    {
        var pack = record.Pack;
        var topic = new StringBuilder(64);
        foreach (var (text, place) in _parts)
        {
            topic.Append(text).Append(place switch
            {
                "gateway" => _gateway,
                "site" => pack.Site,
                "node" => pack.Node,
                "lane" => record.LaneName,
                "stream" => record.Historical ? "backlog" : "live",
                _ => "",
            });
        }

        return topic.ToString();
    }
}
