using SmartCity.Gateway.Forward;

namespace SmartCity.Gateway.Tests.Forward.Conformance;

/// <summary>Refuses packs on behalf of a receiver whose protocol has no word for it; the inner sink never sees them.</summary>
internal sealed class RefusingSink(ISink inner, Func<uint, bool> refused) : ISink
{
    public string Name => inner.Name;

    public async ValueTask<SendOutcome> SendAsync(SinkBatch batch, CancellationToken cancellation)
    {
        var rest = new SinkBatch(Math.Max(1, batch.Count)) { Journal = batch.Journal };
        var places = new List<int>();
        for (var i = 0; i < batch.Count; i++)
        {
            if (refused(batch[i].Pack.Seq))
            {
                batch.Refuse(i, "not wanted");
            }
            else
            {
                rest.Add(batch[i]);
                places.Add(i);
            }
        }

        var outcome = rest.Count == 0 ? SendOutcome.Delivered : await inner.SendAsync(rest, cancellation);
        batch.Sent(rest.SentBytes);
        for (var i = 0; i < places.Count; i++)
        {
            if (rest.Fate(i) == RecordFate.Accepted) batch.Accept(places[i]);
        }

        return outcome;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
