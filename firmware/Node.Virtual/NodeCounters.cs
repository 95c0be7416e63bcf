using SmartCity.Node.Link;
using SmartCity.Node.Outbox;

namespace SmartCity.Node.Virtual;

/// <summary>What a virtual node counts; packs and readings are those of the current boot.</summary>
/// <param name="Boots">Resets since the process began, the first start included.</param>
/// <param name="Online">Connected to its broker.</param>
/// <param name="PacksPut">Packs numbered.</param>
/// <param name="ReadingsPut">Readings in them.</param>
/// <param name="PacksAcknowledged">Packs the broker acknowledged, of earlier boots too.</param>
/// <param name="ReadingsAcknowledged">Readings in them.</param>
/// <param name="PacksDropped">Packs given up for want of room, each named in the node's losses.</param>
/// <param name="ReadingsDropped">Readings in them.</param>
/// <param name="PacksWaiting">Packs in the outbox.</param>
/// <param name="ReadingsWaiting">Readings in them.</param>
/// <param name="FlashBytesWritten">Bytes written to the flash.</param>
public readonly record struct NodeCounters(
    int Boots,
    bool Online,
    long PacksPut,
    long ReadingsPut,
    long PacksAcknowledged,
    long ReadingsAcknowledged,
    long PacksDropped,
    long ReadingsDropped,
    int PacksWaiting,
    long ReadingsWaiting,
    long FlashBytesWritten)
{
    internal static NodeCounters Of(VirtualBoard board)
    {
        PackOutbox? outbox = board.App?.Outbox;
        if (outbox is null) return new NodeCounters { Boots = board.Boots };
        return new NodeCounters(
            board.Boots,
            board.App!.LinkState == LinkState.Online,
            outbox.PacksPut,
            outbox.ReadingsPut,
            outbox.PacksAcknowledged,
            outbox.ReadingsAcknowledged,
            outbox.PacksDropped,
            outbox.ReadingsDropped,
            outbox.Events.Packs + outbox.Data.Packs,
            outbox.Events.Readings + outbox.Data.Readings,
            outbox.BytesWritten);
    }
}
