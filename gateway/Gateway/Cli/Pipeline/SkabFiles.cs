using System.Globalization;
using SmartCity.Pipeline.Detect;

namespace SmartCity.Gateway.Cli.Pipeline;

/// <summary>
/// Files of the Skoltech Anomaly Benchmark. In: <c>data/{group}/{n}.csv</c>, separated by semicolons, <c>datetime</c>, the
/// channels of the water loop, and (not looked at) <c>anomaly</c> and <c>changepoint</c>. Out:
/// <c>results/{detector}/{group}/{n}.csv</c> with <c>datetime;anomaly;changepoint</c>, the predictions that its metrics take
/// (waico/SKAB, core/metrics.py): a row is odd or not, and a change point where that turns.
/// </summary>
internal static class SkabFiles
{
    private static readonly string[] NotMeasured = ["datetime", "anomaly", "changepoint"];

    /// <exception cref="InvalidDataException">A row is none of the benchmark's.</exception>
    public static (int Rows, int Odd) Score(string file, string relative, string results)
    {
        var target = Path.Combine(results, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var lines = File.ReadLines(file).GetEnumerator();
        var header = lines.MoveNext() ? lines.Current.Split(';') : [];
        var columns = Enumerable.Range(0, header.Length).Where(i => !NotMeasured.Contains(header[i])).ToArray();
        if (columns.Length == 0 || header[0] != "datetime") throw new InvalidDataException($"{file}:1: expected datetime;… separated by semicolons");
        var scorer = new ProcessScorer(columns.Length);
        var values = new double[columns.Length];
        var (rows, odd, before) = (0, 0, false);
        using var writer = new StreamWriter(target);
        writer.WriteLine("datetime;anomaly;changepoint");
        while (lines.MoveNext())
        {
            rows++;
            var cells = lines.Current.Split(';');
            for (var i = 0; i < columns.Length; i++)
            {
                if (cells.Length != header.Length || !double.TryParse(cells[columns[i]], CultureInfo.InvariantCulture, out values[i]))
                {
                    throw new InvalidDataException($"{file}:{rows + 1}: expected a number for {header[columns[i]]}, found '{lines.Current}'");
                }
            }

            var now = scorer.Add(values) >= scorer.Limit;
            if (now) odd++;
            writer.WriteLine($"{cells[0]};{(now ? 1 : 0)};{(now != before ? 1 : 0)}");
            before = now;
        }

        return (rows, odd);
    }
}
