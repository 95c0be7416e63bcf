using Microsoft.Extensions.Logging.Abstractions;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Forward.Keys;
using SmartCity.Journal;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;
using SmartCity.Wire;

namespace SmartCity.Peers;

/// <summary>What came of a trial; packs but for <paramref name="Readings"/>.</summary>
/// <param name="Received">Distinct keys received.</param>
/// <param name="Repeated">Dropped by the consumer's filter.</param>
/// <param name="Missing">Produced and not received.</param>
/// <param name="OutOfOrder">Steps back within a node's live, or historical, packs.</param>
/// <param name="Replayed">Packs that were asked for once more after the city had forgotten some of what it had acknowledged; they come after newer ones.</param>
internal sealed record PeerResult(string City, int Readings, int Packs, int Received, int Repeated, int Missing, int OutOfOrder, double Seconds, double DownSeconds, long Replayed)
{
    public bool Passed => Received == Packs && Missing == 0 && (OutOfOrder == 0 || Replayed > 0);
}

/// <summary>
/// Readings of many nodes through the journal and the engine into a city that is killed while they flow, and comes back:
/// what was received, after the consumer's filter by key, against what was produced.
/// </summary>
internal static class PeerTrial
{
    private const int ReadingsPerPack = 10;
    private const int Nodes = 20;
    private const int PacksPerSecond = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task<PeerResult> RunAsync(IPeerCity city, int readings, string directory)
    {
        var time = TimeProvider.System;
        var packs = readings / ReadingsPerPack;
        await city.StartAsync();
        await using var journal = DurableLog.Open(new FileStorage(Path.Combine(directory, "journal")), new JournalOptions(), time);
        var began = time.GetTimestamp();
        var down = TimeSpan.Zero;
        var replayed = 0L;
        var engine = await ForwardEngine.StartAsync(journal, [city.Connect()], Path.Combine(directory, "dead"), time, new Random(1), NullLogger.Instance);
        await using (engine)
        {
            var fault = FaultAsync();
            for (var i = 0; i < packs;)
            {
                var due = (int)(time.GetElapsedTime(began).TotalSeconds * PacksPerSecond);
                for (; i < packs && i < due; i++) Append(journal, i, time);
                await Task.Delay(TimeSpan.FromMilliseconds(5), time);
            }

            down = await fault;
            if (city.Forgets) replayed = await engine.Sinks[0].Replays.RequestAsync(0, time.GetUtcNow().ToUnixTimeMilliseconds());
            engine.Poke();
            using var patience = new CancellationTokenSource(Patience);
            while (!engine.Drained || engine.Sinks[0].Replays.Waiting > 0) await Task.Delay(TimeSpan.FromMilliseconds(50), time, patience.Token);
        }

        var seconds = time.GetElapsedTime(began).TotalSeconds;
        return Judge(city.Name, packs, await city.ReadAsync(packs), seconds, down) with { Replayed = replayed };

        // After a third of the load; back when another third has come in.
        async Task<TimeSpan> FaultAsync()
        {
            var third = TimeSpan.FromSeconds((double)packs / PacksPerSecond / 3);
            await Task.Delay(third, time);
            var from = time.GetTimestamp();
            await city.KillAsync();
            await Task.Delay(third, time);
            await city.RestartAsync();
            return time.GetElapsedTime(from);
        }
    }

    private static PeerResult Judge(string city, int packs, IReadOnlyList<PeerPack> arrivals, double seconds, TimeSpan down)
    {
        var filter = new KeyFilter();
        var last = new Dictionary<(string Node, bool Historical), uint>();
        int received = 0, outOfOrder = 0;
        foreach (var pack in arrivals)
        {
            if (!filter.Accept("site", pack.Node, pack.Boot, pack.Seq)) continue;
            received++;
            if (last.TryGetValue((pack.Node, pack.Historical), out var before) && pack.Seq <= before) outOfOrder++;
            last[(pack.Node, pack.Historical)] = pack.Seq;
        }

        var got = arrivals.Select(pack => (pack.Node, pack.Seq)).ToHashSet();
        var missing = Enumerable.Range(0, packs).Count(i => !got.Contains(($"node-{i % Nodes}", (uint)(i / Nodes))));
        return new PeerResult(city, packs * ReadingsPerPack, packs, received, arrivals.Count - received, missing, outOfOrder, seconds, down.TotalSeconds, 0);
    }

    private static void Append(DurableLog journal, int i, TimeProvider time)
    {
        var ms = time.GetUtcNow().ToUnixTimeMilliseconds();
        var pack = new Pack { Site = "site", Node = $"node-{i % Nodes}", BaseName = "urn:dev:mac:0024befffe804ff1:", Boot = 1, Seq = (uint)(i / Nodes), ReceivedMs = ms };
        for (var r = 0; r < ReadingsPerPack; r++)
        {
            pack.Add() = new Reading { Channel = "pm2_5", Kind = ReadingKind.Number, Number = 31.5 + r, TimeMs = ms + r, Quality = Quality.Good };
        }

        var bytes = new byte[PackRecord.MaxBytes];
        PackRecord.TryWrite(pack, bytes, out var written);
        _ = journal.AppendAsync(Lane.Data, PackRecord.RecordType, bytes.AsSpan(0, written)).AsTask();
    }
}
