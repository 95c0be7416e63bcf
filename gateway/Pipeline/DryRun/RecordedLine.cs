using System.Globalization;
using System.Text.Json;
using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Pipeline.DryRun;

/// <summary>
/// A line of recorded data, as the <c>file</c> sink writes it: <c>{"node":"pn-001","time":"2026-03-01T12:00:00Z","channel":"press","value":380}</c>.
/// Only node, time, channel and one of value, state, missing must be there.
/// </summary>
public sealed record RecordedLine(string Site, string Node, uint Boot, uint Seq, Reading Reading)
{
    /// <summary>True when both belong to one pack.</summary>
    public bool SamePack(RecordedLine other) => Seq == other.Seq && Boot == other.Boot && Node == other.Node && Site == other.Site && HasKey && other.HasKey;

    private bool HasKey { get; init; }

    /// <summary>
    /// Reads a line. Null with no <paramref name="fault"/>: a line that holds no reading, such as a loss or what the gateway
    /// itself derived; else the fault says what was expected.
    /// </summary>
    public static RecordedLine? Read(string line, out string? fault)
    {
        fault = null;
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return Fail("expected an object", out fault);
            if (root.TryGetProperty("loss", out _) || root.TryGetProperty("window", out _)) return null;
            if (Text(root, "node") is not { } node) return Fail("expected \"node\"", out fault);
            if (Text(root, "channel") is not { } channel) return Fail("expected \"channel\"", out fault);
            if (!DateTimeOffset.TryParse(Text(root, "time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            {
                return Fail("expected \"time\" as 2026-03-01T12:00:00Z", out fault);
            }

            var reading = new Reading { Channel = channel, Unit = Text(root, "unit"), TimeMs = time.ToUnixTimeMilliseconds(), Quality = Quality.Good };
            if (!Fill(root, ref reading)) return Fail("expected \"value\", \"state\" or \"missing\"", out fault);

            // What a gateway flagged is flagged anew; what the node flagged stays.
            if (root.TryGetProperty("quality", out var quality) && !root.TryGetProperty("tests", out _) && quality.TryGetByte(out byte flag) && Quality.IsFlag(flag)) reading.Quality = flag;
            return new RecordedLine(Text(root, "site") ?? "site", node, Whole(root, "boot"), Whole(root, "seq"), reading) { HasKey = root.TryGetProperty("seq", out _) };
        }
        catch (JsonException e)
        {
            return Fail($"expected a line of JSON: {e.Message}", out fault);
        }
    }

    private static bool Fill(JsonElement root, ref Reading reading)
    {
        if (root.TryGetProperty("value", out var value))
        {
            reading.Kind = value.ValueKind is JsonValueKind.True or JsonValueKind.False ? ReadingKind.Bool : ReadingKind.Number;
            if (value.ValueKind == JsonValueKind.True) reading.Number = 1;
            return reading.Kind == ReadingKind.Bool || (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out reading.Number));
        }

        reading.Kind = root.TryGetProperty("missing", out _) ? ReadingKind.Missing : ReadingKind.Text;
        reading.Text = Text(root, reading.Kind == ReadingKind.Missing ? "missing" : "state");
        if (reading.Kind == ReadingKind.Missing) reading.Quality = Quality.Missing;
        return reading.Text != null;
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static uint Whole(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetUInt32(out uint whole) ? whole : 0;

    private static RecordedLine? Fail(string expected, out string? fault)
    {
        fault = expected;
        return null;
    }
}
