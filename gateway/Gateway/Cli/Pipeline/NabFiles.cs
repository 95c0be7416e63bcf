using System.Globalization;
using System.Text.Json;
using SmartCity.Pipeline.Detect;

namespace SmartCity.Gateway.Cli.Pipeline;

/// <summary>
/// Files of the Numenta Anomaly Benchmark. In: <c>data/{category}/{file}.csv</c> with <c>timestamp,value</c>. Out:
/// <c>results/{detector}/{category}/{detector}_{file}.csv</c> with <c>timestamp,value,anomaly_score,label</c>, as its
/// <c>run.py --optimize --score --normalize</c> reads them (numenta/NAB, nab/detectors/base.py).
/// </summary>
internal static class NabFiles
{
    /// <summary>A score from which on a row is counted as odd in what is printed; the benchmark chooses its own.</summary>
    private const double Odd = 0.5;

    /// <summary>Labelled windows by <c>category/file.csv</c>; empty when the repository's labels are not there.</summary>
    public static Dictionary<string, (DateTime From, DateTime To)[]> Windows(string root)
    {
        var path = Path.Combine(root, "labels", "combined_windows.json");
        if (!File.Exists(path)) return [];
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.EnumerateObject().ToDictionary(
            file => file.Name, file => file.Value.EnumerateArray().Select(w => (Time(w[0].GetString()!), Time(w[1].GetString()!))).ToArray());
    }

    /// <exception cref="InvalidDataException">A row is none of the benchmark's.</exception>
    public static (int Rows, int Odd) Score(
        string file, string relative, string results, string detector, Dictionary<string, (DateTime From, DateTime To)[]> windows)
    {
        var target = Path.Combine(results, Path.GetDirectoryName(relative)!, detector + "_" + Path.GetFileName(relative));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var labels = windows.GetValueOrDefault(relative.Replace(Path.DirectorySeparatorChar, '/')) ?? [];
        var scorer = new AnomalyScorer(TimeSpan.Zero);
        var (rows, odd) = (0, 0);
        using var writer = new StreamWriter(target);
        writer.WriteLine("timestamp,value,anomaly_score,label");
        foreach (var line in File.ReadLines(file).Skip(1))
        {
            rows++;
            if (line.Split(',') is not [var stamp, var text] || !double.TryParse(text, CultureInfo.InvariantCulture, out var value))
            {
                throw new InvalidDataException($"{file}:{rows + 1}: expected timestamp,value, found '{line}'");
            }

            var time = Time(stamp);
            var score = scorer.Add(new DateTimeOffset(time, TimeSpan.Zero).ToUnixTimeMilliseconds(), value);
            if (score >= Odd) odd++;
            var label = Array.Exists(labels, w => time >= w.From && time <= w.To) ? 1 : 0;
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stamp},{text},{score},{label}"));
        }

        return (rows, odd);
    }

    private static DateTime Time(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : throw new InvalidDataException($"expected a date and time, found '{text}'");
}
