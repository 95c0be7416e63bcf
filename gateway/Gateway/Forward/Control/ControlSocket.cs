using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SmartCity.Gateway.Forward.Engine;

namespace SmartCity.Gateway.Forward.Control;

/// <summary>
/// Lets the command line ask the running gateway: a Unix socket in the state directory that only its owner may open.
/// One line in (<c>sinks</c> or <c>replay NAME</c>), one JSON object out.
/// </summary>
internal sealed partial class ControlSocket : IAsyncDisposable
{
    private const int MaxLine = 256;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ForwardEngine _engine;
    private readonly TimeProvider _time;
    private readonly string _path;
    private readonly Socket _socket;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    private ControlSocket(ForwardEngine engine, TimeProvider time, string path, Socket socket)
    {
        _engine = engine;
        _time = time;
        _path = path;
        _socket = socket;
        _serving = ServeAsync();
    }

    public static string PathIn(string data) => Path.Combine(data, "forward.sock");

    /// <summary>Listens, or says in the log why it cannot; the gateway runs without it, too.</summary>
    public static ControlSocket? TryOpen(ForwardEngine engine, TimeProvider time, string data, ILogger log)
    {
        var path = PathIn(data);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            File.Delete(path);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            socket.Listen(8);
            return new ControlSocket(engine, time, path, socket);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A path of more than some 100 characters is an ArgumentException.
            socket.Dispose();
            LogClosed(log, path, e.Message);
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _serving.ConfigureAwait(false);
        File.Delete(_path);
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            // One after the other: those who ask are people.
            while (true)
            {
                using var client = await _socket.AcceptAsync(_stop.Token).ConfigureAwait(false);
                await AnswerAsync(client).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task AnswerAsync(Socket client)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stop.Token);
        try
        {
            var line = new byte[MaxLine];
            var length = 0;
            while (length < MaxLine && line.AsSpan(0, length).IndexOf((byte)'\n') < 0)
            {
                var read = await client.ReceiveAsync(line.AsMemory(length), either.Token).ConfigureAwait(false);
                if (read == 0) break;
                length += read;
            }

            var answer = Answer(Encoding.UTF8.GetString(line, 0, length).Trim());
            await client.SendAsync(JsonSerializer.SerializeToUtf8Bytes(answer, ControlJson.Default.ControlAnswer), either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // Whoever asked went away, or was too slow.
        }
    }

    private ControlAnswer Answer(string line)
    {
        if (line == "sinks") return new ControlAnswer(_engine.Snapshot(), null, null);
        if (!line.StartsWith("replay ", StringComparison.Ordinal)) return new ControlAnswer(null, null, "expected: sinks, or replay NAME");
        var name = line["replay ".Length..];
        if (_engine.Sinks.FirstOrDefault(sink => sink.Name == name) is not { } runner) return new ControlAnswer(null, null, $"there is no sink {name}");
        var count = runner.DeadLetters.RequestReplay();
        runner.Poke();
        return new ControlAnswer(null, count, null);
    }

    [LoggerMessage(1521, LogLevel.Warning, "The commands backlog and dead-letter replay will not work: {Path}: {Reason}")]
    private static partial void LogClosed(ILogger log, string path, string reason);
}
