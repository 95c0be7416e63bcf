using System.Security.Cryptography;
using System.Text.Json;
using SmartCity.Gateway.Ingest;

namespace SmartCity.Gateway.Fleet.Flash;

/// <summary>Waits at the running gateway for a node's first status, and asks it for its self-test.</summary>
internal sealed class FirstContact(Func<string, CancellationToken, Task<FleetAnswer?>> ask, TimeProvider time, TextWriter output)
{
    private const int SelfTestSeconds = 30;
    private const int MaxMissed = 5;

    // Words of the node (firmware/Wire/MissingReason).
    private const string WarmingUp = "\"warming-up\"";
    private const string TimeOut = "\"timeout\"";

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    /// <summary>True for PASS; the reason otherwise has been told.</summary>
    public async Task<bool> RunAsync(NodeName name, DateTimeOffset since, TimeSpan patience, CancellationToken cancellation)
    {
        await output.WriteLineAsync($"waiting for {name} at the gateway …").ConfigureAwait(false);
        if (await ConnectedAsync(name, since, patience, cancellation).ConfigureAwait(false) is not { } status) return false;
        await output.WriteLineAsync($"{name} is there: {Told(status)}").ConfigureAwait(false);

        var began = time.GetTimestamp();
        for (var missed = 0; ;)
        {
            if (await SelfTestAsync(name, cancellation).ConfigureAwait(false) is not { } outcome) return false;

            // A dust sensor's fan wants its time; and one that was read a moment before has nothing new to say yet.
            var warming = outcome.Contains(WarmingUp, StringComparison.Ordinal);
            if (!warming && outcome.Contains(TimeOut, StringComparison.Ordinal)) missed++;
            else if (!warming) return Verdict(name, outcome);
            if (missed == MaxMissed || time.GetElapsedTime(began) >= patience) return Verdict(name, outcome);
            await output.WriteLineAsync(warming ? "sensors are warming up …" : "a sensor had no new reading, again …").ConfigureAwait(false);
            await Task.Delay(WarmUp, time, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<string?> SelfTestAsync(NodeName name, CancellationToken cancellation)
    {
        var id = "flash-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var line = $$"""command {{name.Site}} {{name.Node}} {{SelfTestSeconds}} {{id}} {"id":"{{id}}","cmd":"self-test"}""";
        var answer = await ask(line, cancellation).ConfigureAwait(false);
        if (answer?.Outcome is { } outcome) return outcome;
        await output.WriteLineAsync($"FAIL: no outcome of its self-test{(answer?.Sent is { } sent and not nameof(SendResult.Sent) ? ": " + sent : "")}").ConfigureAwait(false);
        return null;
    }

    private async Task<string?> ConnectedAsync(NodeName name, DateTimeOffset since, TimeSpan patience, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < patience)
        {
            if (await ask($"live {name.Site} {name.Node}", cancellation).ConfigureAwait(false) is not { } answer)
            {
                await output.WriteLineAsync("FAIL: no gateway runs on this configuration's state directory; start it, and run the same command again").ConfigureAwait(false);
                return null;
            }

            if (answer.Nodes is [{ Connected: true, Status: { } status } node] && node.SeenMs >= since.ToUnixTimeMilliseconds()) return status;
            await Task.Delay(Look, time, cancellation).ConfigureAwait(false);
        }

        await output.WriteLineAsync(
            $"FAIL: {name} has not come within {(int)patience.TotalSeconds} s. Look at its LED (firmware/Node.Esp32/README.md, LED); "
            + "is the wireless network within reach, is the gateway's name right in node.json, does `nodes list` show refusals in the log?").ConfigureAwait(false);
        return null;
    }

    private static string Told(string status)
    {
        using var json = JsonDocument.Parse(status);
        string Value(string name) => json.RootElement.TryGetProperty(name, out var value) ? value.ToString() : "?";
        return $"boot {Value("boot")}, board {Value("board")}, {Value("rssi")} dBm, {Value("heap")} bytes free";
    }

    // {"id":…,"cmd":"self-test","ok":true,"detail":{"flash":"ok",…,"sensors":{"air":"ok",…}}}
    private bool Verdict(NodeName name, string outcome)
    {
        using var json = JsonDocument.Parse(outcome);
        var passed = json.RootElement.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.True;
        if (json.RootElement.TryGetProperty("detail", out var detail)) Show(detail, "  ");
        output.WriteLine(passed ? $"PASS {name}" : $"FAIL {name}: see what is not ok above");
        return passed;
    }

    private void Show(JsonElement detail, string indent)
    {
        if (detail.ValueKind != JsonValueKind.Object) return;
        foreach (var line in detail.EnumerateObject())
        {
            output.WriteLine(line.Value.ValueKind == JsonValueKind.Object ? $"{indent}{line.Name}" : $"{indent}{line.Name,-12} {line.Value}");
            Show(line.Value, indent + "  ");
        }
    }
}
