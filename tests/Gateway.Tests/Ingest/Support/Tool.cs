using System.Diagnostics;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace SmartCity.Gateway.Tests.Ingest.Support;

/// <summary>A program of the system that a test looks at the gateway with.</summary>
internal static class Tool
{
    /// <summary>Exit code and all it printed; the test is inconclusive where the program is not installed.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, output + await error);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Inconclusive($"{program} is not installed");
            throw;
        }
    }
}
