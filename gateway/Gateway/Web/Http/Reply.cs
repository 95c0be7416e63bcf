using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SmartCity.Gateway.Web.Api;

namespace SmartCity.Gateway.Web.Http;

/// <summary>Answers of the API: JSON, or a problem in the form of RFC 9457.</summary>
internal static class Reply
{
    private const int LargestBody = 64 << 10;

    public static Task JsonAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(context.Response.Body, value, type, context.RequestAborted);
    }

    /// <summary>One line: what was wrong and what to do.</summary>
    public static Task ProblemAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        context.Response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(context.Response.Body, new Problem(status, detail), WebJson.Default.Problem, context.RequestAborted);
    }

    /// <summary>The body, or null after having answered what is wrong with it.</summary>
    public static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        if (context.Request.ContentLength is null or > LargestBody)
        {
            await ProblemAsync(context, StatusCodes.Status413PayloadTooLarge, $"expected a body of at most {LargestBody} bytes, with its length").ConfigureAwait(false);
            return null;
        }

        try
        {
            if (await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted).ConfigureAwait(false) is { } value) return value;
            await ProblemAsync(context, StatusCodes.Status400BadRequest, "expected a JSON object").ConfigureAwait(false);
        }
        catch (JsonException e)
        {
            await ProblemAsync(context, StatusCodes.Status400BadRequest, $"expected JSON: {e.Message}").ConfigureAwait(false);
        }

        return null;
    }

    public static string Value(HttpContext context, string name) => context.Request.RouteValues[name] as string ?? "";
}

/// <summary>RFC 9457, as far as it is needed.</summary>
internal sealed record Problem(int Status, string Detail);
