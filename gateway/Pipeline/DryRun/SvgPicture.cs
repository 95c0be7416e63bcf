using System.Globalization;
using System.Text;
using SmartCity.Pipeline.Engine;
using SmartCity.Pipeline.Events;
using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Pipeline.DryRun;

/// <summary>
/// A rehearsal as a picture: a panel for each series, what leaves as a blue line over all values in grey, flags as dots,
/// events as shaded spans with their names.
/// </summary>
public static class SvgPicture
{
    private const int Width = 1000;
    private const int PanelHeight = 130;
    private const int Left = 70;
    private const int Right = 20;
    private const int Top = 46;
    private const int Gap = 34;
    private const int MostPanels = 12;

    /// <summary>SVG of the series that matter: those events speak of and those with flags first, then the others, at most twelve.</summary>
    public static string Draw(Rehearsal rehearsal)
    {
        var chosen = Choose(rehearsal);
        var (from, to) = Span(chosen.Select(c => c.Value));
        int height = Top + (chosen.Count * (PanelHeight + Gap)) + Gap;
        var svg = new StringBuilder();
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{height}\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\" font-size=\"11\">");
        Line(svg, $"<rect width=\"{Width}\" height=\"{height}\" fill=\"#ffffff\"/>");
        Legend(svg);
        for (int i = 0; i < chosen.Count; i++) new Panel(svg, Top + Gap + (i * (PanelHeight + Gap)), from, to).Draw(chosen[i].Key, chosen[i].Value, rehearsal.Events);
        Line(svg, $"</svg>");
        return svg.ToString();
    }

    private static List<KeyValuePair<string, List<Played>>> Choose(Rehearsal rehearsal)
    {
        var told = rehearsal.Events.SelectMany(e => e.Evidence.Select(v => $"{e.Site}/{e.Node} {v.Channel}")).ToHashSet();
        return
        [
            .. rehearsal.Series
                .Where(s => s.Value.Count > 1 && !s.Key.EndsWith(" " + PipelineEngine.HeldChannel, StringComparison.Ordinal))
                .OrderByDescending(s => told.Contains(s.Key))
                .ThenByDescending(s => s.Value.Exists(p => p.Quality is Quality.Suspect or Quality.Fail))
                .ThenBy(s => s.Key, StringComparer.Ordinal)
                .Take(MostPanels),
        ];
    }

    private static (long From, long To) Span(IEnumerable<List<Played>> series)
    {
        long from = long.MaxValue;
        long to = long.MinValue;
        foreach (var played in series.SelectMany(s => s)) (from, to) = (Math.Min(from, played.TimeMs), Math.Max(to, played.TimeMs));
        return from >= to ? (from, from + 1) : (from, to);
    }

    private static void Legend(StringBuilder svg)
    {
        (string Colour, string Name)[] marks = [("#1f5fa8", "forwarded"), ("#b8b8b8", "held back"), ("#e08a00", "suspect"), ("#c8201e", "failed"), ("#f3c6c5", "event")];
        for (int i = 0; i < marks.Length; i++)
        {
            Line(svg, $"<rect x=\"{Left + (i * 110)}\" y=\"14\" width=\"12\" height=\"12\" fill=\"{marks[i].Colour}\"/>");
            Line(svg, $"<text x=\"{Left + (i * 110) + 18}\" y=\"24\" fill=\"#333333\">{marks[i].Name}</text>");
        }
    }

    private static void Line(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>One series between two times.</summary>
    private sealed class Panel(StringBuilder svg, int top, long from, long to)
    {
        private double _least;
        private double _most;

        public void Draw(string name, List<Played> played, IReadOnlyList<CityEvent> events)
        {
            // A value no sensor can have would flatten all others.
            var scale = played.Exists(p => p.Quality != Quality.Fail) ? played.Where(p => p.Quality != Quality.Fail) : played;
            (_least, _most) = (scale.Min(p => p.Value), scale.Max(p => p.Value));
            if (_most <= _least) (_least, _most) = (_least - 1, _most + 1);
            Line(svg, $"<rect x=\"{Left}\" y=\"{top}\" width=\"{Width - Left - Right}\" height=\"{PanelHeight}\" fill=\"#fafafa\" stroke=\"#d0d0d0\"/>");
            Axes(name);
            if (played.Exists(p => p.Fate == ReadingFate.Held)) Trace(played, "#b8b8b8", _ => true);
            Trace(played, "#1f5fa8", p => p.Fate != ReadingFate.Held);
            Dots(played);
            Spans(name, events);
        }

        private double X(long timeMs) => Left + ((Width - Left - Right) * (double)(Math.Clamp(timeMs, from, to) - from) / (to - from));

        private double Y(double value) => top + PanelHeight - 4 - ((PanelHeight - 8) * (Math.Clamp(value, _least, _most) - _least) / (_most - _least));

        private void Axes(string name)
        {
            Line(svg, $"<text x=\"{Left}\" y=\"{top - 6}\" font-weight=\"bold\" fill=\"#222222\">{Escape(name)}</text>");
            Line(svg, $"<text x=\"{Left - 6}\" y=\"{top + 10}\" text-anchor=\"end\" fill=\"#555555\">{_most:G4}</text>");
            Line(svg, $"<text x=\"{Left - 6}\" y=\"{top + PanelHeight - 2}\" text-anchor=\"end\" fill=\"#555555\">{_least:G4}</text>");
            for (int i = 0; i <= 4; i++)
            {
                long time = from + ((to - from) * i / 4);
                string anchor = i == 0 ? "start" : i == 4 ? "end" : "middle";
                Line(svg, $"<text x=\"{X(time):F1}\" y=\"{top + PanelHeight + 13}\" text-anchor=\"{anchor}\" fill=\"#777777\">{DateTimeOffset.FromUnixTimeMilliseconds(time):MM-dd HH:mm:ss}</text>");
            }
        }

        private void Spans(string name, IReadOnlyList<CityEvent> events)
        {
            int row = 0;
            foreach (var raised in events.Where(e => e.Phase == EventPhase.Raised && name.StartsWith($"{e.Site}/{e.Node} ", StringComparison.Ordinal)))
            {
                if (raised.Evidence.Count > 0 && !raised.Evidence.Any(v => name.EndsWith(" " + v.Channel, StringComparison.Ordinal))) continue;
                long end = events.FirstOrDefault(e => e.Id == raised.Id && e.Phase == EventPhase.Cleared)?.TimeMs ?? to;
                double x = X(raised.TimeMs);
                Line(svg, $"<rect x=\"{x:F1}\" y=\"{top}\" width=\"{Math.Max(1.5, X(end) - x):F1}\" height=\"{PanelHeight}\" fill=\"#c8201e\" fill-opacity=\"0.18\"/>");
                bool near = x > Width - 200;
                Line(svg, $"<text x=\"{(near ? x - 3 : x + 3):F1}\" y=\"{top + 12 + (12 * (row++ % 4))}\" text-anchor=\"{(near ? "end" : "start")}\" fill=\"#8c1513\">{Escape(raised.Rule)}</text>");
            }
        }

        // More points than columns become the least and the most of each column.
        private void Trace(List<Played> played, string colour, Func<Played, bool> takes)
        {
            var points = new StringBuilder();
            int column = int.MinValue;
            double least = 0;
            double most = 0;
            foreach (var p in played.Where(takes).OrderBy(p => p.TimeMs))
            {
                double y = Y(p.Value);
                if ((int)X(p.TimeMs) != column)
                {
                    column = (int)X(p.TimeMs);
                    (least, most) = (y, y);
                    Point(points, X(p.TimeMs), y);
                }
                else if (y < least || y > most)
                {
                    (least, most) = (Math.Min(least, y), Math.Max(most, y));
                    Point(points, X(p.TimeMs), y);
                }
            }

            Line(svg, $"<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.2\"/>");
        }

        private void Dots(List<Played> played)
        {
            foreach (var p in played)
            {
                if (p.Quality is not (Quality.Suspect or Quality.Fail)) continue;
                string colour = p.Quality == Quality.Fail ? "#c8201e" : "#e08a00";
                Line(svg, $"<circle cx=\"{X(p.TimeMs):F1}\" cy=\"{Y(p.Value):F1}\" r=\"2.6\" fill=\"{colour}\"/>");
            }
        }

        private static void Point(StringBuilder points, double x, double y) => points.Append(CultureInfo.InvariantCulture, $"{x:F1},{y:F1} ");

        private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
    }
}
