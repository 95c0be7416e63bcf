using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using SmartCity.Gateway.Ingest;

namespace SmartCity.Gateway.Fleet;

/// <summary>Commands on their way, each until its <c>cmd/result</c> comes from the node it went to.</summary>
internal sealed class CommandCalls(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Client, string Id), TaskCompletionSource<string>> _waiting = [];

    public Call Begin(string client, string id) => new(this, (client, id), time);

    /// <summary>A payload of <c>cmd/result</c>; one that nobody waits for changes nothing.</summary>
    public void Answer(NodeIdentity who, ReadOnlyMemory<byte> payload)
    {
        if (_waiting.IsEmpty) return;
        try
        {
            using var json = JsonDocument.Parse(payload);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.String) return;
            if (_waiting.TryGetValue((who.ClientId, id.GetString()!), out var waiting)) waiting.TrySetResult(Encoding.UTF8.GetString(payload.Span));
        }
        catch (JsonException)
        {
            // No answer of ours.
        }
    }

    /// <summary>One command's wait.</summary>
    internal sealed class Call : IDisposable
    {
        private readonly TaskCompletionSource<string> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CommandCalls _calls;
        private readonly (string, string) _key;
        private readonly TimeProvider _time;

        public Call(CommandCalls calls, (string, string) key, TimeProvider time)
        {
            (_calls, _key, _time) = (calls, key, time);
            calls._waiting[key] = _outcome;
        }

        /// <summary>The answer as it came, or null when none came in time.</summary>
        public async Task<string?> OutcomeAsync(TimeSpan patience, CancellationToken cancellation)
        {
            try
            {
                return await _outcome.Task.WaitAsync(patience, _time, cancellation).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }

        public void Dispose() => _calls._waiting.TryRemove(_key, out _);
    }
}
