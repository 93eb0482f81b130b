using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ThanhHoa.DigitalSignature.Sandbox;

/// <summary>POST /ca/certificates: a key as CSR or bare, and what shall stand beside it.</summary>
internal sealed record CertificateOrder(
    string CommonName, string? Csr, string? PublicKey, string? Email, string[]? OrganisationUnits,
    CertificateKind Profile, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter, bool OldGeneration)
{
    public IResult Fulfil(Authority authority)
    {
        try
        {
            using var certificate = authority.Issue(
                new(CommonName)
                {
                    Kind = Profile,
                    Email = Email,
                    OrganisationUnits = OrganisationUnits ?? [],
                    NotBefore = NotBefore,
                    NotAfter = NotAfter,
                    IsOldGeneration = OldGeneration,
                },
                ReadKey());
            return Results.Json(new { certificate = Convert.ToBase64String(certificate.RawData), serialNumber = certificate.SerialNumber });
        }
        catch (Exception wrong) when (wrong is ArgumentException or CryptographicException or FormatException)
        {
            return Results.Problem(wrong.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    // The CSR's own signature proves that the asker holds the key; the name in it counts for nothing.
    private PublicKey ReadKey()
    {
        if (Csr is not null)
            return CertificateRequest.LoadSigningRequestPem(Csr, HashAlgorithmName.SHA256).PublicKey;
        var pem = PublicKey ?? throw new FormatException("Either csr or publicKey is needed.");
        var fields = PemEncoding.Find(pem);
        return System.Security.Cryptography.X509Certificates.PublicKey.CreateFromSubjectPublicKeyInfo(
            Convert.FromBase64String(pem[fields.Base64Data]), out _);
    }
}

/// <summary>POST /ca/revocations.</summary>
internal sealed record RevocationOrder(string Serial, X509RevocationReason Reason, DateTimeOffset? At)
{
    public IResult Fulfil(Authority authority) => authority.Revoke(Serial, Reason, At) ? Results.NoContent() : Results.NotFound();
}

/// <summary>POST /faults.</summary>
internal sealed record FaultOrder(SandboxService Service, Fault Fault);
