using System.Net.Http.Headers;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>Why an outside service's answer is not there or not believed.</summary>
public enum OutsideFailure
{
    /// <summary>Neither the certificate nor the settings name an address.</summary>
    NoAddress,

    /// <summary>No complete answer within the time allowed.</summary>
    TimedOut,

    /// <summary>No connection, or it broke off.</summary>
    Unreachable,

    /// <summary>The HTTP status was not 200.</summary>
    HttpStatus,

    /// <summary>The answer is larger than such an answer may be; the rest was not read.</summary>
    TooLarge,

    /// <summary>The answer is not what the protocol says.</summary>
    Malformed,

    /// <summary>The service answered that it will not serve the request.</summary>
    Refused,

    /// <summary>The answer belongs to another request.</summary>
    WrongNonce,

    /// <summary>The time stamp is about other bytes.</summary>
    WrongImprint,

    /// <summary>Signature, certificate or age of the answer do not hold.</summary>
    NotBelievable,
}

/// <summary>One address that did not help.</summary>
/// <param name="Address">Null when there was none to ask.</param>
/// <param name="Failure">Why.</param>
/// <param name="Detail">For engineers.</param>
public sealed record OutsideProblem(Uri? Address, OutsideFailure Failure, string Detail);

/// <summary>What came of asking one or several addresses in turn. Outside services never cause an exception.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="Value">The first answer that was believed; null when no address gave one.</param>
/// <param name="Problems">Every address that failed before, in order.</param>
public sealed record OutsideAnswer<T>(T? Value, IReadOnlyList<OutsideProblem> Problems) where T : class;

/// <summary>One bounded HTTP exchange: a time-out for the whole of it, a largest size, no exception for anything the other side does.</summary>
internal sealed class OutsideExchange(HttpClient http, TimeProvider clock, TimeSpan timeout, int largestAnswer)
{
    public delegate (T? Value, OutsideProblem? Problem) Reading<T>(Uri address, byte[] answer);

    /// <param name="addresses">Asked in turn until an answer is believed.</param>
    /// <param name="request">Makes the request anew for each address.</param>
    /// <param name="read">Reads and judges an answer.</param>
    /// <param name="cancellation">Only the caller's own wish to stop is an exception.</param>
    public async Task<OutsideAnswer<T>> FirstOf<T>(
        IEnumerable<Uri> addresses, Func<Uri, HttpRequestMessage> request, Reading<T> read, CancellationToken cancellation) where T : class
    {
        var problems = new List<OutsideProblem>();
        foreach (var address in addresses)
        {
            var (bytes, problem) = await Ask(address, request, cancellation);
            T? value = null;
            if (bytes is not null)
                (value, problem) = read(address, bytes);
            if (value is not null)
                return new(value, problems);
            problems.Add(problem!);
        }
        if (problems.Count == 0)
            problems.Add(new(null, OutsideFailure.NoAddress, "no address to ask"));
        return new(null, problems);
    }

    public static HttpRequestMessage Post(Uri address, byte[] body, string mediaType) => new(HttpMethod.Post, address)
    {
        Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } },
    };

    private async Task<(byte[]?, OutsideProblem?)> Ask(Uri address, Func<Uri, HttpRequestMessage> request, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var message = request(address);
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.StatusCode != System.Net.HttpStatusCode.OK)
                return (null, new(address, OutsideFailure.HttpStatus, $"HTTP {(int)response.StatusCode}"));
            var body = await ReadBounded(response.Content, either.Token);
            return body is null ? (null, new(address, OutsideFailure.TooLarge, $"more than {largestAnswer} bytes")) : (body, null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, new(address, OutsideFailure.TimedOut, $"no answer within {timeout.TotalSeconds:0.#} s"));
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return (null, new(address, OutsideFailure.Unreachable, broken.Message));
        }
    }

    private async Task<byte[]?> ReadBounded(HttpContent content, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > largestAnswer)
            return null;
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (body.Length + read > largestAnswer)
                return null;
            await body.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
        return body.ToArray();
    }
}
