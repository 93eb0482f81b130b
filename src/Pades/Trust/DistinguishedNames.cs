using System.Formats.Asn1;
using System.Text;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>
/// Brings names into one form, so that equal strings are equal names as RFC 5280 §7.1 means it: letters' case, repeated
/// spaces and the string type do not matter. A subtree's form is a prefix of the form of every name in it.
/// </summary>
internal static class DistinguishedNames
{
    private const char EndOfSet = '\u0001';
    private const char BetweenAttributes = '\u0002';

    /// <exception cref="AsnContentException">The bytes are no Name.</exception>
    public static string Canonical(ReadOnlyMemory<byte> name)
    {
        var canonical = new StringBuilder();
        for (var sets = new AsnReader(name, AsnEncodingRules.BER).ReadSequence(); sets.HasData;)
        {
            var attributes = new List<string>();
            for (var set = sets.ReadSetOf(skipSortOrderValidation: true); set.HasData;)
            {
                var attribute = set.ReadSequence();
                attributes.Add($"{attribute.ReadObjectIdentifier()}={Value(attribute)}");
            }
            attributes.Sort(StringComparer.Ordinal);
            canonical.AppendJoin(BetweenAttributes, attributes).Append(EndOfSet);
        }
        return canonical.ToString();
    }

    /// <summary>The values of one attribute type, e.g. emailAddress, in a canonical name.</summary>
    public static IEnumerable<string> Values(string canonical, string oid) => canonical
        .Split([EndOfSet, BetweenAttributes])
        .Where(attribute => attribute.StartsWith(oid + "=", StringComparison.Ordinal))
        .Select(attribute => attribute[(oid.Length + 1)..]);

    private static string Value(AsnReader attribute)
    {
        var tag = attribute.PeekTag();
        var encoded = attribute.ReadEncodedValue();
        if (tag.TagClass == TagClass.Universal && (UniversalTagNumber)tag.TagValue is UniversalTagNumber.UTF8String or UniversalTagNumber.PrintableString
            or UniversalTagNumber.IA5String or UniversalTagNumber.BMPString or UniversalTagNumber.T61String)
        {
            try
            {
                return Fold(AsnDecoder.ReadCharacterString(encoded.Span, AsnEncodingRules.BER, (UniversalTagNumber)tag.TagValue, out _));
            }
            catch (AsnContentException)
            {
                // Letters that its string type does not have: compared by their bytes.
            }
        }
        return Convert.ToHexString(encoded.Span);
    }

    private static string Fold(string text)
    {
        // The separators above must not be forged from inside a value.
        var words = string.Concat(text.Select(c => c < ' ' ? ' ' : char.IsSurrogate(c) ? '\uFFFD' : c))
            .Normalize(NormalizationForm.FormKC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words).ToUpperInvariant();
    }
}
