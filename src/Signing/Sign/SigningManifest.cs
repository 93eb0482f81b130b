using System.Text.Json;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Keys;

namespace ThanhHoa.DigitalSignature.Signing.Sign;

/// <summary>The sealed list of what the agent may sign: it signs nothing that is not on it (docs/agent.md).</summary>
internal sealed class SigningManifest(ManifestKey key, CurrentUser user)
{
    public async Task<string> SealAsync(string origin, Document document, SigningAttempt attempt, CancellationToken cancel)
    {
        var prepared = PreparedSignature.FromBytes(attempt.Prepared);
        return await key.SignAsync(JsonSerializer.SerializeToUtf8Bytes(new
        {
            iss = origin,
            aud = "thds-agent",
            sub = user.DisplayName,
            jti = attempt.Id.ToString("N"),
            iat = attempt.CreatedAt.ToUnixTimeSeconds(),
            exp = attempt.ExpiresAt.ToUnixTimeSeconds(),
            code = attempt.Code,
            certificate = attempt.CertificateThumbprint,
            items = new[]
            {
                new { id = attempt.Id.ToString("N"), title = document.Title, digest = Convert.ToBase64String(prepared.Digest), hash = prepared.Hash.Name!.Insert(3, "-"), scheme = prepared.Scheme.ToString() },
            },
        }), cancel);
    }
}
