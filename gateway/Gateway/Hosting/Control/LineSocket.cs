using System.Net.Sockets;
using System.Text;

namespace SmartCity.Gateway.Hosting.Control;

/// <summary>
/// A Unix socket in the state directory that only its owner may open, by which the command line talks to the running
/// gateway: one line in, one JSON object out.
/// </summary>
internal sealed partial class LineSocket : IAsyncDisposable
{
    private const int MaxClients = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Func<string, CancellationToken, Task<byte[]>> _answer;
    private readonly int _maxLine;
    private readonly TimeProvider _time;
    private readonly string _path;
    private readonly Socket _socket;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _free = new(MaxClients);
    private readonly Task _serving;

    private LineSocket(Func<string, CancellationToken, Task<byte[]>> answer, int maxLine, TimeProvider time, string path, Socket socket)
    {
        _answer = answer;
        _maxLine = maxLine;
        _time = time;
        _path = path;
        _socket = socket;
        _serving = ServeAsync();
    }

    /// <summary>Listens, or says in the log why it cannot; the gateway runs without it, too.</summary>
    /// <param name="path">At most some 100 characters, as the system has it.</param>
    /// <param name="maxLine">Bytes of a question.</param>
    /// <param name="answer">Called for at most eight questions at a time.</param>
    public static LineSocket? TryOpen(string path, int maxLine, Func<string, CancellationToken, Task<byte[]>> answer, TimeProvider time, ILogger log)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            File.Delete(path);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            socket.Listen(8);
            return new LineSocket(answer, maxLine, time, path, socket);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            socket.Dispose();
            LogClosed(log, path, e.Message);
            return null;
        }
    }

    /// <summary>The command line's end: the answer's stream, or null when no gateway runs on that state directory.</summary>
    public static async Task<Stream?> AskAsync(string path, string line, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation).ConfigureAwait(false);
            await socket.SendAsync(Encoding.UTF8.GetBytes(line + "\n"), cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            socket.Dispose();
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _serving.ConfigureAwait(false);
        for (var i = 0; i < MaxClients; i++) await _free.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        File.Delete(_path);
        _free.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await _socket.AcceptAsync(_stop.Token).ConfigureAwait(false);
                await _free.WaitAsync(CancellationToken.None).ConfigureAwait(false);
                _ = AnswerAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task AnswerAsync(Socket client)
    {
        try
        {
            if (await ReadAsync(client).ConfigureAwait(false) is not { } line) return;
            var answer = await _answer(line, _stop.Token).ConfigureAwait(false);
            var stream = new NetworkStream(client, ownsSocket: false);
            await using (stream.ConfigureAwait(false)) await stream.WriteAsync(answer, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // Whoever asked went away, or was too slow.
        }
        finally
        {
            client.Dispose();
            _free.Release();
        }
    }

    private async Task<string?> ReadAsync(Socket client)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stop.Token);
        var line = new byte[_maxLine];
        var length = 0;
        while (length < _maxLine && line.AsSpan(0, length).IndexOf((byte)'\n') < 0)
        {
            var read = await client.ReceiveAsync(line.AsMemory(length), either.Token).ConfigureAwait(false);
            if (read == 0) break;
            length += read;
        }

        return length == _maxLine ? null : Encoding.UTF8.GetString(line, 0, length).Trim();
    }

    [LoggerMessage(1521, LogLevel.Warning, "Commands that ask the running gateway will not work: {Path}: {Reason}")]
    private static partial void LogClosed(ILogger log, string path, string reason);
}
