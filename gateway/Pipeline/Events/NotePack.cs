using System.Globalization;
using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Events;

/// <summary>
/// Losses and windows as packs of the gateway itself, for cities that know nothing but packs. The caller gives boot and seq.
/// <code>
/// loss: loss (cause) | at (node) | of-boot? | packs | readings? | range (from-to)… | why?
/// windows: window (seconds) | at (node) | for each channel: of (channel) | count | values | min? | max? | mean?
/// </code>
/// </summary>
public static class NotePack
{
    public static void Fill(Loss loss, Pack pack)
    {
        Begin(pack, loss.Gateway, loss.Site, loss.AtMs);
        Text(pack, "loss", loss.CauseName);
        Text(pack, "at", loss.Node);
        if (loss.Boot is { } boot) Number(pack, "of-boot", boot);
        Number(pack, "packs", loss.Packs);
        if (loss.Readings is { } readings) Number(pack, "readings", readings);
        foreach (var range in loss.Ranges) Text(pack, "range", string.Create(CultureInfo.InvariantCulture, $"{range.From}-{range.To}"));
        if (loss.Why is { } why) Text(pack, "why", why);
    }

    public static void Fill(WindowSet windows, Pack pack)
    {
        Begin(pack, windows.Gateway, windows.Site, windows.FromMs);
        Number(pack, "window", windows.Seconds);
        Text(pack, "at", windows.Node);
        foreach (var channel in windows.Channels)
        {
            Text(pack, "of", channel.Channel);
            Number(pack, "count", channel.Count);
            Number(pack, "values", channel.Values);
            if (channel.Values == 0) continue;
            Number(pack, "min", channel.Min, channel.Unit);
            Number(pack, "max", channel.Max, channel.Unit);
            Number(pack, "mean", channel.Mean, channel.Unit);
        }
    }

    private static void Begin(Pack pack, string gateway, string site, long timeMs)
    {
        pack.Clear();
        (pack.Site, pack.Node, pack.BaseName) = (site, gateway, $"urn:dev:ops:{gateway}:");
        (pack.IsEvent, pack.Basis, pack.ReceivedMs) = (false, TimeBasis.Node, timeMs);
    }

    private static void Text(Pack pack, string channel, string text) =>
        pack.Add() = new Reading { Channel = channel, Kind = ReadingKind.Text, Text = text, TimeMs = pack.ReceivedMs, Quality = Quality.Good };

    private static void Number(Pack pack, string channel, double value, string? unit = null) =>
        pack.Add() = new Reading { Channel = channel, Unit = unit, Number = value, TimeMs = pack.ReceivedMs, Quality = Quality.Good };
}
