using System.Net;
using System.Net.Sockets;
using SmartCity.Gateway.Forward.Hj212;

namespace SmartCity.Gateway.Tests.Forward.Hj212;

/// <summary>What the stub does about a frame.</summary>
/// <param name="Keep">Whether it counts as received.</param>
/// <param name="Answers">How often it says so.</param>
/// <param name="QnRtn">A refusal's number; 0: a plain 9014.</param>
/// <param name="HangUp">Resets the connection.</param>
internal sealed record StubAnswer(bool Keep = true, int Answers = 1, int QnRtn = 0, bool HangUp = false);

/// <summary>An environment platform on a loopback port: takes frames, checks them as the standard says, answers with 9014.</summary>
internal sealed class StubPlatform : IDisposable
{
    private readonly TcpListener _listener;
    private readonly Lock _gate = new();
    private readonly List<Socket> _open = [];
    private readonly List<Hj212Frame> _kept = [];
    private readonly CancellationTokenSource _stop = new();

    public StubPlatform(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Func<Hj212Frame, StubAnswer> Answer { get; set; } = _ => new StubAnswer();

    /// <summary>Completed to let answers go that wait for it.</summary>
    public TaskCompletionSource? Hold { get; set; }

    /// <summary>Sent to whoever connects.</summary>
    public byte[] Greeting { get; init; } = [];

    /// <summary>Frames received, in order.</summary>
    public IReadOnlyList<Hj212Frame> Snapshot()
    {
        lock (_gate) return [.. _kept];
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        lock (_gate)
        {
            // A close with no time to linger is a reset.
            foreach (var socket in _open) socket.Close(timeout: 0);
            _open.Clear();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                lock (_gate) _open.Add(socket);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            if (Greeting.Length > 0) await socket.SendAsync(Greeting);
            var input = new List<byte>();
            var buffer = new byte[16 * 1024];
            for (int read; (read = await socket.ReceiveAsync(buffer, _stop.Token)) > 0;)
            {
                input.AddRange(buffer.AsSpan(0, read));
                while (true)
                {
                    var frame = Hj212Frame.TryRead(input.ToArray(), out var taken);
                    input.RemoveRange(0, taken);
                    if (frame is null) break;
                    if (!await TakeAsync(socket, frame)) return;
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Cut.
        }
    }

    private async Task<bool> TakeAsync(Socket socket, Hj212Frame frame)
    {
        var answer = Answer(frame);
        if (answer.Keep)
        {
            lock (_gate) _kept.Add(frame);
        }

        if (Hold is { } hold) await hold.Task.WaitAsync(_stop.Token);
        var reply = answer.QnRtn == 0
            ? frame with { St = "91", Cn = "9014", Cp = "" }
            : frame with { St = "91", Cn = "9011", Cp = $"QnRtn={answer.QnRtn}" };
        for (var i = 0; i < answer.Answers; i++) await socket.SendAsync((reply with { Parts = 1, Resend = false, Flag = frame.Flag & ~3 }).ToBytes());
        if (answer.HangUp) socket.Close(timeout: 0);
        return !answer.HangUp;
    }
}
