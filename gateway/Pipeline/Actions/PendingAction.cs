using SmartCity.Pipeline.Config;
using SmartCity.Pipeline.State;

namespace SmartCity.Pipeline.Actions;

/// <summary>A command that waits for its outcome, or an output that waits to go back.</summary>
internal sealed class PendingAction(ActionStep issued, ActionOptions options, long deadlineMs)
{
    /// <summary>The step last issued.</summary>
    public ActionStep Step { get; set; } = issued;

    public ActionOptions Options => options;

    public long DeadlineMs { get; set; } = deadlineMs;

    /// <summary>The node has said yes, only the proof by a reading is still to come.</summary>
    public bool Answered { get; set; }

    /// <summary>True when this reading of the target shows the command done.</summary>
    public bool IsProof(string site, string node, string channel, double value) =>
        options is CommandAction { Confirm: { } proof } && Step.Node == node && Step.Site == site && proof.Channel == channel && Interlock.Holds(proof, value);

    public static void Save(ActionStep step, StateWriter writer)
    {
        writer.Text(step.Id);
        writer.Text(step.EventId);
        writer.Text(step.Site);
        writer.Text(step.Node);
        writer.Whole(step.Index);
        writer.Text(step.Name);
        writer.Text(step.Output);
        writer.Text(step.State);
        writer.Number(step.ForSeconds);
        writer.Whole(step.TimeMs);
        writer.Whole(step.Attempt);
        writer.Text(step.Why);
    }

    public static ActionStep LoadStep(StateReader reader) => new()
    {
        Phase = ActionPhase.Issued,
        Id = reader.Text() ?? "",
        EventId = reader.Text() ?? "",
        Site = reader.Text() ?? "",
        Node = reader.Text(),
        Index = reader.Small(),
        Name = reader.Text() ?? "",
        Output = reader.Text(),
        State = reader.Text(),
        ForSeconds = reader.Number(),
        TimeMs = reader.Whole(),
        Attempt = reader.Small(),
        Why = reader.Text() ?? "",
    };
}
