using System.CommandLine;
using System.Text.Json;

namespace SmartCity.Gateway.Cli.Doctor;

/// <summary><c>doctor --config FILE</c>: what is wrong with machine, gateway, receivers and nodes, and what to do.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var config = ConfigOption.Create();
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var command = new Command("doctor", "Look for faults and name remedies. Exit code: 0 all is well, 1 warnings, 2 something does not work.") { config, json };
        command.SetAction(async (parsed, stop) =>
        {
            if (ConfigOption.Load(parsed, config) is not { } options) return ExitCode.Config;
            var findings = Diagnosis.Of(await Examination.OfAsync(options, TimeProvider.System, stop).ConfigureAwait(false));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(findings, DoctorJson.Default.IReadOnlyListFinding)).ConfigureAwait(false);
            }
            else
            {
                foreach (var finding in findings) await output.WriteLineAsync($"{finding.Gravity.ToString().ToLowerInvariant(),-8} {finding.What}\n         {finding.Remedy}").ConfigureAwait(false);
                if (findings.Count == 0) await output.WriteLineAsync("all is well").ConfigureAwait(false);
            }

            return findings.Count == 0 ? ExitCode.Ok : (int)findings.Max(finding => finding.Gravity);
        });
        return command;
    }
}
