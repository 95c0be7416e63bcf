using System.Text.Json.Serialization;
using SmartCity.Gateway.Demo.Story;

namespace SmartCity.Gateway.Demo;

/// <summary>
/// The demo's account, in readings. <see cref="Produced"/> is what the nodes put in their outboxes and
/// <see cref="Received"/> what the city's subscriber took in, each counted at its own end and, with <c>--data</c>,
/// over all runs on that directory; <see cref="Accepted"/>, <see cref="Journaled"/> and <see cref="Forwarded"/> are the
/// gateway's counters of this run.
/// </summary>
internal sealed record DemoSummary
{
    public required long Produced { get; init; }

    public required long Accepted { get; init; }

    public required long Journaled { get; init; }

    public required long Forwarded { get; init; }

    public required long Received { get; init; }

    /// <summary>Readings the city took in twice, though its key filter should have known them.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Readings that came twice over the wire and were recognised by their key (allowed: QoS 1).</summary>
    public required long Redelivered { get; init; }

    /// <summary>Produced, not received, and named by nobody.</summary>
    public required long Lost { get; init; }

    /// <summary>Dropped on purpose and counted: by a full outbox or a full journal.</summary>
    public required long Evicted { get; init; }

    public required long BacklogPeak { get; init; }

    /// <summary>From a pack's arrival at the gateway to its acknowledgement, 99th percentile, milliseconds.</summary>
    public required double AckP99Ms { get; init; }

    public required double Seconds { get; init; }

    /// <summary>What the gateway's rules raised, in order.</summary>
    public required IReadOnlyList<EventAccount> Events { get; init; }

    /// <summary>The promise, held or not.</summary>
    [JsonIgnore]
    public bool Kept => Received == Produced && Duplicates == 0 && Lost == 0;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(DemoSummary))]
internal sealed partial class DemoJson : JsonSerializerContext;
