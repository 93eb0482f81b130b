using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>Why a certificate was revoked (RFC 5280 §5.3.1).</summary>
public enum RevocationReason
{
    /// <summary>No reason given.</summary>
    Unspecified = 0,

    /// <summary>The private key is or may be in other hands.</summary>
    KeyCompromise = 1,

    /// <summary>The authority's key is or may be in other hands.</summary>
    CaCompromise = 2,

    /// <summary>Name or post changed.</summary>
    AffiliationChanged = 3,

    /// <summary>Replaced by another certificate.</summary>
    Superseded = 4,

    /// <summary>No longer needed.</summary>
    CessationOfOperation = 5,

    /// <summary>Suspended, perhaps not for ever.</summary>
    CertificateHold = 6,

    /// <summary>A hold is lifted; appears in delta lists only.</summary>
    RemoveFromCrl = 8,

    /// <summary>A right was withdrawn.</summary>
    PrivilegeWithdrawn = 9,

    /// <summary>The key of an attribute authority is or may be in other hands.</summary>
    AaCompromise = 10,
}

/// <summary>That a certificate was revoked, since when and why.</summary>
public sealed record RevokedCertificate(DateTimeOffset Since, RevocationReason Reason);

/// <summary>
/// A complete CRL (RFC 5280 §5). Indirect, delta and partial lists are refused rather than half understood. Entries stay
/// encoded: reading a list of 32 MB costs no more memory than the list.
/// </summary>
public sealed class CertificateRevocationList
{
    private const int LargestList = 32 * 1024 * 1024;
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);

    private readonly ReadOnlyMemory<byte> signedPart;
    private readonly ReadOnlyMemory<byte> signature;
    private readonly SignatureAlgorithm? algorithm;
    private readonly ReadOnlyMemory<byte> entries;

    private CertificateRevocationList(ReadOnlyMemory<byte> encoded)
    {
        Encoded = encoded;
        var outer = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        signedPart = outer.PeekEncodedValue();
        var list = outer.ReadSequence();
        algorithm = SignatureAlgorithm.Read(outer.ReadEncodedValue());
        signature = ParsedCertificate.ReadSignature(outer);
        outer.ThrowIfNotEmpty();
        if (list.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
            list.ReadInteger();
        list.ReadEncodedValue();
        IssuerName = DistinguishedNames.Canonical(list.ReadEncodedValue());
        ThisUpdate = ParsedCertificate.ReadTime(list);
        if (list.HasData && IsTime(list.PeekTag()))
            NextUpdate = ParsedCertificate.ReadTime(list);
        if (list.HasData && list.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
        {
            AsnDecoder.ReadSequence(list.PeekEncodedValue().Span, AsnEncodingRules.BER, out var offset, out var length, out _);
            entries = list.ReadEncodedValue().Slice(offset, length);
        }
        var extensions = ParsedCertificate.ReadExtensions(list, tagNumber: 0);
        if (extensions.TryGetValue(Oids.CrlNumber, out var number))
            Number = new AsnReader(number.Value, AsnEncodingRules.BER).ReadIntegerBytes();
        ReadScope(extensions);
    }

    /// <summary>The list as received, for a DSS.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>When the list was made.</summary>
    public DateTimeOffset ThisUpdate { get; }

    /// <summary>When the next list comes at the latest; null when the issuer does not promise one.</summary>
    public DateTimeOffset? NextUpdate { get; }

    /// <summary>In the form that compares.</summary>
    internal string IssuerName { get; }
    internal ReadOnlyMemory<byte>? Number { get; }
    internal bool OnlyUserCertificates { get; private set; }
    internal bool OnlyCaCertificates { get; private set; }

    /// <summary>Names of the distribution point the list is for, encoded; empty when it is for all.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> DistributionPoint { get; private set; } = [];

    /// <summary>Reads a list in DER or BER, up to 32 MB.</summary>
    /// <param name="encoded">The bytes; kept, not copied.</param>
    /// <param name="list">The list, when true is returned.</param>
    /// <param name="problem">For engineers: what is wrong or not supported, when false is returned.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out CertificateRevocationList? list, [NotNullWhen(false)] out string? problem)
    {
        (list, problem) = (null, null);
        if (encoded.Length > LargestList)
        {
            problem = $"The list has {encoded.Length} bytes; more than {LargestList} are not read.";
            return false;
        }
        try
        {
            list = new(encoded);
            return true;
        }
        catch (AsnContentException malformed)
        {
            problem = malformed.InnerException?.Message ?? malformed.Message;
            return false;
        }
    }

    internal bool IsSignedBy(ParsedCertificate issuer) => algorithm is not null && issuer.Key.Verify(algorithm, signedPart.Span, signature.Span);

    internal SignatureAlgorithm? Algorithm => algorithm;

    /// <summary>The entry of a serial number (big endian, as in the certificate); null when it is not listed.</summary>
    /// <exception cref="AsnContentException">An entry is malformed.</exception>
    internal RevokedCertificate? Find(ReadOnlySpan<byte> serialNumber)
    {
        // Most serials are not listed, and then their bytes are nowhere in the list: a plain search is 50 times faster than a walk.
        var rest = entries.Span;
        if (rest.IndexOf(serialNumber) < 0)
            return null;
        while (!rest.IsEmpty)
        {
            AsnDecoder.ReadEncodedValue(rest, AsnEncodingRules.BER, out _, out _, out var length);
            AsnDecoder.ReadSequence(rest, AsnEncodingRules.BER, out var offset, out var contentLength, out _);
            if (AsnDecoder.ReadIntegerBytes(rest.Slice(offset, contentLength), AsnEncodingRules.BER, out _).SequenceEqual(serialNumber))
                return ReadEntry(entries[^rest.Length..][..length]);
            rest = rest[length..];
        }
        return null;
    }

    /// <summary>The serial numbers on the list, as <see cref="System.Security.Cryptography.X509Certificates.X509Certificate2.SerialNumber"/> writes them.</summary>
    /// <exception cref="AsnContentException">An entry is malformed.</exception>
    public IEnumerable<string> RevokedSerialNumbers()
    {
        for (var rest = entries; !rest.IsEmpty;)
        {
            AsnDecoder.ReadSequence(rest.Span, AsnEncodingRules.BER, out var offset, out var contentLength, out var length);
            var serial = AsnDecoder.ReadIntegerBytes(rest.Span.Slice(offset, contentLength), AsnEncodingRules.BER, out _);
            yield return Convert.ToHexString(serial);
            rest = rest[length..];
        }
    }

    private static RevokedCertificate ReadEntry(ReadOnlyMemory<byte> encoded)
    {
        var entry = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        entry.ReadInteger();
        var since = ParsedCertificate.ReadTime(entry);
        var reason = RevocationReason.Unspecified;
        if (entry.HasData)
        {
            for (var extensions = entry.ReadSequence(); extensions.HasData;)
            {
                var extension = CertificateExtension.Read(extensions.ReadSequence());
                if (extension.Oid == Oids.CrlReason)
                    reason = new AsnReader(extension.Value, AsnEncodingRules.BER).ReadEnumeratedValue<RevocationReason>();
                else if (extension.Oid == Oids.CertificateIssuer)
                    throw new AsnContentException("An entry names another issuer, as only indirect lists may.");
            }
        }
        return new(since, reason);
    }

    private void ReadScope(Dictionary<string, CertificateExtension> extensions)
    {
        foreach (var extension in extensions.Values)
        {
            if (extension.Oid == Oids.DeltaCrlIndicator)
                throw new AsnContentException("Delta lists are not supported; the complete list is needed.");
            if (extension.IsCritical && extension.Oid is not (Oids.IssuingDistributionPoint or Oids.AuthorityKeyIdentifier or Oids.CrlNumber))
                throw new AsnContentException($"The critical extension {extension.Oid} is not known (RFC 5280 §5.2).");
        }
        if (!extensions.TryGetValue(Oids.IssuingDistributionPoint, out var point))
            return;
        for (var fields = new AsnReader(point.Value, AsnEncodingRules.BER).ReadSequence(); fields.HasData;)
        {
            var tag = fields.PeekTag();
            // Of another class, its number says nothing.
            switch (tag.TagClass == TagClass.ContextSpecific ? tag.TagValue : -1)
            {
                case 0:
                    DistributionPoint = ReadNames(fields.ReadSequence(tag));
                    break;
                case 1:
                    OnlyUserCertificates = fields.ReadBoolean(tag);
                    break;
                case 2:
                    OnlyCaCertificates = fields.ReadBoolean(tag);
                    break;
                case 3:
                    throw new AsnContentException("Lists for some reasons only are not supported.");
                case 4:
                    if (fields.ReadBoolean(tag))
                        throw new AsnContentException("Indirect lists are not supported.");
                    break;
                case 5:
                    if (fields.ReadBoolean(tag))
                        throw new AsnContentException("Lists of attribute certificates are not supported.");
                    break;
                default:
                    throw new AsnContentException("The scope of the list has a field that is not known.");
            }
        }
    }

    internal static List<ReadOnlyMemory<byte>> ReadNames(AsnReader distributionPointName)
    {
        var names = new List<ReadOnlyMemory<byte>>();
        if (!distributionPointName.PeekTag().HasSameClassAndValue(Context0))
            throw new AsnContentException("Distribution points named relative to their issuer are not supported.");
        for (var fullName = distributionPointName.ReadSequence(Context0); fullName.HasData;)
            names.Add(fullName.ReadEncodedValue());
        return names;
    }

    private static bool IsTime(Asn1Tag tag) => tag.HasSameClassAndValue(Asn1Tag.UtcTime) || tag.HasSameClassAndValue(Asn1Tag.GeneralizedTime);
}
