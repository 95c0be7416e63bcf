using System.CommandLine;
using System.Globalization;

namespace SmartCity.Gateway.Cli.Pipeline;

/// <summary>
/// <c>pipeline score --format nab|skab DIR</c>: runs the detector of the rule <c>anomaly</c>, as shipped, over a benchmark's
/// files and writes its scores where and as the benchmark's own scorer wants them.
/// </summary>
internal static class PipelineScoreCommand
{
    private const string Nab = "nab";
    private const string Skab = "skab";

    public static Command Create()
    {
        var format = new Option<string>("--format") { Description = "Benchmark: nab (Numenta) or skab (Skoltech).", Required = true };
        format.AcceptOnlyFromAmong(Nab, Skab);
        var directory = new Argument<DirectoryInfo>("DIR") { Description = "The benchmark's repository, with its data in data/." };
        var output = new Option<string?>("--out") { Description = "Where results go; left out: DIR/results.", HelpName = "DIR" };
        var name = new Option<string>("--detector") { Description = "Name of the detector in file names.", DefaultValueFactory = _ => "smartcity" };
        var command = new Command("score", "Score the shipped anomaly detector on a benchmark's files.") { format, directory, output, name };
        command.SetAction(parsed =>
        {
            var root = parsed.GetRequiredValue(directory).FullName;
            var data = Path.Combine(root, "data");
            if (!Directory.Exists(data))
            {
                parsed.InvocationConfiguration.Error.WriteLine($"there is no directory {data}: give the benchmark's repository");
                return ExitCode.Usage;
            }

            var detector = parsed.GetRequiredValue(name);
            var results = Path.Combine(parsed.GetValue(output) ?? Path.Combine(root, "results"), detector);
            var files = Directory.EnumerateFiles(data, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
            var windows = parsed.GetRequiredValue(format) == Nab ? NabFiles.Windows(root) : [];
            foreach (var file in files)
            {
                var relative = Path.GetRelativePath(data, file);
                var (rows, found) = parsed.GetRequiredValue(format) == Nab
                    ? NabFiles.Score(file, relative, results, detector, windows)
                    : SkabFiles.Score(file, relative, results);
                parsed.InvocationConfiguration.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{relative}: {rows} rows, {found} odd"));
            }

            parsed.InvocationConfiguration.Output.WriteLine($"{files.Length} files scored into {results}");
            return files.Length > 0 ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }
}
