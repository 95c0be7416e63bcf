using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace SmartCity.Gateway.Fleet.Flash;

/// <summary>How a program ended; <paramref name="Exit"/> is -1 when it could not be started.</summary>
internal readonly record struct ToolResult(int Exit, string Output);

/// <summary>Runs programs.</summary>
internal interface IToolRunner
{
    /// <summary>Runs a program to its end; <paramref name="said"/> gets each line of either stream as it comes.</summary>
    Task<ToolResult> RunAsync(string program, IReadOnlyList<string> arguments, string folder, Action<string> said, CancellationToken cancellation);
}

/// <summary>Programs of this machine.</summary>
internal sealed class ToolRunner : IToolRunner
{
    public async Task<ToolResult> RunAsync(string program, IReadOnlyList<string> arguments, string folder, Action<string> said, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        var output = new StringBuilder();
        var gate = new Lock();
        void Said(string? line)
        {
            if (line is null) return;
            lock (gate)
            {
                output.AppendLine(line);
                said(line);
            }
        }

        try
        {
            using var process = new Process { StartInfo = start };
            process.OutputDataReceived += (_, e) => Said(e.Data);
            process.ErrorDataReceived += (_, e) => Said(e.Data);
            process.Start();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            try
            {
                await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }

            return new ToolResult(process.ExitCode, output.ToString());
        }
        catch (Win32Exception e)
        {
            return new ToolResult(-1, e.Message);
        }
    }
}
