using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using SmartCity.Gateway.Cli;
using SmartCity.Gateway.Config;
using SmartCity.Gateway.Operate.Metrics;
using SmartCity.Journal;

namespace SmartCity.Gateway.Operate.Support;

/// <summary>What somebody far away needs to help: a gzipped tar of texts, each without its secrets. No readings.</summary>
/// <param name="configFile">Null: there is none.</param>
internal sealed class SupportBundle(string? configFile, GatewayOptions? options, TimeProvider time)
{
    private const int MostLogLines = 5000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Texts that only the running gateway has: name and how to get it.</summary>
    public IReadOnlyList<(string Name, Func<string> Read)> Own { get; init; } = [];

    /// <summary>Writes the bundle into a file of its owner's alone, and returns the names in it.</summary>
    public async Task<IReadOnlyList<string>> WriteAsync(string target, CancellationToken cancellation)
    {
        var create = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var stream = new FileStream(target, create);
        await using var streamOwner = stream.ConfigureAwait(false);
        return await WriteAsync(stream, cancellation).ConfigureAwait(false);
    }

    /// <summary>Writes the bundle and returns the names in it.</summary>
    public async Task<IReadOnlyList<string>> WriteAsync(Stream target, CancellationToken cancellation)
    {
        var scrubber = configFile is null ? new SecretScrubber([]) : SecretScrubber.Of(configFile);
        var names = new List<string>();
        using var zip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
        using var tar = new TarWriter(zip, TarEntryFormat.Pax);
        foreach (var (name, read) in Parts())
        {
            var text = scrubber.Scrub(await TryAsync(read, cancellation).ConfigureAwait(false));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)), ModificationTime = time.GetUtcNow() });
            names.Add(name);
        }

        return names;
    }

    private IEnumerable<(string Name, Func<CancellationToken, Task<string>> Read)> Parts()
    {
        if (configFile is { } file)
        {
            yield return ("gateway.json", cancellation => File.ReadAllTextAsync(file, cancellation));
            yield return ("check-config.txt", _ => Task.FromResult(string.Join('\n', ConfigFile.Load(file).Errors)));
        }

        foreach (var (name, read) in Own) yield return (name, _ => Task.FromResult(read()));
        yield return ("version.txt", _ => Task.FromResult($"{MachineMetrics.Version}\n{Environment.OSVersion}\n"));
        yield return ("os-release.txt", cancellation => File.ReadAllTextAsync("/etc/os-release", cancellation));
        if (options is not null)
        {
            yield return ("metrics.txt", cancellation => AskAsync("/metrics", cancellation));
            yield return ("ready.txt", cancellation => AskAsync("/health/ready", cancellation));
            yield return ("journal.txt", _ => Task.FromResult(Journal(options.Data)));
            yield return ("state-files.txt", _ => Task.FromResult(Listing(options.Data)));
        }

        yield return ("unit.txt", cancellation => RunAsync("systemctl", ["show", "smartcity-gateway"], cancellation));
        yield return ("log.txt", cancellation => RunAsync("journalctl", ["-u", "smartcity-gateway", "-o", "short-iso-precise", "-n", $"{MostLogLines}", "--no-pager"], cancellation));
        yield return ("kernel.txt", cancellation => RunAsync("dmesg", ["--level=emerg,alert,crit,err,warn"], cancellation));
        yield return ("disk.txt", cancellation => RunAsync("df", ["-h"], cancellation));
        yield return ("memory.txt", cancellation => RunAsync("free", ["-m"], cancellation));
        yield return ("clock.txt", cancellation => RunAsync("timedatectl", [], cancellation));
    }

    // What cannot be had is told in its place: a bundle is asked for when things are broken.
    private static async Task<string> TryAsync(Func<CancellationToken, Task<string>> read, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            return await read(patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            return $"not available: {e.Message}\n";
        }
    }

    private async Task<string> AskAsync(string path, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri($"http://{options!.Operate.Listen}{path}"), cancellation).ConfigureAwait(false);
        return await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
    }

    private static string Journal(string data)
    {
        using var storage = new FileStorage(Path.Combine(data, "journal"));
        using var view = JournalView.Open(storage, verify: false);
        return string.Concat(JournalInspectCommand.Lines(view).Select(line => line + "\n"));
    }

    private static string Listing(string data) =>
        string.Concat(new DirectoryInfo(data).EnumerateFiles("*", SearchOption.AllDirectories).Select(file => $"{file.Length,12} {file.LastWriteTimeUtc:yyyy-MM-ddTHH:mm:ssZ} {Path.GetRelativePath(data, file.FullName)}\n"));

    private static async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(cancellation).ConfigureAwait(false);
            return output + await error.ConfigureAwait(false);
        }
        finally
        {
            if (cancellation.IsCancellationRequested) process.Kill();
        }
    }
}
