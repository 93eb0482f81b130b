using System.Formats.Asn1;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>authorityKeyIdentifier against subjectKeyIdentifier (RFC 5280 §4.2.1.1, §4.2.1.2).</summary>
internal static class KeyIdentifiers
{
    private static readonly Asn1Tag KeyIdentifier = new(TagClass.ContextSpecific, 0);

    /// <summary>1 when they agree, 0 when one is missing, -1 when they differ.</summary>
    public static int Match(ParsedCertificate certificate, ParsedCertificate issuer)
    {
        try
        {
            if (!certificate.Extensions.TryGetValue(Oids.AuthorityKeyIdentifier, out var authority)
                || !issuer.Extensions.TryGetValue(Oids.SubjectKeyIdentifier, out var subject))
                return 0;
            var fields = new AsnReader(authority.Value, AsnEncodingRules.BER).ReadSequence();
            if (!fields.HasData || !fields.PeekTag().HasSameClassAndValue(KeyIdentifier))
                return 0;
            var wanted = fields.ReadOctetString(KeyIdentifier);
            return new AsnReader(subject.Value, AsnEncodingRules.BER).ReadOctetString().AsSpan().SequenceEqual(wanted) ? 1 : -1;
        }
        catch (AsnContentException)
        {
            return 0;
        }
    }
}
