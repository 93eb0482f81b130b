using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ThanhHoa.DigitalSignature.Sandbox;

/// <summary>
/// Gives every person of a list a software token once. The .p12 is what counts: killed before it, the person gets one at
/// the next start; killed after it, only the certificate file is written again.
/// </summary>
internal static class People
{
    // A demonstration needs no more than a PIN's worth of protection; the usual count would cost 0.1 s for each person.
    private static readonly PbeParameters Protection = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterationCount: 2000);

    public static void MakeTokens(Authority authority, SandboxOptions options)
    {
        if (options.People is null)
            return;
        foreach (var line in File.ReadLines(options.People, Encoding.UTF8).Where(l => l.Length > 0 && l[0] != '#'))
        {
            var columns = line.Split('\t');
            if (columns.Length < 3 || Path.GetFileName(columns[0]) != columns[0])
                throw new InvalidDataException($"{options.People}: a line needs e-mail, full name, unit name, post, parted by tabs: {line}");
            MakeToken(authority, options, email: columns[0].Trim(), name: columns[1].Trim(), unit: columns[2].Trim());
        }
    }

    private static void MakeToken(Authority authority, SandboxOptions options, string email, string name, string unit)
    {
        var token = Path.Combine(options.Data, "tokens", email + ".p12");
        var certificate = Path.Combine(options.Data, "tokens", email + ".cer");
        if (!File.Exists(token))
        {
            using var key = RSA.Create(2048);
            using var issued = authority.IssuePerson(name, email, key, profile => profile with { OrganisationUnits = [unit] });
            AtomicFile.Write(token, Pack(issued, authority, options.TokenPin), isSecret: true);
            AtomicFile.Write(certificate, issued.RawDataMemory.Span);
        }
        else if (!File.Exists(certificate))
        {
            using var kept = X509CertificateLoader.LoadPkcs12FromFile(token, options.TokenPin, X509KeyStorageFlags.EphemeralKeySet);
            AtomicFile.Write(certificate, kept.RawDataMemory.Span);
        }
    }

    private static byte[] Pack(X509Certificate2 issued, Authority authority, string pin) =>
        new X509Certificate2Collection { issued, authority.Issuing }.ExportPkcs12(Protection, pin);
}
