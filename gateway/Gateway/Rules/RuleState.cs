using System.Buffers.Binary;
using SmartCity.Gateway.Ingest.Packs;
using SmartCity.Journal;

namespace SmartCity.Gateway.Rules;

/// <summary>
/// A checkpoint of the pipeline as a named state of the journal: version, the order of the last input in it, the place in
/// each lane from which records may be missing in it, the engine's bytes.
/// </summary>
/// <param name="Order">Inputs up to this one are in it.</param>
/// <param name="From">Later inputs stand here or behind.</param>
/// <param name="Engine">Empty: an engine that has seen nothing.</param>
internal sealed record RuleState(long Order, LanePositions From, ReadOnlyMemory<byte> Engine)
{
    private const string Name = "rules/engine";
    private const byte Version = 2;
    private const int HeaderBytes = 1 + (3 * 8);

    // A named state rides in every segment; a larger one costs more wear than it saves.
    private const int MostBytes = 512 << 10;

    /// <summary>Null when there is none, or one of an older version.</summary>
    public static RuleState? Get(IJournal journal)
    {
        if (journal.GetState(Name) is not { Length: >= HeaderBytes } state || state[0] != Version) return null;
        return new RuleState(At(state, 0), new LanePositions(At(state, 1), At(state, 2)), state.AsMemory(HeaderBytes));
    }

    public void Put(IJournal journal, ILogger logger)
    {
        var state = new byte[HeaderBytes + Engine.Length];
        state[0] = Version;
        Write(state, 0, Order);
        Write(state, 1, From.Data);
        Write(state, 2, From.Event);
        Engine.CopyTo(state.AsMemory(HeaderBytes));
        if (state.Length > MostBytes) RuleLog.StateTooLarge(logger, state.Length);
        else journal.PutState(Name, state);
    }

    private static long At(byte[] state, int field) => BinaryPrimitives.ReadInt64LittleEndian(state.AsSpan(1 + (field * 8)));

    private static void Write(byte[] state, int field, long value) => BinaryPrimitives.WriteInt64LittleEndian(state.AsSpan(1 + (field * 8)), value);
}
