using System.Text.Json;
using SmartCity.Node.Virtual;
using SmartCity.Pipeline.Decode;
using SmartCity.Pipeline.Model;
using SmartCity.Wire;

namespace SmartCity.Firmware.Tests.Virtual;

/// <summary>
/// Both ends of a simulation in one book: what the nodes stored, what the broker took (decoded by the gateway's own
/// decoder), and what the nodes named as lost. One byte a pack, so that the book itself does not look like a leak.
/// </summary>
internal sealed class SimulationLedger
{
    private const byte Delivered = 0x80;

    private readonly Dictionary<(string Node, uint Boot), List<byte>> _packs = [];
    private readonly Dictionary<(string Node, uint Boot, long From), (long To, long Packs, long Readings)> _losses = [];
    private readonly PackDecoder _decoder = new();
    private readonly Pack _pack = new();

    public long ProducedReadings { get; private set; }

    public long DeliveredReadings { get; private set; }

    public long DuplicatePacks { get; private set; }

    public long EventPacks { get; private set; }

    /// <summary>Readings by node, channel and what they are: <c>ok</c>, a flag such as <c>q4</c>, or a reason.</summary>
    public Dictionary<(string Node, string Channel, string What), long> Kinds { get; } = [];

    /// <summary>What went against the contract; empty when all is well.</summary>
    public List<string> Faults { get; } = [];

    public long LostReadings => _losses.Values.Sum(l => l.Readings);

    /// <summary>
    /// Readings that arrived and were named as lost all the same: the acknowledgement was lost, and their room was needed
    /// before they could be sent again. The node cannot know.
    /// </summary>
    public long ArrivedYetNamed => _packs.Sum(boot => boot.Value
        .Select((pack, seq) => pack >= Delivered && IsLost(boot.Key.Node, boot.Key.Boot, seq) ? (long)(pack & ~Delivered) : 0)
        .Sum());

    public void Produced(PackProduced pack)
    {
        List<byte> boot = PacksOf(pack.Node, pack.Boot);
        while (boot.Count < pack.Seq) boot.Add(0);
        if (boot.Count > pack.Seq) Faults.Add($"{pack} is numbered twice");
        boot.Add((byte)pack.Readings);
        ProducedReadings += pack.Readings;
    }

    public void Taken(string topic, ReadOnlyMemory<byte> payload)
    {
        string? wrong = Topics.Parse(topic, out _, out string node, out TopicKind kind);
        if (wrong is not null) Faults.Add(wrong);
        else if (kind is TopicKind.Data or TopicKind.Event) TakePack(node, kind, payload.Span);
        else if (kind is TopicKind.Status) TakeStatus(node, payload);
    }

    /// <summary>Packs that were numbered and neither arrived nor were named as lost.</summary>
    public IEnumerable<string> Unaccounted()
    {
        foreach (((string node, uint boot), List<byte> packs) in _packs)
        {
            for (int seq = 0; seq < packs.Count; seq++)
            {
                if (packs[seq] < Delivered && !IsLost(node, boot, seq)) yield return $"{node} {boot}:{seq}";
            }
        }
    }

    private void TakePack(string node, TopicKind kind, ReadOnlySpan<byte> payload)
    {
        if (!_decoder.TryDecode(payload, 0, _pack, out DecodeError error))
        {
            Faults.Add($"{node}: {error}");
            return;
        }

        List<byte> boot = PacksOf(node, _pack.Boot);
        byte known = _pack.Seq < boot.Count ? boot[(int)_pack.Seq] : (byte)0;
        if ((known & ~Delivered) != _pack.Count) Faults.Add($"{node} {_pack.Boot}:{_pack.Seq} was stored with {known & ~Delivered} readings and came with {_pack.Count}");
        if (known >= Delivered)
        {
            DuplicatePacks++;
            return;
        }

        boot[(int)_pack.Seq] |= Delivered;
        DeliveredReadings += _pack.Count;
        if (kind == TopicKind.Event) EventPacks++;
        foreach (ref readonly Reading r in _pack.Readings) Count(node, r);
    }

    private void Count(string node, in Reading r)
    {
        string what = r.Kind == ReadingKind.Missing ? r.Text! : r.Quality == Quality.Good ? "ok" : r.Quality == Quality.Fail ? "q4" : "q3";
        Kinds[(node, r.Channel, what)] = Kinds.GetValueOrDefault((node, r.Channel, what)) + 1;
    }

    private void TakeStatus(string node, ReadOnlyMemory<byte> json)
    {
        using JsonDocument status = JsonDocument.Parse(json);
        if (!status.RootElement.TryGetProperty("lost", out JsonElement lost)) return;
        foreach (JsonElement range in lost.EnumerateArray())
        {
            long Field(string name) => range.GetProperty(name).GetInt64();
            _losses[(node, (uint)Field("boot"), Field("from"))] = (Field("to"), Field("packs"), Field("readings"));
        }
    }

    private bool IsLost(string node, uint boot, long seq) =>
        _losses.Any(l => l.Key.Node == node && l.Key.Boot == boot && seq >= l.Key.From && seq <= l.Value.To);

    private List<byte> PacksOf(string node, uint boot)
    {
        if (!_packs.TryGetValue((node, boot), out List<byte>? packs)) _packs[(node, boot)] = packs = [];
        return packs;
    }
}
