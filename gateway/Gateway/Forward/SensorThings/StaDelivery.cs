using System.Globalization;
using SmartCity.Gateway.Forward.Http;

namespace SmartCity.Gateway.Forward.SensorThings;

/// <summary>One batch on its way: its readings as observations, in order, some hundreds in one request. A record is accepted with its last.</summary>
internal sealed class StaDelivery(SinkBatch batch, HttpReceiver http, StaCatalogue catalogue, StaJson json, StaBatchForm form, SensorThingsSinkOptions options)
{
    private const string Json = "application/json";

    private readonly int[] _open = new int[batch.Count];

    public async Task<SendOutcome> SendAsync(CancellationToken cancellation)
    {
        var observations = new List<Observation>();
        for (var i = 0; i < batch.Count; i++)
        {
            var pack = batch[i].Pack;
            _open[i] = pack.Count;
            if (pack.Count == 0) batch.Accept(i);
            for (var index = 0; index < pack.Count; index++)
            {
                var (datastream, failure) = await catalogue.DatastreamAsync(StaModel.KeyOf(pack, pack.Readings[index]), cancellation).ConfigureAwait(false);
                if (datastream is null) return failure;
                observations.Add(new Observation(i, index, datastream, batch[i].Historical));
            }
        }

        foreach (var request in observations.Chunk(options.Batch == StaBatch.Single ? 1 : options.ObservationsPerRequest))
        {
            Observation[] wanted = [.. request.Where(observation => batch.Fate(observation.Record) == RecordFate.Open)];
            if (wanted.Length == 0) continue;
            var outcome = options.Batch == StaBatch.Single
                ? await SingleAsync(wanted[0], cancellation).ConfigureAwait(false)
                : await BatchAsync(wanted, cancellation).ConfigureAwait(false);
            if (outcome.Kind != FailureKind.None) return outcome;
        }

        return SendOutcome.Delivered;
    }

    private async Task<SendOutcome> BatchAsync(Observation[] request, CancellationToken cancellation)
    {
        var answer = await PostAsync(request, cancellation).ConfigureAwait(false);
        if (!answer.IsSuccess) return answer.Outcome(http.Name);
        var responses = form.Multipart
            ? await MultipartBatch.ReadAsync(answer.ContentType, answer.Body, cancellation).ConfigureAwait(false)
            : BatchAnswer.Read(answer.Body)?.Responses;
        if (responses is null) return SendOutcome.Temporary($"{http.Name}: an answer that is no batch's");

        var parts = new Dictionary<string, BatchPart>();
        foreach (var part in responses) parts.TryAdd(part.Id, part);
        var outcome = SendOutcome.Delivered;
        for (var i = 0; i < request.Length; i++)
        {
            if (parts.TryGetValue(i.ToString(CultureInfo.InvariantCulture), out var part)) Settle(request[i].Record, part, answer.RetryAfter, ref outcome);
            else if (outcome.Kind == FailureKind.None) outcome = SendOutcome.Temporary($"{http.Name}: the batch's answer leaves requests out");
        }

        return outcome;
    }

    /// <summary>Posts a batch in the form the service takes, which the first answer to one shows.</summary>
    private async Task<HttpAnswer> PostAsync(Observation[] request, CancellationToken cancellation)
    {
        if (form.Multipart) return await MultipartAsync().ConfigureAwait(false);
        var answer = await http.PostAsync("$batch", Json, json.Batch(request, batch), cancellation).ConfigureAwait(false);
        if (answer.Failure.Kind != FailureKind.None || (int)answer.Status is not (400 or 406 or 415 or 501)) return answer;
        var second = await MultipartAsync().ConfigureAwait(false);
        if (!second.IsSuccess) return answer;
        form.Multipart = true;
        return second;

        async Task<HttpAnswer> MultipartAsync()
        {
            var body = await MultipartBatch.WriteAsync(http.Url, request.Select(observation => json.Single(observation, batch[observation.Record].Pack))).ConfigureAwait(false);
            return await http.PostAsync("$batch", MultipartBatch.ContentType, body, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<SendOutcome> SingleAsync(Observation observation, CancellationToken cancellation)
    {
        var answer = await http.PostAsync("Observations", Json, json.Single(observation, batch[observation.Record].Pack), cancellation).ConfigureAwait(false);
        if (answer.Failure.Kind != FailureKind.None) return answer.Failure;
        var outcome = SendOutcome.Delivered;
        Settle(observation.Record, new BatchPart { Status = (int)answer.Status }, answer.RetryAfter, ref outcome);
        return outcome;
    }

    private void Settle(int record, BatchPart part, TimeSpan? retryAfter, ref SendOutcome outcome)
    {
        switch (part.Status)
        {
            case >= 200 and < 300:
                if (--_open[record] == 0 && batch.Fate(record) == RecordFate.Open) batch.Accept(record);
                break;
            case 404 or 410:
                // Somebody deleted the datastream: it is looked up, and if need be made, anew.
                catalogue.Forget();
                outcome = SendOutcome.Temporary($"{http.Name}: {part}");
                break;
            case 408 or 424 or 425 or 429 or >= 500:
                outcome = SendOutcome.Temporary($"{http.Name}: {part}", retryAfter);
                break;
            case 401 or 403:
                outcome = SendOutcome.Final($"{http.Name}: {part}");
                break;
            default:
                batch.Refuse(record, part.ToString());
                break;
        }
    }
}
