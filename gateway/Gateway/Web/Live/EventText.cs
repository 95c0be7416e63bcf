using System.Globalization;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Web.Live;

/// <summary>Reads back what <see cref="EventPack"/> writes.</summary>
internal static class EventText
{
    public static string Text(Pack pack, string channel)
    {
        foreach (ref readonly var reading in pack.Readings)
        {
            if (reading.Channel == channel && reading.Text is { } text) return text;
        }

        return "";
    }

    public static string? TextOrNull(Pack pack, string channel) => Text(pack, channel) is { Length: > 0 } text ? text : null;

    public static double Number(Pack pack, string channel)
    {
        foreach (ref readonly var reading in pack.Readings)
        {
            if (reading.Channel == channel) return reading.Number;
        }

        return 0;
    }

    public static IReadOnlyList<EvidenceLine> Evidence(Pack pack)
    {
        var lines = new List<EvidenceLine>();
        foreach (ref readonly var reading in pack.Readings)
        {
            if (reading.Channel != "evidence" || reading.Text?.Split(' ') is not { Length: 3 } parts) continue;
            double? value = double.TryParse(parts[2], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
            lines.Add(new EvidenceLine(parts[0], parts[1], reading.TimeMs, value));
        }

        return lines;
    }

    public static ActionLine Action(Pack pack) => new(
        Text(pack, "id"), Text(pack, "action"), pack.Count > 0 ? pack.Readings[0].TimeMs : 0, Text(pack, "at"), Text(pack, "command"),
        TextOrNull(pack, "output"), TextOrNull(pack, "state"), (int)Number(pack, "attempt"), Text(pack, "why"));
}
