using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SmartCity.Gateway.Forward.Engine;
using SmartCity.Gateway.Forward.Mqtt;
using SmartCity.Journal;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;

namespace SmartCity.Bench.Forward;

/// <summary>
/// A backlog of a million readings and a link of three times the live rate: how late are live readings, what does the
/// backlog get? Two sinks drain the same journal at the same time over links of the same width, one live first, one in
/// the order of arrival.
/// </summary>
internal static class LiveFirstBench
{
    private const int ReadingsPerPack = 40;
    private const int LivePacksPerSecond = 150;
    private const int LinkOverLive = 3;

    /// <summary>Arguments: the backlog in readings, <c>--json</c>. Returns 1 when the promise was not kept.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var output = Console.Out;
        var backlogReadings = args.FirstOrDefault(arg => arg != "--json") is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : 1_000_000;
        var time = TimeProvider.System;
        var directory = Directory.CreateTempSubdirectory("smartcity-bench-").FullName;
        try
        {
            await using var journal = DurableLog.Open(new FileStorage(Path.Combine(directory, "journal")), new JournalOptions(), time);
            uint seq = 0;
            var packBytes = await WireBytesAsync(time);
            var backlogPacks = backlogReadings / ReadingsPerPack;
            for (var i = 0; i < backlogPacks; i += 500)
            {
                var appends = Enumerable.Range(0, 500).Select(_ => Append(journal, seq++, time).AsTask()).ToArray();
                await Task.WhenAll(appends);
            }

            await Task.Delay(TimeSpan.FromSeconds(6), time, CancellationToken.None);
            var link = packBytes * LivePacksPerSecond * LinkOverLive;
            await using var first = await Side.OpenAsync("live-first", link, new ForwardTuning(), time);
            await using var fifo = await Side.OpenAsync("fifo", link, new ForwardTuning { LiveSeconds = 3600 }, time);
            var liveFromMs = time.GetUtcNow().ToUnixTimeMilliseconds();
            await using (var engine = await ForwardEngine.StartAsync(journal, [first.Binding, fifo.Binding], Path.Combine(directory, "dead"), time, new Random(1), NullLogger.Instance))
            {
                var began = time.GetTimestamp();
                while (!engine.Drained)
                {
                    var due = (int)(time.GetElapsedTime(began).TotalSeconds * LivePacksPerSecond);
                    while (!Done(first, fifo, backlogPacks) && seq - backlogPacks < due) await Append(journal, seq++, time);
                    await Task.Delay(TimeSpan.FromMilliseconds(10), time, CancellationToken.None);
                }
            }

            var result = new LiveFirstResult(backlogPacks * ReadingsPerPack, LivePacksPerSecond, link, packBytes, (int)seq, first.Result(liveFromMs), fifo.Result(liveFromMs));
            await output.WriteLineAsync(args.Contains("--json") ? JsonSerializer.Serialize(result, LiveFirstJson.Default.LiveFirstResult) : result.ToText());
            return result.Passed ? 0 : 1;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    // Live traffic goes on until both have taken as many packs as the backlog had.
    private static bool Done(Side first, Side fifo, int backlogPacks) => first.Historical >= backlogPacks && fifo.Taken >= backlogPacks;

    private static ValueTask<AppendResult> Append(DurableLog journal, uint seq, TimeProvider time)
    {
        var bytes = new byte[PackRecord.MaxBytes];
        PackRecord.TryWrite(Make(seq, time.GetUtcNow().ToUnixTimeMilliseconds()), bytes, out var written);
        return journal.AppendAsync(Lane.Data, PackRecord.RecordType, bytes.AsSpan(0, written));
    }

    private static Pack Make(uint seq, long ms)
    {
        var pack = new Pack { Site = "site", Node = "node", BaseName = "urn:dev:mac:0024befffe804ff1:", Boot = 1, Seq = seq, ReceivedMs = ms };
        for (var i = 0; i < ReadingsPerPack; i++)
        {
            pack.Add() = new Reading { Channel = "pm2_5", Kind = ReadingKind.Number, Number = 31.5 + i, TimeMs = ms + i, Quality = SmartCity.Wire.Quality.Good };
        }

        return pack;
    }

    // What one pack takes on the wire, measured by sending some.
    private static async Task<int> WireBytesAsync(TimeProvider time)
    {
        const int Sample = 64;
        await using var side = await Side.OpenAsync("probe", 1 << 30, new ForwardTuning(), time);
        var batch = new SmartCity.Gateway.Forward.SinkBatch(Sample);
        for (uint i = 0; i < Sample; i++)
        {
            batch.Add(new SmartCity.Gateway.Forward.SinkRecord
            {
                Lane = Lane.Data,
                Sequence = i,
                Type = 1,
                JournaledMs = 0,
                Historical = false,
                DeadLetter = -1,
                Payload = default,
                Pack = Make(i, time.GetUtcNow().ToUnixTimeMilliseconds()),
            });
        }

        await side.Binding.Sink.SendAsync(batch, CancellationToken.None);
        return (int)(side.Bytes / Sample);
    }

    private sealed class Side(CountingCity city, ThrottledLink link, MqttSink sink, ForwardTuning tuning) : IAsyncDisposable
    {
        public SinkBinding Binding { get; } = new(sink, tuning);

        public long Bytes => link.Bytes;

        public int Historical => city.Historical;

        public int Taken => city.Historical + city.Live.Count;

        public static async Task<Side> OpenAsync(string name, int bytesPerSecond, ForwardTuning tuning, TimeProvider time)
        {
            var city = new CountingCity(time);
            var link = new ThrottledLink(await city.StartAsync(), bytesPerSecond, time);
            var options = new MqttSinkOptions { Name = name, Host = "127.0.0.1", Port = link.Port };
            return new Side(city, link, new MqttSink(options, "bench", time), tuning);
        }

        public LiveFirstSide Result(long liveFromMs)
        {
            double[] late = [.. city.Live.Where(pack => pack.SentMs >= liveFromMs).Select(pack => pack.LatencyMs).Order()];
            var share = 100.0 * city.HistoricalBytes / (city.HistoricalBytes + city.LiveBytes);
            return new LiveFirstSide(late.Length, At(late, 0.5), At(late, 0.99), late.LastOrDefault(), city.Historical, Math.Round(share, 1), Taken - city.Repeated, city.Repeated);
        }

        public async ValueTask DisposeAsync()
        {
            await Binding.Sink.DisposeAsync();
            link.Dispose();
            await city.DisposeAsync();
        }

        private static double At(double[] sorted, double quantile) => sorted.Length == 0 ? 0 : sorted[(int)(quantile * (sorted.Length - 1))];
    }
}
