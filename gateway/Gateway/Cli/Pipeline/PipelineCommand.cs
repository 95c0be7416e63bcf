using System.CommandLine;

namespace SmartCity.Gateway.Cli.Pipeline;

/// <summary><c>pipeline</c>: rules tried on recorded data, and detectors on public benchmarks.</summary>
internal static class PipelineCommand
{
    public static Command Create() => new("pipeline", "Try rules on recorded data; score the anomaly detector on public benchmarks.")
    {
        PipelineTestCommand.Create(),
        PipelineScoreCommand.Create(),
    };
}
