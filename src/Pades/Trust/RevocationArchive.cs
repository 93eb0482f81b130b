using System.Formats.Asn1;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>
/// adbe-revocationInfoArchival (ISO 32000-2 §12.8.3.3.2): revocation data inside the CMS, as a signed attribute. It is what
/// remains for a document certified with P=1, to which no DSS may be added without breaking the certification.
/// </summary>
internal static class RevocationArchive
{
    private const int MostItems = 64;
    private static readonly Asn1Tag Lists = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Responses = new(TagClass.ContextSpecific, 1);

    /// <returns>A complete Attribute for <see cref="SignedAttributes.Build"/>.</returns>
    public static byte[] Write(RevocationData data)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.AdobeRevocationInfoArchival);
            using var values = writer.PushSetOf();
            using var archive = writer.PushSequence();
            WriteAll(writer, Lists, data.Lists.Select(l => l.Encoded));
            WriteAll(writer, Responses, data.OcspResponses.Select(r => r.Encoded));
        }
        return writer.Encode();
    }

    /// <summary>The readable lists and answers of a signer; none when the attribute is absent or malformed.</summary>
    public static (List<CertificateRevocationList> Lists, List<OcspResponse> Responses) Read(CmsSigner signer)
    {
        var (lists, responses) = (new List<CertificateRevocationList>(), new List<OcspResponse>());
        try
        {
            if (signer.SignedAttribute(Oids.AdobeRevocationInfoArchival)?.Values is not [var value, ..])
                return (lists, responses);
            var archive = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
            foreach (var encoded in ReadAll(archive, Lists))
            {
                if (CertificateRevocationList.TryRead(encoded, out var list, out _))
                    lists.Add(list);
            }
            foreach (var encoded in ReadAll(archive, Responses))
            {
                if (OcspResponse.TryRead(encoded, out var response, out _))
                    responses.Add(response);
            }
        }
        catch (AsnContentException)
        {
            // What was readable before the damage counts; each item is judged by its own signature anyway.
        }
        return (lists, responses);
    }

    private static void WriteAll(AsnWriter writer, Asn1Tag tag, IEnumerable<ReadOnlyMemory<byte>> items)
    {
        var all = items.ToList();
        if (all.Count == 0)
            return;
        using var choice = writer.PushSequence(tag);
        using var sequence = writer.PushSequence();
        foreach (var item in all)
            writer.WriteEncodedValue(item.Span);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> ReadAll(AsnReader archive, Asn1Tag tag)
    {
        if (!archive.HasData || !archive.PeekTag().HasSameClassAndValue(tag))
            yield break;
        var count = 0;
        for (var items = archive.ReadSequence(tag).ReadSequence(); items.HasData && count < MostItems; count++)
            yield return items.ReadEncodedValue();
    }
}
