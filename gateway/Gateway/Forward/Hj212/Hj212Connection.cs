using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading.Channels;

namespace SmartCity.Gateway.Forward.Hj212;

/// <summary>
/// One connection to the platform, until its first fault. A frame that gets no answer is sent again as it was, some
/// times, before the connection is given up. Requests of the platform's own are refused: this end has nothing to set.
/// </summary>
internal sealed class Hj212Connection : IAsyncDisposable
{
    private const string DataAnswer = "9014";
    private const string RequestAnswer = "9011";
    private const string NoticeAnswer = "9013";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    private readonly Hj212SinkOptions _options;
    private readonly TimeProvider _time;
    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly Channel<byte[]> _outgoing = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Hj212Frame>> _waiting = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Action<int> _sent;
    private readonly Task _running;

    private Hj212Connection(Hj212SinkOptions options, TimeProvider time, Socket socket, Stream stream, Action<int> sent)
    {
        _sent = sent;
        _options = options;
        _time = time;
        _socket = socket;
        _stream = stream;
        _running = RunAsync();
    }

    public bool IsOpen => !_running.IsCompleted;

    /// <summary>Connects; the failure is None when there is a connection. <paramref name="sent"/> is told the bytes of each frame.</summary>
    public static async Task<(Hj212Connection? Connection, SendOutcome Failure)> OpenAsync(
        Hj212SinkOptions options, TimeProvider time, Action<int> sent, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var patience = new CancellationTokenSource(ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, either.Token).ConfigureAwait(false);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (options.Tls is { } tls)
            {
                var ssl = new SslStream(stream);
                await ssl.AuthenticateAsClientAsync(tls.ForHost(options.Host), either.Token).ConfigureAwait(false);
                stream = ssl;
            }

            return (new Hj212Connection(options, time, socket, stream, sent), default);
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException or OperationCanceledException)
        {
            socket.Dispose();
            cancellation.ThrowIfCancellationRequested();
            var reason = $"{options.Host}:{options.Port}: {(patience.IsCancellationRequested ? "no connection within 15 s" : e.Message)}";
            return (null, e is AuthenticationException ? SendOutcome.Final(reason) : SendOutcome.Temporary(reason));
        }
    }

    /// <summary>Sends a frame and returns the platform's answer to it, sending it again while there is none.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="TimeoutException">No answer, however often it was sent.</exception>
    public async Task<Hj212Frame> RequestAsync(Hj212Frame frame, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<Hj212Frame>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[frame.Qn] = answer;
        if (!IsOpen) answer.TrySetException(Broken());
        try
        {
            var bytes = frame.ToBytes();
            for (var sent = 0; sent <= _options.Resends; sent++)
            {
                _outgoing.Writer.TryWrite(bytes);
                if (await AnsweredAsync(answer.Task, cancellation).ConfigureAwait(false)) return await answer.Task.ConfigureAwait(false);
            }

            throw new TimeoutException($"no answer to QN={frame.Qn}, sent {_options.Resends + 1} times {_options.AnswerSeconds} s apart");
        }
        finally
        {
            _waiting.TryRemove(frame.Qn, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        await _running.ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task<bool> AnsweredAsync(Task answer, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var patience = Task.Delay(TimeSpan.FromSeconds(_options.AnswerSeconds), _time, over.Token);
        await Task.WhenAny(answer, patience).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return answer.IsCompleted;
    }

    private async Task RunAsync()
    {
        var writing = WriteAsync();
        try
        {
            await ReadAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection is over, which those who wait are told below.
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await writing.ConfigureAwait(false);
        foreach (var waiting in _waiting.Values) waiting.TrySetException(Broken());
    }

    private async Task ReadAsync()
    {
        var reader = PipeReader.Create(_stream, new StreamPipeReaderOptions(leaveOpen: true));
        while (true)
        {
            var result = await reader.ReadAsync(_stop.Token).ConfigureAwait(false);
            var bytes = result.Buffer.ToArray();
            var at = 0;
            while (true)
            {
                var frame = Hj212Frame.TryRead(bytes.AsSpan(at), out var taken);
                at += taken;
                if (frame is not null) Take(frame);
                if (taken == 0 || at == bytes.Length) break;
            }

            reader.AdvanceTo(result.Buffer.GetPosition(at), result.Buffer.End);
            if (result.IsCompleted) return;
        }
    }

    private void Take(Hj212Frame frame)
    {
        if (frame.Cn is DataAnswer or RequestAnswer or NoticeAnswer)
        {
            if (_waiting.TryGetValue(frame.Qn, out var waiting)) waiting.TrySetResult(frame);
            return;
        }

        // Table 6 of HJ 212-2017: 8 is a command that is not known here.
        if ((frame.Flag & 1) == 0) return;
        var refusal = frame with { St = "91", Cn = RequestAnswer, Flag = Hj212Frame.FlagOf(_options.Version, split: false, answer: false), Cp = "QnRtn=8", Parts = 1, Resend = false };
        _outgoing.Writer.TryWrite(refusal.ToBytes());
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var bytes in _outgoing.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                _sent(bytes.Length);
                await _stream.WriteAsync(bytes, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // What cannot be written cannot be answered: the reader ends, too.
            _socket.Dispose();
        }
    }

    private IOException Broken() => new($"{_options.Host}:{_options.Port} closed the connection");
}
