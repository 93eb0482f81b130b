using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Cms;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Validation;

/// <summary>What is odd about the value of a signature whose mathematics hold.</summary>
internal static class ValueFindings
{
    private const string SignaturePolicy = "1.2.840.113549.1.9.16.2.15";

    public static IEnumerable<(FindingCode Code, FindingSeverity Severity)> Of(SignatureCandidate candidate, CmsSignedData cms, X509Certificate2? certificate, IReadOnlyCollection<ParsedCertificate> known, ByteSource source)
    {
        if (candidate.Fault != IntegrityFault.None) yield break;
        var (isMixed, isUneven) = Writing(source, candidate.Contents!);
        if ((isMixed ? "The value is written in digits of both cases" : UncoveredParts.Contradiction(cms, known)) is { } problem)
        {
            candidate.Remark(problem + ".");
            yield return (FindingCode.ValueAltered, FindingSeverity.Forbidden);
        }
        var signer = certificate is null ? null : ParsedCertificate.Of(certificate);
        foreach (var unproven in UncoveredParts.Unproven(cms, signer, known)) candidate.Remark(unproven);
        if (!cms.HasOnlyZerosBehind || isUneven)
        {
            candidate.Remark("Bytes that nothing covers stand in the padding behind the value.");
            yield return (FindingCode.PaddingUsed, FindingSeverity.Warning);
        }
        if (cms.Signers[0].SignedAttribute(SignaturePolicy)?.Values is [var policy, ..])
        {
            yield return NamesPolicy(policy) ? (FindingCode.PolicyNamed, FindingSeverity.Note) : (FindingCode.PolicyDigestUnusable, FindingSeverity.Warning);
        }
    }

    // Every writer keeps to one case, and to two digits for each byte of the padding; another digit there says the same to every reader.
    private static (bool IsMixed, bool IsUneven) Writing(ByteSource source, PdfString contents)
    {
        var token = source.Window(contents.Start + 1, (int)(contents.End - contents.Start - 2));
        var isMixed = token.IndexOfAnyInRange((byte)'a', (byte)'f') >= 0 && token.IndexOfAnyInRange((byte)'A', (byte)'F') >= 0;
        return (isMixed, token.Length % 2 != 0 || token.IndexOfAnyInRange((byte)0, (byte)' ') >= 0);
    }

    // EN 319 122-1 §5.2.9: NULL means the implied policy; a digest of zero, of whatever length, that the digest is not known.
    private static bool NamesPolicy(ReadOnlyMemory<byte> value)
    {
        try
        {
            var reader = new AsnReader(value, AsnEncodingRules.BER);
            if (reader.PeekTag().HasSameClassAndValue(Asn1Tag.Null)) return true;
            var policy = reader.ReadSequence();
            policy.ReadObjectIdentifier();
            if (!policy.HasData) return true;
            var stated = policy.ReadSequence();
            var oid = DigestAlgorithms.ReadOid(stated);
            var digest = stated.ReadOctetString();
            if (!digest.AsSpan().ContainsAnyExcept((byte)0)) return true;
            return DigestAlgorithms.Find(oid) is { } hash && digest.Length == DigestAlgorithms.Length(hash);
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
