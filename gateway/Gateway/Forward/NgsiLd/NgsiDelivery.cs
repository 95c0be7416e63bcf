using System.Net;
using SmartCity.Gateway.Forward.Http;

namespace SmartCity.Gateway.Forward.NgsiLd;

/// <summary>
/// One batch on its way. Live snapshots go by batch upsert, an entity at most once a request, so that every state is seen
/// and none is overtaken by its elder; historical ones are appended to the temporal evolution, so that they do not
/// overwrite what is newer. A record is accepted with its last snapshot.
/// </summary>
internal sealed class NgsiDelivery(SinkBatch batch, HttpReceiver http, NgsiEntities entities, NgsiJson json, NgsiLdSinkOptions options)
{
    private const string Json = "application/json";
    private const string Upsert = "ngsi-ld/v1/entityOperations/upsert?options=update";
    private const string Temporal = "ngsi-ld/v1/temporal/entities";

    private readonly List<List<(int Record, NgsiSnapshot Snapshot)>> _rounds = [];
    private readonly Dictionary<string, List<(int Record, NgsiSnapshot Snapshot)>> _histories = [];
    private readonly int[] _open = new int[batch.Count];

    public async Task<SendOutcome> SendAsync(CancellationToken cancellation)
    {
        Plan();
        foreach (var round in _rounds)
        {
            foreach (var request in round.Chunk(options.EntitiesPerRequest))
            {
                var outcome = await UpsertAsync([.. request.Where(IsWanted)], cancellation).ConfigureAwait(false);
                if (outcome.Kind != FailureKind.None) return outcome;
            }
        }

        foreach (var history in _histories.Values)
        {
            foreach (var request in history.Chunk(options.EntitiesPerRequest))
            {
                var outcome = await AppendAsync([.. request.Where(IsWanted)], cancellation).ConfigureAwait(false);
                if (outcome.Kind != FailureKind.None) return outcome;
            }
        }

        return SendOutcome.Delivered;
    }

    private void Plan()
    {
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < batch.Count; i++)
        {
            var snapshots = entities.Of(batch[i]);
            _open[i] = snapshots.Count;
            if (snapshots.Count == 0) batch.Accept(i);
            foreach (var snapshot in snapshots)
            {
                if (batch[i].Historical && options.History == NgsiHistory.Temporal)
                {
                    if (!_histories.TryGetValue(snapshot.Id, out var history)) _histories[snapshot.Id] = history = [];
                    history.Add((i, snapshot));
                    continue;
                }

                var round = next[snapshot.Id] = next.GetValueOrDefault(snapshot.Id, -1) + 1;
                if (round == _rounds.Count) _rounds.Add([]);
                _rounds[round].Add((i, snapshot));
            }
        }
    }

    private async Task<SendOutcome> UpsertAsync(List<(int Record, NgsiSnapshot Snapshot)> request, CancellationToken cancellation)
    {
        if (request.Count == 0) return SendOutcome.Delivered;
        var answer = await http.PostAsync(Upsert, Json, json.Batch(request.Select(entry => entry.Snapshot)), cancellation).ConfigureAwait(false);
        if (answer.Status != HttpStatusCode.MultiStatus || !answer.IsSuccess)
        {
            if (answer.IsSuccess) request.ForEach(entry => Done(entry.Record));
            return answer.Outcome(http.Name);
        }

        if (BatchResult.Read(answer.Body) is not { } result) return SendOutcome.Temporary($"{http.Name}: 207 without a batch's result");
        var errors = result.Errors.ToLookup(error => error.EntityId);
        var busy = SendOutcome.Delivered;
        foreach (var (record, snapshot) in request)
        {
            if (errors[snapshot.Id].FirstOrDefault() is not { } error) Done(record);
            else if (error.Error?.MayPass == true) busy = SendOutcome.Temporary($"{http.Name}: {snapshot.Id}: {error.Error}", answer.RetryAfter);
            else batch.Refuse(record, $"{snapshot.Id}: {error.Error}");
        }

        return busy;
    }

    private async Task<SendOutcome> AppendAsync(List<(int Record, NgsiSnapshot Snapshot)> request, CancellationToken cancellation)
    {
        if (request.Count == 0) return SendOutcome.Delivered;
        var answer = await http.PostAsync(Temporal, Json, json.Temporal([.. request.Select(entry => entry.Snapshot)]), cancellation).ConfigureAwait(false);
        var outcome = answer.Outcome(http.Name);
        if (answer.IsSuccess)
        {
            request.ForEach(entry => Done(entry.Record));
        }
        else if (outcome.Kind == FailureKind.Permanent)
        {
            // Who of them it was, one by one tells.
            if (request.Count == 1) batch.Refuse(request[0].Record, outcome.Reason!);
            foreach (var single in request.Count == 1 ? [] : request)
            {
                if (!IsWanted(single)) continue;
                var alone = await AppendAsync([single], cancellation).ConfigureAwait(false);
                if (alone.Kind != FailureKind.None) return alone;
            }

            return SendOutcome.Delivered;
        }

        return outcome;
    }

    private bool IsWanted((int Record, NgsiSnapshot Snapshot) entry) => batch.Fate(entry.Record) == RecordFate.Open;

    private void Done(int record)
    {
        if (--_open[record] == 0 && batch.Fate(record) == RecordFate.Open) batch.Accept(record);
    }
}
