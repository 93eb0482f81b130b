using System.Formats.Asn1;
using System.Text;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>Compares names as RFC 5280 §7.1 asks: letters' case, repeated spaces and the string type do not matter.</summary>
internal static class DistinguishedNames
{
    public static bool AreEqual(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other)
    {
        if (one.Span.SequenceEqual(other.Span))
            return true;
        var (a, b) = (Canonical(one), Canonical(other));
        return a.Count == b.Count && StartsWith(a, b);
    }

    /// <summary>True when <paramref name="name"/> lies in the subtree under <paramref name="root"/> (RFC 5280 §4.2.1.10).</summary>
    public static bool IsWithin(ReadOnlyMemory<byte> name, ReadOnlyMemory<byte> root) => StartsWith(Canonical(name), Canonical(root));

    /// <summary>The values of one attribute type, e.g. emailAddress.</summary>
    public static IEnumerable<string> Values(ReadOnlyMemory<byte> name, string oid)
    {
        foreach (var set in Canonical(name))
        {
            foreach (var attribute in set.Split('\n'))
            {
                if (attribute.StartsWith(oid + "=", StringComparison.Ordinal))
                    yield return attribute[(oid.Length + 1)..];
            }
        }
    }

    private static bool StartsWith(List<string> name, List<string> root) =>
        root.Count <= name.Count && root.Zip(name).All(pair => string.Equals(pair.First, pair.Second, StringComparison.Ordinal));

    private static List<string> Canonical(ReadOnlyMemory<byte> name)
    {
        var sets = new List<string>();
        for (var list = new AsnReader(name, AsnEncodingRules.BER).ReadSequence(); list.HasData;)
        {
            var attributes = new List<string>();
            for (var set = list.ReadSetOf(skipSortOrderValidation: true); set.HasData;)
            {
                var attribute = set.ReadSequence();
                attributes.Add($"{attribute.ReadObjectIdentifier()}={Value(attribute)}");
            }
            attributes.Sort(StringComparer.Ordinal);
            sets.Add(string.Join('\n', attributes));
        }
        return sets;
    }

    private static string Value(AsnReader attribute)
    {
        var tag = attribute.PeekTag();
        if (tag.TagClass != TagClass.Universal || (UniversalTagNumber)tag.TagValue is not (UniversalTagNumber.UTF8String
            or UniversalTagNumber.PrintableString or UniversalTagNumber.IA5String or UniversalTagNumber.BMPString or UniversalTagNumber.T61String))
            return Convert.ToHexString(attribute.ReadEncodedValue().Span);
        var words = attribute.ReadCharacterString((UniversalTagNumber)tag.TagValue)
            .Normalize(NormalizationForm.FormKC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words).ToUpperInvariant();
    }
}
