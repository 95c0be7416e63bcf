namespace SmartCity.Gateway.Rules;

/// <summary>Log lines of the rules, event ids 2000 to 2099.</summary>
internal static partial class RuleLog
{
    [LoggerMessage(2000, LogLevel.Warning, "Event {Phase}: {Kind} at {Site}/{Node}: {Cause} ({Id})")]
    public static partial void Event(ILogger logger, string phase, string kind, string site, string node, string cause, string id);

    [LoggerMessage(2001, LogLevel.Warning, "Action {Phase}: {Name} {State} at {Site}/{Node}: {Why}")]
    public static partial void Action(ILogger logger, string phase, string name, string? state, string site, string node, string why);

    [LoggerMessage(2002, LogLevel.Warning, "Command {Name} to {Site}/{Node} was not sent: {Reason}")]
    public static partial void NotSent(ILogger logger, string name, string site, string node, string reason);

    [LoggerMessage(2003, LogLevel.Error, "The journal did not take an event ({Status}: {Reason}); it is offered again")]
    public static partial void NotJournaled(ILogger logger, string status, string? reason);

    [LoggerMessage(2004, LogLevel.Error, "An event is larger than a record and was not journaled")]
    public static partial void EventTooLarge(ILogger logger);

    [LoggerMessage(2005, LogLevel.Error, "The saved state of the rules is damaged; they start anew")]
    public static partial void StateLost(ILogger logger);

    [LoggerMessage(2006, LogLevel.Error, "The state of the rules has {Bytes} bytes, too many to save; a restart begins from the state before")]
    public static partial void StateTooLarge(ILogger logger, int bytes);

    [LoggerMessage(2007, LogLevel.Information, "Rules: {Packs} packs behind the last checkpoint were read again")]
    public static partial void Replayed(ILogger logger, long packs);

    [LoggerMessage(2008, LogLevel.Warning, "The clock of this machine was set by {Milliseconds} ms; times stamped before are repaired")]
    public static partial void ClockStepped(ILogger logger, long milliseconds);
}
