using System.Net;
using System.Text;

namespace SmartCity.Gateway.Forward.Http;

/// <summary>An answer of an HTTP receiver, or why there is none.</summary>
/// <param name="Failure">None when there is an answer.</param>
internal sealed record HttpAnswer(SendOutcome Failure, HttpStatusCode Status, byte[] Body, Uri? Location, TimeSpan? RetryAfter)
{
    private const int ShownCharacters = 300;

    /// <summary>Media type of the body, with its parameters.</summary>
    public string? ContentType { get; init; }

    public bool IsSuccess => Failure.Kind == FailureKind.None && (int)Status is >= 200 and < 300;

    /// <summary>
    /// What an answer other than a success means for the records it was about: 408, 425, 429 and the 5xx may pass later;
    /// 401, 403, 404, 405, 406, 407 and 415 are about the gateway's configuration, not the records; the other 4xx are
    /// about the records.
    /// </summary>
    public SendOutcome Outcome(string receiver)
    {
        if (Failure.Kind != FailureKind.None || IsSuccess) return Failure;
        var reason = $"{receiver}: {(int)Status} {Words()}".TrimEnd();
        return (int)Status switch
        {
            408 or 425 or 429 or >= 500 => SendOutcome.Temporary(reason, RetryAfter),
            401 or 403 or 404 or 405 or 406 or 407 or 415 or (>= 300 and < 400) => SendOutcome.Final(reason),
            _ => SendOutcome.Permanent(reason),
        };
    }

    private string Words()
    {
        var text = Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, ShownCharacters)));
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
