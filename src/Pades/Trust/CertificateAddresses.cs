using System.Formats.Asn1;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>Where a certificate says its lists, its responder and its issuer's certificate are.</summary>
internal static class CertificateAddresses
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Uri = new(TagClass.ContextSpecific, 6);

    /// <summary>http and https addresses of cRLDistributionPoints (RFC 5280 §4.2.1.13).</summary>
    public static List<Uri> Lists(ParsedCertificate certificate) => Http(DistributionPointNames(certificate));

    /// <summary>http and https addresses of one access method of authorityInfoAccess (RFC 5280 §4.2.2.1).</summary>
    public static List<Uri> Access(ParsedCertificate certificate, string method)
    {
        var names = new List<ReadOnlyMemory<byte>>();
        if (!certificate.Extensions.TryGetValue(Oids.AuthorityInfoAccess, out var extension))
            return [];
        try
        {
            for (var list = new AsnReader(extension.Value, AsnEncodingRules.BER).ReadSequence(); list.HasData;)
            {
                var description = list.ReadSequence();
                if (description.ReadObjectIdentifier() == method)
                    names.Add(description.ReadEncodedValue());
            }
        }
        catch (AsnContentException)
        {
            return [];
        }
        return Http(names);
    }

    public static List<ReadOnlyMemory<byte>> DistributionPointNames(ParsedCertificate certificate)
    {
        var names = new List<ReadOnlyMemory<byte>>();
        if (!certificate.Extensions.TryGetValue(Oids.CrlDistributionPoints, out var extension))
            return names;
        try
        {
            for (var list = new AsnReader(extension.Value, AsnEncodingRules.BER).ReadSequence(); list.HasData;)
            {
                var point = list.ReadSequence();
                if (point.HasData && point.PeekTag().HasSameClassAndValue(Context0))
                    names.AddRange(CertificateRevocationList.ReadNames(point.ReadSequence(Context0)));
            }
        }
        catch (AsnContentException)
        {
            return [];
        }
        return names;
    }

    private static List<Uri> Http(IEnumerable<ReadOnlyMemory<byte>> names)
    {
        var found = new List<Uri>();
        foreach (var name in names)
        {
            var reader = new AsnReader(name, AsnEncodingRules.BER);
            if (!reader.PeekTag().HasSameClassAndValue(Uri))
                continue;
            var text = Encoding.ASCII.GetString(AsnDecoder.ReadOctetString(name.Span, AsnEncodingRules.BER, out _, Uri));
            if (System.Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
                found.Add(uri);
        }
        return found;
    }
}
