using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace SmartCity.Gateway.Tls;

/// <summary>
/// Names and addresses under which clients reach this gateway: those of the configuration, or the machine's own
/// (<c>name</c>, <c>name.local</c>); always <c>localhost</c> and the loopback addresses.
/// </summary>
internal sealed class ServerNames
{
    private readonly SortedSet<string> _names = new(StringComparer.OrdinalIgnoreCase) { "localhost", "127.0.0.1", "::1" };

    public ServerNames(IReadOnlyCollection<string> configured, string machine, IEnumerable<string> bound)
    {
        _names.UnionWith(configured.Count > 0 ? configured : [machine, machine + ".local"]);
        foreach (var text in bound)
        {
            if (IPAddress.TryParse(text, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)) _names.Add(address.ToString());
        }
    }

    public IReadOnlyCollection<string> All => _names;

    /// <summary>The certificate's subjectAltName.</summary>
    public X509Extension Extension()
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in _names)
        {
            if (IPAddress.TryParse(name, out var address)) builder.AddIpAddress(address);
            else builder.AddDnsName(name);
        }

        return builder.Build();
    }

    /// <summary>True when the certificate is good for each of the names and for no other.</summary>
    public bool AreThoseOf(X509Certificate2 certificate)
    {
        if (certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault() is not { } extension) return false;
        return _names.SetEquals(extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())));
    }
}
