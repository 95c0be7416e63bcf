using System.CommandLine;
using SmartCity.Gateway.Cli.Ask;
using SmartCity.Gateway.Cli.Doctor;
using SmartCity.Gateway.Cli.Manual;
using SmartCity.Gateway.Cli.Nodes;
using SmartCity.Gateway.Cli.Pipeline;
using SmartCity.Gateway.Cli.Provision;
using SmartCity.Gateway.Demo;

namespace SmartCity.Gateway.Cli;

/// <summary>The command line: one file a command, one line here.</summary>
internal static class GatewayCli
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);

    public static RootCommand Create() => new(
        "Gateway between sensor nodes and the city's data exchange. "
        + "Exit codes: 0 done, 1 the answer is no, 64 wrong command line, 69 cannot listen, 70 fault of the program, 74 data directory, 78 wrong configuration.")
    {
        RunCommand.Create(),
        DemoCommand.Create(),
        BacklogCommand.Create(),
        ReplayCommand.Create(),
        EventsCommand.Create(),
        TailCommand.Create(),
        ExportCommand.Create(),
        DoctorCommand.Create(),
        JournalCommand.Create(),
        DeadLetterCommand.Create(),
        CheckConfigCommand.Create(),
        HashPasswordCommand.Create(),
        NodesCommand.Create(),
        ProvisionCommand.Create(),
        FlashCommand.Create(),
        UpdateCommand.Create(),
        HardwareCommand.Create(),
        BackupCommand.Create(),
        RestoreCommand.Create(),
        SupportBundleCommand.Create(),
        ManualCommand.Create(),
        PipelineCommand.Create(),
    };

    /// <summary>Runs one command line and returns its <see cref="ExitCode"/>.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var parsed = Create().Parse(args);
        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = StopTimeout,
        };
        try
        {
            var code = await parsed.InvokeAsync(invocation).ConfigureAwait(false);
            return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return ExitCode.Io;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await error.WriteLineAsync(e.ToString()).ConfigureAwait(false);
            return ExitCode.Software;
        }
    }
}
