using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using MediaTypeHeaderValue = Microsoft.Net.Http.Headers.MediaTypeHeaderValue;

namespace SmartCity.Gateway.Forward.SensorThings;

/// <summary>
/// A batch as OGC SensorThings 1.1 has it (18-088, batch requests, after OData 4.0 Part 1 §11.7): multipart/mixed with an
/// HTTP request in each part. Outside of change sets each is carried out or refused on its own; answers come in their order.
/// </summary>
internal static class MultipartBatch
{
    // JSON has no line breaks within a text, so no reading can say it at the beginning of a line.
    private const string Boundary = "batch_smartcity";

    public const string ContentType = "multipart/mixed;boundary=" + Boundary;

    /// <summary>Creations of observations, each given as JSON.</summary>
    /// <param name="service">The service's root, with a slash at its end.</param>
    public static async Task<byte[]> WriteAsync(Uri service, IEnumerable<byte[]> observations)
    {
        using var batch = new MultipartContent("mixed", Boundary);
        foreach (var json in observations)
        {
            var head = $"POST {service.AbsolutePath}Observations HTTP/1.1\r\nHost: {service.Authority}\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n";
            var part = new ByteArrayContent([.. Encoding.ASCII.GetBytes(head), .. json]);
            part.Headers.ContentType = new("application/http");
            part.Headers.TryAddWithoutValidation("Content-Transfer-Encoding", "binary");
            batch.Add(part);
        }

        return await batch.ReadAsByteArrayAsync().ConfigureAwait(false);
    }

    /// <summary>The answers, their places as ids; null when it is no batch's answer.</summary>
    public static async Task<List<BatchPart>?> ReadAsync(string? contentType, byte[] body, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 } boundary) return null;
        var parts = new List<BatchPart>();
        try
        {
            var reader = new MultipartReader(boundary.ToString(), new MemoryStream(body));
            while (await reader.ReadNextSectionAsync(cancellation).ConfigureAwait(false) is { } section)
            {
                using var text = new StreamReader(section.Body);
                if (Read(parts.Count, await text.ReadToEndAsync(cancellation).ConfigureAwait(false)) is not { } part) return null;
                parts.Add(part);
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // Broken off: what it says is not to be relied upon.
            return null;
        }

        return parts;
    }

    private static BatchPart? Read(int place, string response)
    {
        if (response.Split(' ', 3) is not [['H', 'T', 'T', 'P', '/', ..], var status, ..] || !int.TryParse(status.AsSpan().TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var code)) return null;
        var blank = response.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return new BatchPart { Id = place.ToString(CultureInfo.InvariantCulture), Status = code, Body = blank < 0 ? null : Json(response[(blank + 4)..]) };
    }

    private static JsonElement? Json(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
