using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace ThanhHoa.DigitalSignature.Sandbox;

/// <summary>One certificate that the sandbox issued, and its fate.</summary>
/// <param name="SerialNumber">Hexadecimal, upper case, as <see cref="X509Certificate2.SerialNumber"/>.</param>
/// <param name="Issuer">Short name of the issuing CA, e.g. "issuing".</param>
/// <param name="Subject">Readable name.</param>
/// <param name="NotBefore">Start of validity.</param>
/// <param name="NotAfter">End of validity.</param>
/// <param name="Encoded">The certificate in DER.</param>
/// <param name="RevokedAt">Null while it is not revoked.</param>
/// <param name="Reason">Why it was revoked.</param>
public sealed record IssuedCertificate(
    string SerialNumber, string Issuer, string Subject, DateTimeOffset NotBefore, DateTimeOffset NotAfter, byte[] Encoded,
    DateTimeOffset? RevokedAt = null, X509RevocationReason? Reason = null);

/// <summary>The register of issued certificates: one small file for each, replaced as a whole.</summary>
internal sealed class IssuedCertificates
{
    private readonly string folder;
    private readonly ConcurrentDictionary<string, IssuedCertificate> bySerial = new(StringComparer.OrdinalIgnoreCase);

    public IssuedCertificates(string folder)
    {
        this.folder = folder;
        foreach (var file in Directory.CreateDirectory(folder).EnumerateFiles("*.json"))
        {
            var issued = JsonSerializer.Deserialize<IssuedCertificate>(File.ReadAllBytes(file.FullName))!;
            bySerial[issued.SerialNumber] = issued;
        }
    }

    public IReadOnlyCollection<IssuedCertificate> All => [.. bySerial.Values.OrderBy(c => c.NotBefore).ThenBy(c => c.SerialNumber, StringComparer.Ordinal)];

    public IssuedCertificate? Find(string serialNumber) => bySerial.GetValueOrDefault(serialNumber);

    /// <summary>On disk first: what anyone has seen is never forgotten.</summary>
    public void Save(IssuedCertificate issued)
    {
        AtomicFile.Write(Path.Combine(folder, issued.SerialNumber + ".json"), JsonSerializer.SerializeToUtf8Bytes(issued));
        bySerial[issued.SerialNumber] = issued;
    }
}
