using System.Diagnostics;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace SmartCity.Gateway.Tests.Ingest.Support;

/// <summary>Debian's mosquitto_pub, a client nobody here has written.</summary>
internal static class Mosquitto
{
    /// <summary>Exit code and error output; the test is inconclusive where the tool is not installed.</summary>
    public static async Task<(int Code, string Error)> PublishAsync(int port, params string[] arguments)
    {
        var start = new ProcessStartInfo("mosquitto_pub", ["-h", "127.0.0.1", "-p", $"{port}", .. arguments]) { RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            var error = await process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, error);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Inconclusive("mosquitto_pub is not installed (Debian: apt-get install mosquitto-clients)");
            throw;
        }
    }
}
