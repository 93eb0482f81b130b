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

/// <summary>
/// The register of issued certificates: one small file for each, replaced as a whole, and one file for each batch. What
/// happens to a certificate of a batch afterwards is a small file again, which counts more.
/// </summary>
internal sealed class IssuedCertificates
{
    private readonly string folder;
    private readonly ConcurrentDictionary<string, IssuedCertificate> bySerial = new(StringComparer.OrdinalIgnoreCase);

    public IssuedCertificates(string folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(Path.Combine(folder, "batches"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "batches"), "*.json"))
        {
            foreach (var issued in ReadBatch(file)) bySerial[issued.SerialNumber] = issued;
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*.json"))
        {
            var issued = JsonSerializer.Deserialize<IssuedCertificate>(File.ReadAllBytes(file))!;
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

    /// <summary>The certificates of a batch as they were issued; null when there is no such batch.</summary>
    public IReadOnlyList<IssuedCertificate>? FindBatch(string name) => File.Exists(BatchFile(name)) ? ReadBatch(BatchFile(name)) : null;

    /// <summary>All in one file: thousands of small ones would each wait for the disk.</summary>
    public void SaveBatch(string name, IReadOnlyList<IssuedCertificate> batch)
    {
        AtomicFile.Write(BatchFile(name), JsonSerializer.SerializeToUtf8Bytes(batch));
        foreach (var issued in batch) bySerial[issued.SerialNumber] = issued;
    }

    private string BatchFile(string name) => Path.Combine(folder, "batches", name + ".json");

    private static IssuedCertificate[] ReadBatch(string file) => JsonSerializer.Deserialize<IssuedCertificate[]>(File.ReadAllBytes(file))!;
}
