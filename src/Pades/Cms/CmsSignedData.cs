using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Cms;

/// <summary>
/// A SignedData taken apart (RFC 5652 §5.1) without judging it. BER is accepted and zero padding behind it is measured,
/// because /Contents is usually wider than its value. Time and memory are linear in the bytes: nothing here recurses.
/// </summary>
internal sealed class CmsSignedData
{
    private const int LargestValue = 64 * 1024 * 1024;
    private const int MostCertificates = 256;
    private const int MostSigners = 16;
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);

    private CmsSignedData(ReadOnlyMemory<byte> value, ReadOnlyMemory<byte> padding)
    {
        Encoded = value;
        HasOnlyZerosBehind = !padding.Span.ContainsAnyExcept((byte)0);
        var contentInfo = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
        if (contentInfo.ReadObjectIdentifier() is not Oids.SignedData and var other)
            throw new AsnContentException($"The content is {other}, not SignedData.");
        var wrapped = contentInfo.ReadSequence(Context0);
        var signedData = wrapped.ReadSequence();
        Version = signedData.TryReadInt32(out var version) ? version : -1;
        DigestIdentifiers = ReadDigests(signedData);
        var encapsulated = signedData.ReadSequence();
        ContentType = encapsulated.ReadObjectIdentifier();
        if (encapsulated.HasData)
            Content = encapsulated.ReadSequence(Context0).ReadOctetString();
        Certificates = ReadCertificates(signedData);
        Crls = ReadCrls(signedData);
        Signers = ReadSigners(signedData);
        HasRemainder = contentInfo.HasData || wrapped.HasData || signedData.HasData || encapsulated.HasData || Signers.Any(signer => signer.HasRemainder);
    }

    /// <summary>The value itself, without the padding.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>False when something other than zeros hides behind the value, where no signature covers it.</summary>
    public bool HasOnlyZerosBehind { get; }
    public int Version { get; }

    /// <summary>digestAlgorithms, each an AlgorithmIdentifier.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> DigestIdentifiers { get; }

    /// <summary>Somewhere inside, something follows that RFC 5652 does not know.</summary>
    public bool HasRemainder { get; }
    public string ContentType { get; }

    /// <summary>Null for a detached signature.</summary>
    public ReadOnlyMemory<byte>? Content { get; }

    /// <summary>In the order found; what could not be read as a certificate is left out and counted.</summary>
    public IReadOnlyList<ParsedCertificate> Certificates { get; }
    public int UnreadableCertificates { get; private set; }

    /// <summary>Certificates of other kinds than X.509, such as attribute certificates, are among them (RFC 5652 §10.2.2).</summary>
    public bool HasOtherCertificates { get; private set; }
    public IReadOnlyList<ReadOnlyMemory<byte>> Crls { get; }
    public IReadOnlyList<CmsSigner> Signers { get; }

    /// <param name="contents">The whole decoded string of /Contents, or a time-stamp token.</param>
    /// <param name="cms">The parts, when true is returned.</param>
    /// <param name="problem">For engineers: why not, when false is returned.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> contents, [NotNullWhen(true)] out CmsSignedData? cms, [NotNullWhen(false)] out string? problem)
    {
        (cms, problem) = (null, null);
        if (contents.Length > LargestValue)
        {
            problem = $"The value has {contents.Length} bytes; more than {LargestValue} are not read.";
            return false;
        }
        try
        {
            AsnDecoder.ReadEncodedValue(contents.Span, AsnEncodingRules.BER, out _, out _, out var length);
            cms = new(contents[..length], contents[length..]);
            return true;
        }
        catch (AsnContentException malformed)
        {
            problem = malformed.InnerException?.Message ?? malformed.Message;
            return false;
        }
    }

    private static List<ReadOnlyMemory<byte>> ReadDigests(AsnReader signedData)
    {
        var found = new List<ReadOnlyMemory<byte>>();
        for (var set = signedData.ReadSetOf(skipSortOrderValidation: true); set.HasData;)
        {
            found.Add(set.ReadEncodedValue());
            if (found.Count > MostCertificates)
                throw new AsnContentException($"More than {MostCertificates} digests are named.");
        }
        return found;
    }

    private List<ParsedCertificate> ReadCertificates(AsnReader signedData)
    {
        var found = new List<ParsedCertificate>();
        if (!Next(signedData, Context0))
            return found;
        for (var set = signedData.ReadSetOf(skipSortOrderValidation: true, Context0); set.HasData;)
        {
            // Attribute certificates and other choices carry context tags; they identify nobody here.
            var encoded = set.ReadEncodedValue();
            if (encoded.Span[0] == 0x30 && ParsedCertificate.TryRead(encoded.Span) is { } certificate)
                found.Add(certificate);
            else
                (UnreadableCertificates, HasOtherCertificates) = (UnreadableCertificates + 1, HasOtherCertificates || encoded.Span[0] is 0xA0 or 0xA1 or 0xA2 or 0xA3);
            if (found.Count + UnreadableCertificates > MostCertificates)
                throw new AsnContentException($"More than {MostCertificates} certificates are embedded.");
        }
        return found;
    }

    private static List<ReadOnlyMemory<byte>> ReadCrls(AsnReader signedData)
    {
        var found = new List<ReadOnlyMemory<byte>>();
        if (Next(signedData, Context1))
        {
            for (var set = signedData.ReadSetOf(skipSortOrderValidation: true, Context1); set.HasData && found.Count < MostCertificates;)
                found.Add(set.ReadEncodedValue());
        }
        return found;
    }

    private static List<CmsSigner> ReadSigners(AsnReader signedData)
    {
        var found = new List<CmsSigner>();
        for (var set = signedData.ReadSetOf(skipSortOrderValidation: true); set.HasData;)
        {
            if (found.Count == MostSigners)
                throw new AsnContentException($"More than {MostSigners} signers are named.");
            found.Add(new CmsSigner(set.ReadSequence()));
        }
        return found;
    }

    private static bool Next(AsnReader reader, Asn1Tag tag) => reader.HasData && reader.PeekTag().HasSameClassAndValue(tag);
}
