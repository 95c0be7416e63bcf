namespace SmartCity.Gateway.Cli;

/// <summary>
/// Exit codes of every command, the numbers of BSD's <c>sysexits.h</c>, which systemd shows by name; a unit says
/// <c>RestartPreventExitStatus=64 78</c>, since these two do not go away by starting again.
/// </summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The command ran and its answer is no: the demo's account did not balance.</summary>
    public const int Failed = 1;

    /// <summary>EX_USAGE: unknown command or option, a missing or malformed value.</summary>
    public const int Usage = 64;

    /// <summary>EX_UNAVAILABLE: an address is in use or may not be bound.</summary>
    public const int Unavailable = 69;

    /// <summary>EX_SOFTWARE: a fault of the program; the message and the stack are on standard error.</summary>
    public const int Software = 70;

    /// <summary>EX_IOERR: the data directory cannot be read or written.</summary>
    public const int Io = 74;

    /// <summary>EX_CONFIG: the configuration is wrong; each fault is a line on standard error.</summary>
    public const int Config = 78;
}
