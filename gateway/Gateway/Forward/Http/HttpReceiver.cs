using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;

namespace SmartCity.Gateway.Forward.Http;

/// <summary>
/// The client of an HTTP receiver: one pool of connections, credentials, compression, and faults as values. Repeats nothing:
/// the engine does that.
/// </summary>
internal sealed class HttpReceiver : IDisposable
{
    // OData 4.0 Part 1 §11.7: the answer to a batch is of the batch's own kind.
    private const string Multipart = "multipart/mixed";

    private const int MaxAnswerBytes = 16 * 1024 * 1024;

    private readonly IHttpEndpoint _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;
    private readonly List<(string Name, string Value)> _headers;

    /// <param name="headers">Sent with every request.</param>
    public HttpReceiver(IHttpEndpoint options, TimeProvider time, params List<(string Name, string Value)> headers)
    {
        _options = options;
        _time = time;
        _headers = headers;
        Url = new Uri(options.Url.TrimEnd('/') + "/");
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        };
        if (options.Tls is { } tls) handler.SslOptions = tls.ForHost(Url.Host);
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxAnswerBytes };
    }

    public Uri Url { get; }

    /// <summary>Bytes of all bodies sent, as they went.</summary>
    public long SentBytes { get; private set; }

    /// <summary>The receiver's name, for reasons: no credentials are in it.</summary>
    public string Name => Url.Authority;

    /// <param name="path">Relative to the address of the options, or absolute.</param>
    public Task<HttpAnswer> PostAsync(string path, string contentType, ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, path, contentType, body, cancellation);

    public Task<HttpAnswer> GetAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, default, cancellation);

    public void Dispose() => _client.Dispose();

    private async Task<HttpAnswer> SendAsync(HttpMethod method, string path, string? contentType, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(_options.AnswerSeconds), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            using var request = Request(method, path, contentType, body);
            using var response = await _client.SendAsync(request, either.Token).ConfigureAwait(false);
            var bytes = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
            return new HttpAnswer(default, response.StatusCode, bytes, response.Headers.Location, RetryAfter(response.Headers.RetryAfter))
            {
                ContentType = response.Content.Headers.ContentType?.ToString(),
            };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            var reason = patience.IsCancellationRequested ? $"{Name}: no answer within {_options.AnswerSeconds} s" : $"{Name}: {Innermost(e).Message}";
            var outcome = Innermost(e) is AuthenticationException ? SendOutcome.Final(reason) : SendOutcome.Temporary(reason);
            return new HttpAnswer(outcome, 0, [], null, null);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string? contentType, ReadOnlyMemory<byte> body)
    {
        var request = new HttpRequestMessage(method, new Uri(Url, path));
        foreach (var (name, value) in _headers) request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(contentType?.StartsWith(Multipart, StringComparison.Ordinal) == true ? Multipart : "application/json"));
        request.Headers.Authorization = Authorization();
        if (contentType is null) return request;
        if (_options.Gzip) body = Compress(body);
        SentBytes += body.Length;
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (_options.Gzip) request.Content.Headers.ContentEncoding.Add("gzip");
        return request;
    }

    private AuthenticationHeaderValue? Authorization()
    {
        if (_options.TokenFile is { } file) return new AuthenticationHeaderValue("Bearer", File.ReadLines(file).FirstOrDefault());
        if (_options.User is not { } user) return null;
        var password = SinkPassword.Read(_options.Password, _options.PasswordFile);
        return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        if (header?.Delta is { } delta) return delta;
        return header?.Date is { } date && date - _time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : null;
    }

    private static byte[] Compress(ReadOnlyMemory<byte> body)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest)) gzip.Write(body.Span);
        return target.ToArray();
    }

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
