using System.Formats.Asn1;
using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Cms;

/// <summary>What can be wrong with one signer of a SignedData, apart from trust and time.</summary>
internal enum CmsDefect
{
    /// <summary>Digest or signature algorithm is not known here, or not offered by this machine.</summary>
    AlgorithmUnknown,

    /// <summary>The signature algorithm names another hash than the digest algorithm (RFC 8933 §3).</summary>
    AlgorithmsDisagree,

    /// <summary>cms-algorithm-protection (RFC 6211) names other algorithms than the SignerInfo.</summary>
    AlgorithmsReplaced,

    /// <summary>content-type is missing or is not the type of the content (RFC 5652 §11.1).</summary>
    ContentTypeDiffers,

    /// <summary>message-digest is missing, or an attribute that must be alone appears twice (RFC 5652 §11).</summary>
    AttributesMalformed,

    /// <summary>The content is not what was signed.</summary>
    DigestDiffers,

    /// <summary>No certificate given carries the signer's issuer and serial number.</summary>
    SignerCertificateMissing,

    /// <summary>The signature value does not belong to the signer's key and these attributes.</summary>
    SignatureInvalid,

    /// <summary>Neither signing-certificate nor signing-certificate-v2 is signed, which PAdES demands (EN 319 142-1 §6.3).</summary>
    SigningCertificateUnbound,

    /// <summary>The signing-certificate attribute names another certificate (RFC 5035 §5).</summary>
    SigningCertificateDiffers,
}

/// <summary>The cryptographic answer about one signer.</summary>
/// <param name="Certificate">The signer's certificate; when several fit, the one that is bound or whose key fits.</param>
/// <param name="DigestMatches">The content is the one that was signed.</param>
/// <param name="SignatureValid">The value was made by the certificate's key over exactly these attributes.</param>
/// <param name="Defects">Everything found wrong, empty for a sound signature.</param>
internal sealed record CmsVerdict(
    ParsedCertificate? Certificate, bool DigestMatches, bool SignatureValid, IReadOnlyList<CmsDefect> Defects)
{
    /// <summary>Digest and value are right and no attribute contradicts them; says nothing of trust, nor of a missing binding.</summary>
    public bool IsSound => DigestMatches && SignatureValid && Defects.All(d => d == CmsDefect.SigningCertificateUnbound);
}

/// <summary>Judges one signer's mathematics: digest, signature value, attributes (RFC 5652 §5.4–5.6, RFC 5035).</summary>
internal static class CmsVerifier
{
    private static readonly string[] MustBeAlone =
        [Oids.ContentType, Oids.MessageDigest, Oids.SigningTime, Oids.SigningCertificate, Oids.SigningCertificateV2, Oids.CmsAlgorithmProtection];

    /// <param name="cms">The value of /Contents.</param>
    /// <param name="signer">One of its signers.</param>
    /// <param name="documentDigest">Digest of the byte range under <see cref="CmsSigner.Digest"/>; under SHA-1 when <see cref="CmsSignedData.Content"/> is present (adbe.pkcs7.sha1, ISO 32000-1 §12.8.3.3).</param>
    /// <param name="moreCertificates">Where to look for the signer besides the SignedData, e.g. the DSS.</param>
    public static CmsVerdict VerifyDetached(
        CmsSignedData cms, CmsSigner signer, ReadOnlySpan<byte> documentDigest, IEnumerable<ParsedCertificate>? moreCertificates = null)
    {
        if (cms.Content is not { } content)
            return Verify(cms, signer, documentDigest, moreCertificates);
        var verdict = VerifyEncapsulated(cms, signer, moreCertificates);
        return content.Span.SequenceEqual(documentDigest)
            ? verdict
            : verdict with { DigestMatches = false, Defects = [.. verdict.Defects, CmsDefect.DigestDiffers] };
    }

    /// <summary>For a value that carries its content, such as a time-stamp token.</summary>
    public static CmsVerdict VerifyEncapsulated(CmsSignedData cms, CmsSigner signer, IEnumerable<ParsedCertificate>? moreCertificates = null)
    {
        ReadOnlySpan<byte> digest = signer.Digest is { } hash && cms.Content is { } content
            ? DigestAlgorithms.Hash(hash, content.Span) : [];
        return Verify(cms, signer, digest, moreCertificates);
    }

    private static CmsVerdict Verify(
        CmsSignedData cms, CmsSigner signer, ReadOnlySpan<byte> digest, IEnumerable<ParsedCertificate>? moreCertificates)
    {
        var defects = new List<CmsDefect>();
        var candidates = cms.Certificates.Concat(moreCertificates ?? []).Where(c => Fits(signer, c)).Distinct().ToList();
        if (candidates.Count == 0)
            defects.Add(CmsDefect.SignerCertificateMissing);
        try
        {
            var digestMatches = DigestMatches(cms, signer, digest, defects);
            CheckAlgorithms(signer, defects);
            var bound = candidates.Where(c => IsBound(signer, c) == true).ToList();
            CheckBinding(signer, candidates, bound, defects);
            ParsedCertificate? certificate = null;
            if (signer.SignatureAlgorithm is { } algorithm)
                certificate = FindKey(signer, algorithm, bound.Count > 0 ? bound : candidates, digest);
            if (certificate is null && candidates.Count > 0)
                defects.Add(CmsDefect.SignatureInvalid);
            return new(certificate ?? bound.Concat(candidates).FirstOrDefault(), digestMatches, certificate is not null, defects);
        }
        catch (AsnContentException)
        {
            defects.Add(CmsDefect.AttributesMalformed);
            return new(candidates.FirstOrDefault(), false, false, defects);
        }
    }

    private static bool Fits(CmsSigner signer, ParsedCertificate certificate)
    {
        try
        {
            return signer.IsFor(certificate);
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static bool DigestMatches(CmsSignedData cms, CmsSigner signer, ReadOnlySpan<byte> digest, List<CmsDefect> defects)
    {
        // Without signed attributes the value itself covers the digest; then a wrong digest shows as a wrong value.
        if (signer.SignedAttributes is not { } attributes)
        {
            if (cms.ContentType != Oids.Data)
                defects.Add(CmsDefect.AttributesMalformed);
            return true;
        }
        if (MustBeAlone.Any(oid => attributes.Count(a => a.Oid == oid) > 1) || attributes.Any(a => MustBeAlone.Contains(a.Oid) && a.Values.Count != 1))
            defects.Add(CmsDefect.AttributesMalformed);
        if (signer.SignedAttribute(Oids.ContentType)?.Values is not [var type]
            || new AsnReader(type, AsnEncodingRules.BER).ReadObjectIdentifier() != cms.ContentType)
            defects.Add(CmsDefect.ContentTypeDiffers);
        if (signer.SignedAttribute(Oids.MessageDigest)?.Values is not [var value])
        {
            defects.Add(CmsDefect.AttributesMalformed);
            return false;
        }
        var matches = !digest.IsEmpty && new AsnReader(value, AsnEncodingRules.BER).ReadOctetString().AsSpan().SequenceEqual(digest);
        if (!matches)
            defects.Add(CmsDefect.DigestDiffers);
        return matches;
    }

    private static void CheckAlgorithms(CmsSigner signer, List<CmsDefect> defects)
    {
        if (signer.Digest is null || signer.SignatureAlgorithm is null)
            defects.Add(CmsDefect.AlgorithmUnknown);
        else if (!signer.SignatureAlgorithm.IsEdwards && signer.SignatureAlgorithm.Hash != signer.Digest)
            defects.Add(CmsDefect.AlgorithmsDisagree);
        if (signer.SignedAttribute(Oids.CmsAlgorithmProtection)?.Values is [var value] && !Protects(value, signer))
            defects.Add(CmsDefect.AlgorithmsReplaced);
    }

    // RFC 6211 §2: digestAlgorithm and [1] signatureAlgorithm, compared by what they mean, because NULL parameters come and go.
    private static bool Protects(ReadOnlyMemory<byte> value, CmsSigner signer)
    {
        var protection = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
        if (DigestAlgorithms.ReadOid(protection) != signer.DigestOid || !protection.HasData)
            return false;
        var signature = protection.ReadEncodedValue().ToArray();
        if (signature[0] != 0xA1)
            return false;
        signature[0] = 0x30;
        return SignatureAlgorithm.Read(signature, signer.Digest) == signer.SignatureAlgorithm;
    }

    private static void CheckBinding(CmsSigner signer, List<ParsedCertificate> candidates, List<ParsedCertificate> bound, List<CmsDefect> defects)
    {
        if (signer.SignedAttribute(Oids.SigningCertificateV2) is null && signer.SignedAttribute(Oids.SigningCertificate) is null)
            defects.Add(CmsDefect.SigningCertificateUnbound);
        else if (candidates.Count > 0 && bound.Count == 0)
            defects.Add(CmsDefect.SigningCertificateDiffers);
    }

    /// <summary>Null when no such attribute is signed. The first ESSCertID is the signer (RFC 5035 §5.4); when both versions are present both must agree.</summary>
    private static bool? IsBound(CmsSigner signer, ParsedCertificate certificate)
    {
        bool? bound = null;
        foreach (var (oid, withAlgorithm) in ((string, bool)[])[(Oids.SigningCertificateV2, true), (Oids.SigningCertificate, false)])
        {
            if (signer.SignedAttribute(oid)?.Values is not [var value])
                continue;
            var id = new AsnReader(value, AsnEncodingRules.BER).ReadSequence().ReadSequence().ReadSequence();
            HashAlgorithmName? hash = withAlgorithm ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1;
            if (withAlgorithm && id.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
                hash = DigestAlgorithms.Find(DigestAlgorithms.ReadOid(id));
            var matches = hash is { } known
                && id.ReadOctetString().AsSpan().SequenceEqual(CryptographicOperations.HashData(known, certificate.Encoded.Span));
            bound = (bound ?? true) && matches;
        }
        return bound;
    }

    private static ParsedCertificate? FindKey(
        CmsSigner signer, SignatureAlgorithm algorithm, List<ParsedCertificate> candidates, ReadOnlySpan<byte> digest)
    {
        foreach (var candidate in candidates)
        {
            if (signer.SignedAttributes is null && candidate.Key.VerifyHash(algorithm, digest, signer.Signature.Span))
                return candidate;
            foreach (var bytes in signer.SignedBytes())
            {
                if (candidate.Key.Verify(algorithm, bytes.Span, signer.Signature.Span))
                    return candidate;
            }
        }
        return null;
    }
}
