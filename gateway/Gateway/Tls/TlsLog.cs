namespace SmartCity.Gateway.Tls;

/// <summary>Log lines of certificates, event ids 2400 to 2419.</summary>
internal static partial class TlsLog
{
    [LoggerMessage(2400, LogLevel.Information, "Made a server certificate for {Names}, good until {NotAfter}")]
    public static partial void Issued(ILogger logger, string names, DateTime notAfter);

    [LoggerMessage(2401, LogLevel.Error, "The server certificate could not be made anew: {Reason}; the present one ends {NotAfter}")]
    public static partial void NotRenewed(ILogger logger, string reason, DateTime notAfter);
}
