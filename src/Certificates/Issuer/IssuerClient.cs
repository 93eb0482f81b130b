using System.Net;
using System.Net.Http.Json;

namespace ThanhHoa.DigitalSignature.Certificates.Issuer;

/// <summary>One line of a request as it goes to the issuer.</summary>
/// <param name="Id">The line's identity; sending it again changes nothing.</param>
/// <param name="Number">Number of the request.</param>
/// <param name="Kind">The request.</param>
/// <param name="Subject">For whom.</param>
/// <param name="Fields">The form's answers.</param>
internal sealed record IssuerRequest(Guid Id, string Number, string Kind, string Subject, IReadOnlyDictionary<string, string> Fields);

/// <summary>What became of it.</summary>
/// <param name="Id">The line's identity.</param>
/// <param name="State">"pending", "issued" or "refused".</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Certificate">DER.</param>
/// <param name="DeviceKind">EToken or SimPki.</param>
/// <param name="DeviceSerial">As printed on the device.</param>
/// <param name="PhoneNumber">Number of a SIM PKI.</param>
/// <param name="Carrier">Its carrier.</param>
/// <param name="RevokedAt">Since when the old certificate is revoked.</param>
internal sealed record IssuerAnswer(Guid Id, string State, string? Reason, byte[]? Certificate, DeviceKind? DeviceKind, string? DeviceSerial, string? PhoneNumber, string? Carrier, DateTimeOffset? RevokedAt);

/// <summary>Speaks to the issuer's reception of requests (setting <c>Issuer:Url</c>); the module's README has the protocol.</summary>
internal sealed class IssuerClient(HttpClient http)
{
    private static readonly System.Text.Json.JsonSerializerOptions Json = new(System.Text.Json.JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    public async Task<IssuerAnswer> SendAsync(IssuerRequest request, CancellationToken cancel)
    {
        using var answer = await http.PostAsJsonAsync("issuer/requests", request, Json, cancel);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<IssuerAnswer>(Json, cancel) ?? throw new HttpRequestException("The issuer answered with nothing.");
    }

    /// <returns>Null when the issuer does not know it.</returns>
    public async Task<IssuerAnswer?> AskAsync(Guid id, CancellationToken cancel)
    {
        using var answer = await http.GetAsync(new Uri($"issuer/requests/{id}", UriKind.Relative), cancel);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<IssuerAnswer>(Json, cancel);
    }
}
