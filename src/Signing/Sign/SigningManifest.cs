using System.Text.Json;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Keys;

namespace ThanhHoa.DigitalSignature.Signing.Sign;

/// <summary>The sealed list of what the agent may sign: it signs nothing that is not on it (docs/agent.md).</summary>
internal sealed class SigningManifest(ManifestKey key, CurrentUser user)
{
    public async Task<string> SealAsync(string origin, StartedSigning started, CancellationToken cancel)
    {
        var first = started.Prepared[0].Attempt;
        return await key.SignAsync(JsonSerializer.SerializeToUtf8Bytes(new
        {
            iss = origin,
            aud = "thds-agent",
            sub = user.DisplayName,
            jti = first.ManifestId.ToString("N"),
            iat = first.CreatedAt.ToUnixTimeSeconds(),
            exp = first.ExpiresAt.ToUnixTimeSeconds(),
            code = first.Code,
            certificate = first.CertificateThumbprint,
            items = started.Prepared.Select(p => Item(p.Document, p.Attempt)),
        }), cancel);
    }

    private static object Item(Document document, SigningAttempt attempt)
    {
        var prepared = PreparedSignature.FromBytes(attempt.Prepared);
        var file = attempt.Part == 0 ? "" : $" – {document.LatestOf(attempt.Part).FileName}";
        return new
        {
            id = attempt.Id,
            title = TitleOf($"{document.NumberAndSymbol} {document.Title}{file}".Trim()),
            digest = Convert.ToBase64String(prepared.Digest),
            hash = prepared.Hash.Name!.Insert(3, "-"),
            scheme = prepared.Scheme.ToString(),
        };
    }

    private static string TitleOf(string title) => title.Length <= 500 ? title : title[..499] + "…";
}
