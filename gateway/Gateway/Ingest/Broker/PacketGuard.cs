using System.Buffers;
using System.IO.Pipelines;
using MQTTnet.Exceptions;

namespace SmartCity.Gateway.Ingest.Broker;

/// <summary>
/// Bounds the size of an MQTT packet before the broker sees it: a fixed header that announces more ends the connection
/// while nothing of the packet has been stored. The broker's reader always leaves the pipe at the start of a packet, so
/// one look at the head of what is there is enough. A connection that ends inside a packet ends here, too.
/// </summary>
internal sealed class PacketGuard(PipeReader inner, int maxBytes, Action<long> refused, Action<bool> heard) : PipeReader
{
    // MQTT 3.1.1 §2.2.3: a type byte, then one to four bytes of remaining length, seven bits each, the lowest first.
    private const int MaxLengthBytes = 4;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        Checked(await inner.ReadAsync(cancellationToken).ConfigureAwait(false));

    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result)) return false;
        Checked(result);
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    /// <summary>Bytes of the packet that begins there, header included; 0 when that cannot be said yet.</summary>
    internal static long PacketBytes(in ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryRead(out _)) return 0;
        var remaining = 0L;
        for (var i = 0; i < MaxLengthBytes; i++)
        {
            if (!reader.TryRead(out var b)) return 0;
            remaining |= (long)(b & 0x7f) << (7 * i);
            if ((b & 0x80) == 0) return reader.Consumed + remaining;
        }

        return long.MaxValue;
    }

    private ReadResult Checked(ReadResult result)
    {
        heard(!result.Buffer.IsEmpty);
        var bytes = PacketBytes(result.Buffer);
        if (bytes <= maxBytes)
        {
            // The library would look at such a remainder again and again, in a loop without a pause.
            var cut = !result.Buffer.IsEmpty && (bytes == 0 || bytes > result.Buffer.Length);
            return result.IsCompleted && cut ? throw new MqttCommunicationException("the connection ended inside a packet") : result;
        }

        inner.AdvanceTo(result.Buffer.End);
        refused(bytes);
        throw new MqttCommunicationException("packet too large");
    }
}
