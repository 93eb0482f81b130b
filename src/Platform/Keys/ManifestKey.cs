using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace ThanhHoa.DigitalSignature.Platform.Keys;

/// <summary>A public key in the form the agent pins (RFC 7517, P-256).</summary>
/// <param name="Kty">Always <c>EC</c>.</param>
/// <param name="Crv">Always <c>P-256</c>.</param>
/// <param name="X">Base64url, 32 bytes.</param>
/// <param name="Y">Base64url, 32 bytes.</param>
/// <param name="Kid">Names the key in a manifest's header.</param>
public sealed record PublicJwk(string Kty, string Crv, string X, string Y, string Kid);

/// <summary>The key with which the portal signs what it asks a signer's device to sign (JWS, ES256).</summary>
/// <remarks>Made on first use; the row's unique index lets one of several starting processes win.</remarks>
public sealed class ManifestKey
{
    private const string Purpose = "manifest";
    private readonly PlatformDb db;
    private readonly IDataProtector protector;
    private readonly TimeProvider clock;

    internal ManifestKey(PlatformDb db, IDataProtectionProvider protection, TimeProvider clock) =>
        (this.db, protector, this.clock) = (db, protection.CreateProtector("Platform.Keys.Manifest"), clock);

    /// <summary>The public halves an agent should pin: the active one first.</summary>
    public async Task<IReadOnlyList<PublicJwk>> PublicKeysAsync(CancellationToken cancel)
    {
        var (key, id) = await ActiveAsync(cancel);
        using (key) return [Describe(key, id)];
    }

    /// <summary>Signs a payload as a compact JWS with header <c>typ</c> "thds-manifest".</summary>
    /// <param name="payload">UTF-8 JSON.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<string> SignAsync(ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        var (key, id) = await ActiveAsync(cancel);
        using (key)
        {
            var header = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { alg = "ES256", kid = id, typ = "thds-manifest" });
            var signed = $"{System.Buffers.Text.Base64Url.EncodeToString(header)}.{System.Buffers.Text.Base64Url.EncodeToString(payload.Span)}";
            var signature = key.SignData(System.Text.Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            return $"{signed}.{System.Buffers.Text.Base64Url.EncodeToString(signature)}";
        }
    }

    private async Task<(ECDsa Key, string Id)> ActiveAsync(CancellationToken cancel)
    {
        var row = await FindAsync(cancel);
        if (row is null)
        {
            try
            {
                using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                db.Keys.Add(new PortalKey
                {
                    KeyId = Convert.ToHexStringLower(SHA256.HashData(made.ExportSubjectPublicKeyInfo()))[..16],
                    Purpose = Purpose,
                    ProtectedPrivateKey = protector.Protect(made.ExportPkcs8PrivateKey()),
                    CreatedAt = clock.GetUtcNow(),
                });
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException)
            {
                // Another process made it first; its key is the one.
                db.ChangeTracker.Clear();
            }

            row = await FindAsync(cancel) ?? throw new InvalidOperationException("The manifest key could not be stored.");
        }

        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(protector.Unprotect(row.ProtectedPrivateKey), out _);
        return (key, row.KeyId);
    }

    private Task<PortalKey?> FindAsync(CancellationToken cancel) =>
        db.Keys.AsNoTracking().SingleOrDefaultAsync(k => k.Purpose == Purpose && k.RetiredAt == null, cancel);

    private static PublicJwk Describe(ECDsa key, string id)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new PublicJwk("EC", "P-256", System.Buffers.Text.Base64Url.EncodeToString(point.X), System.Buffers.Text.Base64Url.EncodeToString(point.Y), id);
    }
}
