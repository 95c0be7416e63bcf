using System.Diagnostics;

namespace SmartCity.Edge.Tests.EndToEnd;

/// <summary>The gateway's own executable as a child process, to be killed as a power cut would.</summary>
internal sealed class GatewayProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly Task<string> _error;

    private GatewayProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The gateway built with the tests, or the published one that <c>SMARTCITY_GATEWAY</c> names.</summary>
    public static GatewayProcess Start(params string[] arguments)
    {
        var published = Environment.GetEnvironmentVariable("SMARTCITY_GATEWAY");
        var start = new ProcessStartInfo(published ?? "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        if (published is null)
        {
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "smartcity-gateway.dll"));
        }

        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return new GatewayProcess(Process.Start(start)!);
    }

    /// <summary>Reads on until a line is what is wanted.</summary>
    /// <exception cref="InvalidOperationException">The process ended first; the message is what it said on its error stream.</exception>
    public async Task<string> WaitForLineAsync(Func<string, bool> wanted)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (wanted(line)) return line;
        }

        throw new InvalidOperationException("the gateway ended: " + await _error);
    }

    /// <summary>SIGKILL: no handler runs, no buffer is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Exit code and everything printed that has not been read.</summary>
    public async Task<(int Code, string Output)> FinishAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        var output = await _process.StandardOutput.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, output + await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
