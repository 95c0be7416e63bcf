using System.Net;
using System.Net.Sockets;
using SmartCity.Gateway.Forward.Files;
using SmartCity.Gateway.Ingest.Admission;
using SmartCity.Pipeline.Config;

namespace SmartCity.Gateway.Config;

/// <summary>What a schema cannot say: values that must agree with each other.</summary>
internal static class ConfigRules
{
    /// <summary>Calls <paramref name="report"/> with path and message for each fault.</summary>
    public static void Check(GatewayOptions options, Action<string, string> report)
    {
        var sockets = new HashSet<(string, int)>();
        for (var i = 0; i < options.Broker.Listeners.Count; i++)
        {
            var listener = options.Broker.Listeners[i];
            CheckListener(listener, $"$.broker.listeners[{i}]", report);
            if (listener.Port > 0 && !sockets.Add((listener.Address, listener.Port))) report($"$.broker.listeners[{i}]", $"expected a socket of its own; another listener is on {listener.Address} port {listener.Port}");
        }

        for (var i = 0; i < options.Broker.Names.Count; i++)
        {
            if (Uri.CheckHostName(options.Broker.Names[i]) is UriHostNameType.Unknown) report($"$.broker.names[{i}]", "expected a host name or an address");
        }

        CheckNodes(options, report);
        CheckWeb(options.Web, report);
        PipelineCheck.Check(options.Pipeline, "$.pipeline", report);
        CheckOperate(options.Operate, report);
        CheckOutputs(options, report);

        var (sinks, files) = (new HashSet<string>(), new HashSet<string>());
        for (var i = 0; i < options.Sinks.Count; i++)
        {
            if (!sinks.Add(options.Sinks[i].Name)) report($"$.sinks[{i}].name", "another sink has this name; its place in the journal is kept under it");
            if (options.Sinks[i] is FileSinkOptions { Path: var file } && !files.Add(file)) report($"$.sinks[{i}].path", $"expected a file of its own; another sink writes {file}, and each would cut off what the other wrote");
            options.Sinks[i].Check($"$.sinks[{i}]", report);
            options.Sinks[i].Forward.Check($"$.sinks[{i}].forward", report);
        }
    }

    private static void CheckOutputs(GatewayOptions options, Action<string, string> report)
    {
        var (names, pins) = (new HashSet<string>(), new HashSet<int>());
        for (var i = 0; i < options.Outputs.Count; i++)
        {
            if (!names.Add(options.Outputs[i].Name)) report($"$.outputs[{i}].name", "expected a name of its own; another output has this one");
            if (!pins.Add(options.Outputs[i].Gpio)) report($"$.outputs[{i}].gpio", "expected a pin of its own; another output is on this one");
        }

        for (var i = 0; i < options.Pipeline.Rules.Count; i++)
        {
            for (var j = 0; j < options.Pipeline.Rules[i].Actions.Count; j++)
            {
                if (options.Pipeline.Rules[i].Actions[j] is OutputAction action && !names.Contains(action.Output))
                {
                    report($"$.pipeline.rules[{i}].actions[{j}].output", $"expected one of the names under outputs; {action.Output} is none of them");
                }
            }
        }
    }

    private static void CheckListener(ListenerOptions listener, string path, Action<string, string> report)
    {
        if (!IPAddress.TryParse(listener.Address, out var address))
        {
            report(path + ".address", "expected an IPv4 or IPv6 address");
        }
        else if (listener.Tls is null && !IPAddress.IsLoopback(address) && listener.PlainTextOffLoopback is null)
        {
            report(path, $"expected \"tls\": passwords would cross the network in the clear (or, in so many words, \"plainTextOffLoopback\": \"{ListenerOptions.AcceptedInWords}\")");
        }

        if (listener.Tls is { } tls) PemCheck.Pair(tls.Certificate, tls.Key, path + ".tls", report);
    }

    private static void CheckWeb(WebOptions web, Action<string, string> report)
    {
        CheckListener(new ListenerOptions { Address = web.Address, Tls = web.Tls, PlainTextOffLoopback = web.PlainTextOffLoopback }, "$.web", report);
        if (web.Tiles is { } tiles && !IsTiles(tiles)) report("$.web.tiles", "expected an address such as https://tiles.city.example/{z}/{x}/{y}.png");
        var names = new HashSet<string>();
        for (var i = 0; i < web.Users.Count; i++)
        {
            if (!names.Add(web.Users[i].Name)) report($"$.web.users[{i}].name", $"the user {web.Users[i].Name} is given twice");
            if (!PasswordHash.TryParse(web.Users[i].PasswordHash, out _, out var reason)) report($"$.web.users[{i}].passwordHash", reason);
        }
    }

    private static bool IsTiles(string text) =>
        Array.TrueForAll(["{z}", "{x}", "{y}"], place => text.Contains(place, StringComparison.Ordinal))
        && Uri.TryCreate(text.Replace('{', '0').Replace('}', '0'), UriKind.Absolute, out var url) && url.Scheme is "http" or "https";

    private static void CheckOperate(OperateOptions operate, Action<string, string> report)
    {
        if (operate.Sntp.Length > 0 && Endpoint(operate.Sntp) is null)
        {
            report("$.operate.sntp", "expected an address and a port, as 0.0.0.0:123, or nothing");
        }

        operate.Otlp?.Check("$.operate.otlp", report);
        if (operate.Listen.Length == 0) return;
        if (Endpoint(operate.Listen) is not { } endpoint)
        {
            report("$.operate.listen", "expected an address and a port, as 127.0.0.1:9464, or nothing");
        }
        else if (!IPAddress.IsLoopback(endpoint.Address))
        {
            report("$.operate.listen", "expected an address of loopback: whoever reaches it needs no password");
        }
    }

    // An address alone is an endpoint of port 0 to the parser; of IPv6, the colons in it prove nothing.
    private static IPEndPoint? Endpoint(string text) =>
        IPEndPoint.TryParse(text, out var endpoint) && text.Contains(endpoint.AddressFamily == AddressFamily.InterNetworkV6 ? "]:" : ":", StringComparison.Ordinal) ? endpoint : null;

    private static void CheckNodes(GatewayOptions options, Action<string, string> report)
    {
        var names = new HashSet<(string, string)>();
        for (var i = 0; i < options.Nodes.Count; i++)
        {
            var node = options.Nodes[i];
            var path = $"$.nodes[{i}]";
            node.Site ??= options.Site;
            if (node.Node == options.Gateway) report(path + ".node", $"expected another name than the gateway's, which journals its own events under {options.Gateway}");
            if (!names.Add((node.Site, node.Node))) report(path + ".node", $"the node {node.Site}/{node.Node} is given twice");

            var forms = (node.PasswordHash is null ? 0 : 1) + (node.PasswordFile is null ? 0 : 1) + (node.Password is null ? 0 : 1);
            if (forms != 1) report(path, "expected exactly one of passwordHash, passwordFile, password");
            if (node.PasswordFile is { } file) CheckPassword(file, path + ".passwordFile", report);
            if (node.Lat is null != node.Lon is null) report(path, "expected both of lat, lon or neither");
            if (node.PasswordHash is { } hash && !PasswordHash.TryParse(hash, out _, out var reason)) report(path + ".passwordHash", reason);
        }
    }

    private static void CheckPassword(string file, string path, Action<string, string> report)
    {
        try
        {
            if (!File.Exists(file)) report(path, $"there is no file {file}");
            else if (string.IsNullOrEmpty(File.ReadLines(file).FirstOrDefault())) report(path, $"expected a password in the first line of {file}, which is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            report(path, $"{file} cannot be read: {e.Message}");
        }
    }
}
