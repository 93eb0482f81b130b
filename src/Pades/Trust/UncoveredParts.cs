using System.Formats.Asn1;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>
/// The parts of a value that its own signature does not cover – versions, the list of digests, certificates, time stamps.
/// They can be altered without breaking the mathematics, but not without contradicting what is signed or each other.
/// </summary>
internal static class UncoveredParts
{
    // A time stamp may be stamped itself; nobody does it more often than this.
    private const int DeepestStamp = 3;

    private static readonly string[] KnownAttributes =
    [
        Oids.SignatureTimeStampToken, "1.2.840.113549.1.9.6", "1.2.840.113549.1.9.16.2.21", "1.2.840.113549.1.9.16.2.22", "1.2.840.113549.1.9.16.2.23", "1.2.840.113549.1.9.16.2.24",
        "1.2.840.113549.1.9.16.2.25", "1.2.840.113549.1.9.16.2.26", "1.2.840.113549.1.9.16.2.27", "1.2.840.113549.1.9.16.2.48", "0.4.0.1733.2.4", "0.4.0.1733.2.5",
    ];

    /// <param name="cms">The value.</param>
    /// <param name="known">Certificates at hand besides those in the value.</param>
    /// <param name="depth">How many time stamps it stands in.</param>
    /// <returns>What contradicts, for engineers; null when nothing does.</returns>
    public static string? Contradiction(CmsSignedData cms, IReadOnlyCollection<ParsedCertificate> known, int depth = 0)
    {
        try
        {
            if (cms.HasRemainder) return "The value holds more than its structure allows";
            return Digests(cms) ?? Versions(cms) ?? Certificates(cms, known) ?? Signers(cms, known, depth);
        }
        catch (AsnContentException malformed)
        {
            return malformed.Message;
        }
    }

    /// <summary>Parts of which nothing can be said: certificates whose issuer is not at hand, time stamps of unknown algorithms.</summary>
    public static IEnumerable<string> Unproven(CmsSignedData cms, ParsedCertificate? signer, IReadOnlyCollection<ParsedCertificate> known, int depth = 0)
    {
        foreach (var certificate in cms.Certificates.Where(certificate => certificate != signer && IssuersOf(certificate, [.. cms.Certificates, .. known]).Count == 0))
            yield return $"The embedded certificate of {certificate.Certificate.Subject} cannot be checked: its issuer is not at hand.";
        foreach (var stamp in depth == DeepestStamp ? [] : cms.Signers.SelectMany(s => s.TimestampTokens))
        {
            if (!TimestampToken.TryRead(stamp, out var token, out _)) continue;
            if (!token.CanBeJudged) yield return "The time stamp of the signature uses an algorithm that is not known here.";
            foreach (var part in token.Unproven(known, depth + 1)) yield return part;
        }
    }

    // RFC 5652 §5.1: the digest of each signer is listed. Some writers list SHA-1 whatever they use; no altered byte makes that of another one.
    private static string? Digests(CmsSignedData cms)
    {
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var identifier in cms.DigestIdentifiers)
        {
            if (!IsPlain(identifier)) return "A digest is listed with strange parameters";
            listed.Add(DigestAlgorithms.ReadOid(new AsnReader(identifier, AsnEncodingRules.BER)));
        }
        var onlySha1 = listed.Count == 1 && listed.Contains(DigestAlgorithms.Oid(System.Security.Cryptography.HashAlgorithmName.SHA1));
        return cms.Signers.All(signer => listed.Contains(signer.DigestOid)) || onlySha1 ? null : "The list of digests lacks the one that is used";
    }

    private static string? Versions(CmsSignedData cms)
    {
        // RFC 5652 §5.1 and §5.3; several programs write 3 where 1 is meant, none writes others.
        if (cms.Version is not (1 or 3 or 4 or 5)) return $"Version {cms.Version} of SignedData does not exist";
        return cms.Signers.All(signer => signer.Version is 1 or 3) ? null : "A signer's version does not exist";
    }

    private static string? Certificates(CmsSignedData cms, IReadOnlyCollection<ParsedCertificate> known)
    {
        if (cms.UnreadableCertificates > 0 && !cms.HasOtherCertificates) return "An embedded certificate cannot be read";
        var all = cms.Certificates.Concat(known).DistinctBy(c => c.Digest).ToList();
        foreach (var certificate in cms.Certificates)
        {
            if (!certificate.SignatureAlgorithm.Span.SequenceEqual(certificate.InnerSignatureAlgorithm.Span)) return $"The certificate of {certificate.Certificate.Subject} names two algorithms";
            if (SignatureAlgorithm.Read(certificate.SignatureAlgorithm) is null) continue;
            var issuers = IssuersOf(certificate, all);
            if (issuers.Count > 0 && !issuers.Exists(certificate.IsSignedBy))
                return $"The certificate of {certificate.Certificate.Subject} is not what its issuer signed";
            if (all.Exists(other => KeyIdentifiers.WereTheSame(certificate, other))) return $"The certificate of {certificate.Certificate.Subject} names an altered key identifier";
        }
        return null;
    }

    // A CA that changed its key keeps its name: where key identifiers tell them apart, the other one proves nothing. Who is named by his key is meant, whatever the name.
    private static List<ParsedCertificate> IssuersOf(ParsedCertificate certificate, IEnumerable<ParsedCertificate> all) =>
        [.. all.Where(issuer => KeyIdentifiers.Match(certificate, issuer) is var match && (match > 0 || (match == 0 && issuer.SubjectName == certificate.IssuerName)))];

    private static string? Signers(CmsSignedData cms, IReadOnlyCollection<ParsedCertificate> known, int depth)
    {
        foreach (var signer in cms.Signers)
        {
            if (!IsPlain(signer.DigestEncoded)) return "The digest has strange parameters";
            if (signer.SignatureAlgorithm is { Scheme: not SignatureScheme.RsaPss } && !IsPlain(signer.SignatureAlgorithmEncoded)) return "The algorithm has strange parameters";
            foreach (var attribute in signer.UnsignedAttributes)
            {
                var isStamp = attribute.Oid == Oids.SignatureTimeStampToken;
                foreach (var value in attribute.Values)
                {
                    if (isStamp && Stamp(value, signer, known, depth) is { } problem) return problem;
                    if (!isStamp && !KnownAttributes.Contains(attribute.Oid, StringComparer.Ordinal) && TimestampToken.TryRead(value, out _, out _)) return "A time stamp stands under a name that nobody knows";
                }
            }
        }
        return null;
    }

    private static string? Stamp(ReadOnlyMemory<byte> value, CmsSigner signer, IReadOnlyCollection<ParsedCertificate> known, int depth)
    {
        if (depth == DeepestStamp) return "Time stamps are nested too deeply";
        if (!TimestampToken.TryRead(value, out var token, out var problem)) return $"The time stamp of the signature cannot be read: {problem}";
        if (token.Hash is { } hash && !token.Imprint.Span.SequenceEqual(DigestAlgorithms.Hash(hash, signer.Signature.Span))) return "The time stamp of the signature is about something else";
        return token.Contradiction(known, depth + 1);
    }

    // Digests and most signature algorithms have no parameters, or NULL; SHAKE with a length has a number.
    private static bool IsPlain(ReadOnlyMemory<byte> identifier)
    {
        var reader = new AsnReader(identifier, AsnEncodingRules.BER).ReadSequence();
        reader.ReadObjectIdentifier();
        if (reader.HasData && reader.PeekTag().HasSameClassAndValue(Asn1Tag.Null)) reader.ReadNull();
        else if (reader.HasData && reader.PeekTag().HasSameClassAndValue(Asn1Tag.Integer)) reader.ReadInteger();
        return !reader.HasData;
    }
}
