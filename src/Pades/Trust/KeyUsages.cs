using System.Formats.Asn1;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>RFC 5280 §4.2.1.9.</summary>
internal readonly record struct BasicConstraints(bool IsCa, int? PathLength)
{
    public static BasicConstraints Of(ParsedCertificate certificate)
    {
        if (!certificate.Extensions.TryGetValue(Oids.BasicConstraints, out var extension))
            return default;
        var fields = new AsnReader(extension.Value, AsnEncodingRules.BER).ReadSequence();
        var isCa = fields.HasData && fields.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && fields.ReadBoolean();
        return new(isCa, fields.HasData && fields.TryReadInt32(out var length) ? length : null);
    }
}

/// <summary>RFC 5280 §4.2.1.3 and §4.2.1.12.</summary>
internal static class KeyUsages
{
    public const int DigitalSignature = 0;
    public const int NonRepudiation = 1;
    public const int KeyCertSign = 5;
    public const int CrlSign = 6;

    /// <summary>True as well when the certificate does not restrict its key.</summary>
    public static bool Allow(ParsedCertificate certificate, params ReadOnlySpan<int> anyOf)
    {
        if (!certificate.Extensions.TryGetValue(Oids.KeyUsage, out var extension))
            return true;
        var bits = new AsnReader(extension.Value, AsnEncodingRules.BER).ReadBitString(out _);
        foreach (var bit in anyOf)
        {
            if (bit / 8 < bits.Length && (bits[bit / 8] & (0x80 >> (bit % 8))) != 0)
                return true;
        }
        return false;
    }

    /// <summary>True only when the purpose is named; anyExtendedKeyUsage is not enough where a standard demands one.</summary>
    public static bool HasPurpose(ParsedCertificate certificate, string purpose) => Purposes(certificate).Contains(purpose, StringComparer.Ordinal);

    public static List<string> Purposes(ParsedCertificate certificate)
    {
        var found = new List<string>();
        if (certificate.Extensions.TryGetValue(Oids.ExtendedKeyUsage, out var extension))
        {
            for (var list = new AsnReader(extension.Value, AsnEncodingRules.BER).ReadSequence(); list.HasData;)
                found.Add(list.ReadObjectIdentifier());
        }
        return found;
    }
}
