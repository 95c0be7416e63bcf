using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SmartCity.Gateway.Hosting;

namespace SmartCity.Gateway.Operate.Metrics;

/// <summary>When certificates end: the gateway's own, which it renews, and those of files, which people must.</summary>
internal static class CertificateMetrics
{
    public static IEnumerable<Metric> Of(GatewayHost host)
    {
        yield return Metric.Gauges("smartcity_certificate_expiry_timestamp_seconds", "End of a certificate's validity.", () => Ends(host));
    }

    private static IEnumerable<Sample> Ends(GatewayHost host)
    {
        if (host.Certificate is { } own)
        {
            yield return At("server", own.Current.TargetCertificate.NotAfter);
            yield return At("authority", own.Authority.Certificate.NotAfter);
        }

        foreach (var file in host.Options.Broker.Listeners.Select(listener => listener.Tls?.Certificate).OfType<string>().Distinct())
        {
            if (EndOf(file) is { } end) yield return At(file, end);
        }
    }

    // Read anew each time: a file is replaced while the gateway runs.
    private static DateTime? EndOf(string file)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(file);
            return certificate.NotAfter;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static Sample At(string name, DateTime end) => new(new DateTimeOffset(end).ToUnixTimeSeconds(), ("certificate", name));
}
