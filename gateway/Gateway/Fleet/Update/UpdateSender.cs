using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using SmartCity.Gateway.Ingest;
using SmartCity.Node.Update;

namespace SmartCity.Gateway.Fleet.Update;

/// <summary>Sends a package to a node piece by piece through the running gateway; the node says which piece it wants next, so a broken transfer goes on where it was.</summary>
internal sealed class UpdateSender(Func<string, CancellationToken, Task<FleetAnswer?>> ask, Action<int, int> progress)
{
    // In Base64 and with its command well within one MQTT packet and the control socket's line.
    private const int PieceBytes = 1024;
    private const int WaitSeconds = 60;

    /// <summary>What the node's interpreter may need for the signature of a package.</summary>
    private const int CheckSeconds = 300;

    private const string Ready = "ready";

    /// <summary>Null when the node starts the package at its next boot, else what went wrong.</summary>
    public async Task<string?> SendAsync(NodeName node, byte[] package, CancellationToken cancellation)
    {
        if (package.Length < UpdateHeader.Size || UpdateHeader.Read(package[..UpdateHeader.Size]) is not { } header) return "this file is no package";
        var image = package.AsMemory(UpdateHeader.Size);
        if (image.Length != header.ImageBytes) return $"this package is cut: {image.Length} of {header.ImageBytes} bytes";

        if (await UnwillingAsync(node, cancellation).ConfigureAwait(false) is { } unwilling) return unwilling;

        var (at, fault) = await CallAsync(node, $"\"op\":\"begin\",\"head\":\"{Convert.ToBase64String(header.Raw)}\"", WaitSeconds, cancellation).ConfigureAwait(false);
        while (fault is null && at != Ready)
        {
            if (!int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) || offset > image.Length) return $"the node answers {at}";
            progress(offset, image.Length);
            if (offset == image.Length)
            {
                (at, fault) = await CallAsync(node, "\"op\":\"end\"", CheckSeconds, cancellation).ConfigureAwait(false);
                return fault ?? (at == Ready ? null : $"the node answers {at}");
            }

            var piece = image.Slice(offset, Math.Min(PieceBytes, image.Length - offset));
            (at, fault) = await CallAsync(node, $"\"op\":\"put\",\"at\":{offset},\"data\":\"{Convert.ToBase64String(piece.Span)}\"", WaitSeconds, cancellation).ConfigureAwait(false);
        }

        return fault;
    }

    // Said before a byte is sent: by what the node last told of itself.
    private async Task<string?> UnwillingAsync(NodeName node, CancellationToken cancellation)
    {
        var answer = await ask($"live {node.Site} {node.Node}", cancellation).ConfigureAwait(false);
        return NodeStatus.Updates(answer?.Nodes is [var live] ? live.Status : null) switch
        {
            "no-psram" => $"{node} takes no program over the air: its module has no PSRAM to load one into; flash it over the cable",
            "no-key" => $"{node} takes no program over the air: it was provisioned without update.pem; provision and flash it again",
            _ => null,
        };
    }

    private async Task<(string? Detail, string? Fault)> CallAsync(NodeName node, string fields, int seconds, CancellationToken cancellation)
    {
        var id = "up-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var answer = await ask($"command {node.Site} {node.Node} {seconds} {id} {{\"id\":\"{id}\",\"cmd\":\"update\",{fields}}}", cancellation).ConfigureAwait(false);
        if (answer is null) return (null, "no gateway runs on this state directory");
        if (answer.Sent != nameof(SendResult.Sent)) return (null, $"{node} is not connected; run the same command again when it is");
        if (answer.Outcome is not { } outcome) return (null, $"{node} has not answered within {seconds} s; run the same command again");
        using var json = JsonDocument.Parse(outcome);
        var detail = json.RootElement.TryGetProperty("detail", out var text) ? text.ToString() : "";
        return json.RootElement.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.True ? (detail, null) : (null, $"{node} refuses: {detail}");
    }
}
