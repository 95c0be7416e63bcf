namespace SmartCity.Gateway.Config;

/// <summary>Paths in a configuration are relative to it, not to wherever the service was started.</summary>
internal static class ConfigPaths
{
    public static void MakeAbsolute(GatewayOptions options, string directory)
    {
        options.Data = Path.GetFullPath(options.Data, directory);
        foreach (var sink in options.Sinks) sink.MakePathsAbsolute(directory);
        options.Operate.Otlp?.MakePathsAbsolute(directory);
        foreach (var node in options.Nodes)
        {
            if (node.PasswordFile is not null) node.PasswordFile = Path.GetFullPath(node.PasswordFile, directory);
        }

        foreach (var tls in options.Broker.Listeners.Select(listener => listener.Tls).Append(options.Web.Tls).OfType<TlsOptions>())
        {
            if (tls.Certificate is not null) tls.Certificate = Path.GetFullPath(tls.Certificate, directory);
            if (tls.Key is not null) tls.Key = Path.GetFullPath(tls.Key, directory);
        }
    }
}
