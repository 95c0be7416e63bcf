using SmartCity.Journal;

namespace SmartCity.Gateway.Rules;

/// <summary>The pipeline's state as a named state of the journal.</summary>
internal static class RuleState
{
    private const string Name = "rules/engine";

    // A named state rides in every segment; a larger one costs more wear than it saves.
    private const int MostBytes = 512 << 10;

    public static byte[]? Get(IJournal journal) => journal.GetState(Name);

    public static void Put(IJournal journal, byte[] state, ILogger logger)
    {
        if (state.Length > MostBytes) RuleLog.StateTooLarge(logger, state.Length);
        else journal.PutState(Name, state);
    }
}
