using SmartCity.Gateway.Demo.Ledger;
using SmartCity.Pipeline.Model;

namespace SmartCity.Gateway.Demo;

/// <summary>What the two ends' ledgers say of each other, in readings: pack by pack, never total against total.</summary>
/// <param name="Missing">Produced and not received.</param>
/// <param name="Invented">Received and never produced.</param>
internal readonly record struct DemoAudit(long Produced, long Received, long Missing, long Invented)
{
    public static DemoAudit Of(IReadOnlyDictionary<PackKey, int> produced, IReadOnlyDictionary<PackKey, int> received)
    {
        long missing = 0;
        long invented = 0;

        // A pack may also arrive with a reading too few or too many.
        foreach (var (key, readings) in produced) missing += Math.Max(0, readings - received.GetValueOrDefault(key));
        foreach (var (key, readings) in received) invented += Math.Max(0, readings - produced.GetValueOrDefault(key));
        return new DemoAudit(Sum(produced), Sum(received), missing, invented);
    }

    private static long Sum(IReadOnlyDictionary<PackKey, int> packs) => packs.Values.Sum(readings => (long)readings);
}
