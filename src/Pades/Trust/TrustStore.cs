using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>
/// Whom to believe: trust anchors (RFC 5280 §6.1.1 d) and the intermediate certificates known besides them. Any number of
/// CA generations stand side by side. Immutable, safe to share between threads.
/// </summary>
public sealed class TrustStore
{
    private static readonly string[] Endings = [".cer", ".crt", ".der", ".pem", ".p7b", ".p7c"];

    private readonly HashSet<string> vouchedFor;

    /// <param name="anchors">Believed as they are: their signature and validity are not questioned.</param>
    /// <param name="intermediates">Help to build paths; their content is vouched for, so that an old CA signed with SHA-1 stays usable.</param>
    public TrustStore(IEnumerable<X509Certificate2> anchors, IEnumerable<X509Certificate2>? intermediates = null)
        : this(anchors.Select(ParsedCertificate.Of), (intermediates ?? []).Select(ParsedCertificate.Of)) { }

    private TrustStore(IEnumerable<ParsedCertificate> anchors, IEnumerable<ParsedCertificate> intermediates)
    {
        ParsedAnchors = [.. anchors.DistinctBy(c => c.Digest)];
        ParsedIntermediates = [.. intermediates.DistinctBy(c => c.Digest)];
        vouchedFor = [.. ParsedIntermediates.Concat(ParsedAnchors).Select(c => c.Digest)];
    }

    /// <summary>Trusts nobody.</summary>
    public static TrustStore Empty { get; } = new(Array.Empty<X509Certificate2>());

    /// <summary>The trust anchors; shared objects, not to be disposed of.</summary>
    public IReadOnlyList<X509Certificate2> Anchors => [.. ParsedAnchors.Select(c => c.Certificate)];

    /// <summary>The known intermediate certificates; shared objects, not to be disposed of.</summary>
    public IReadOnlyList<X509Certificate2> Intermediates => [.. ParsedIntermediates.Select(c => c.Certificate)];

    internal IReadOnlyList<ParsedCertificate> ParsedAnchors { get; }
    internal IReadOnlyList<ParsedCertificate> ParsedIntermediates { get; }

    internal bool VouchesFor(ParsedCertificate certificate) => vouchedFor.Contains(certificate.Digest);

    internal bool IsAnchor(ParsedCertificate certificate) => ParsedAnchors.Any(a => a.Digest == certificate.Digest);

    /// <summary>
    /// Reads every .cer, .crt, .der, .pem, .p7b and .p7c file in <paramref name="folder"/> and below, in DER or PEM, with any
    /// number of certificates each. A self-signed certificate becomes an anchor, any other an intermediate.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">A file holds no certificate; the message names it. Trust is not guessed.</exception>
    public static TrustStore Load(string folder)
    {
        var found = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal).SelectMany(ReadFile).ToList();
        return new(found.Where(IsSelfSigned), found.Where(c => !IsSelfSigned(c)));
    }

    private static bool IsSelfSigned(ParsedCertificate certificate) => certificate.IsSelfIssued
        && SignatureAlgorithm.Read(certificate.SignatureAlgorithm) is { } algorithm
        && certificate.Key.Verify(algorithm, certificate.TbsCertificate.Span, certificate.Signature.Span);

    private static List<ParsedCertificate> ReadFile(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var found = new List<ParsedCertificate>();
        try
        {
            if (!bytes.AsSpan().StartsWith("-----BEGIN"u8) && bytes.AsSpan().IndexOf("-----BEGIN"u8) < 0)
            {
                Add(bytes, found);
            }
            else
            {
                var text = Encoding.UTF8.GetString(bytes).AsSpan();
                while (PemEncoding.TryFind(text, out var fields))
                {
                    if (text[fields.Label] is "CERTIFICATE" or "X509 CERTIFICATE" or "PKCS7" or "CMS")
                        Add(Convert.FromBase64String(text[fields.Base64Data].ToString()), found);
                    text = text[fields.Location.End..];
                }
            }
        }
        catch (Exception malformed) when (malformed is AsnContentException or FormatException)
        {
            throw new InvalidDataException($"{file}: not a certificate ({malformed.Message})", malformed);
        }
        return found.Count > 0 ? found : throw new InvalidDataException($"{file}: no certificate found");
    }

    private static void Add(byte[] encoded, List<ParsedCertificate> found)
    {
        if (CmsSignedData.TryRead(encoded, out var collection, out _))
            found.AddRange(collection.Certificates);
        else
            found.Add(ParsedCertificate.Read(encoded));
    }
}
