using System.Formats.Asn1;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>authorityKeyIdentifier against subjectKeyIdentifier (RFC 5280 §4.2.1.1, §4.2.1.2).</summary>
internal static class KeyIdentifiers
{
    private static readonly Asn1Tag KeyIdentifier = new(TagClass.ContextSpecific, 0);

    // No two keys have identifiers as near as this; one of them was altered.
    private const int Nearly = 2;

    /// <summary>1 when they agree, 0 when one is missing, -1 when they differ.</summary>
    public static int Match(ParsedCertificate certificate, ParsedCertificate issuer) => Compare(certificate, issuer) switch { null => 0, 0 => 1, _ => -1 };

    /// <summary>They differ, but in so few bytes that they were once the same.</summary>
    public static bool WereTheSame(ParsedCertificate certificate, ParsedCertificate issuer) => Compare(certificate, issuer) is > 0 and <= Nearly;

    // How many bytes differ; null when one is missing.
    private static int? Compare(ParsedCertificate certificate, ParsedCertificate issuer)
    {
        try
        {
            if (!certificate.Extensions.TryGetValue(Oids.AuthorityKeyIdentifier, out var authority)
                || !issuer.Extensions.TryGetValue(Oids.SubjectKeyIdentifier, out var subject))
                return null;
            var fields = new AsnReader(authority.Value, AsnEncodingRules.BER).ReadSequence();
            if (!fields.HasData || !fields.PeekTag().HasSameClassAndValue(KeyIdentifier))
                return null;
            var wanted = fields.ReadOctetString(KeyIdentifier);
            var own = new AsnReader(subject.Value, AsnEncodingRules.BER).ReadOctetString();
            return own.Length == wanted.Length ? own.Zip(wanted).Count(pair => pair.First != pair.Second) : int.MaxValue;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
