using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Fuzz;

/// <summary>Changes that keep a file readable as far as it takes to get behind the reader: mended tables, and updates after a signature.</summary>
internal static partial class PdfMutation
{
    private static readonly string[] Keys =
    [
        "Type", "Subtype", "Kids", "Parent", "Count", "Contents", "Resources", "Annots", "AcroForm", "Fields", "FT", "T", "V", "AP", "N", "Rect", "P", "F", "Ff", "Lock", "DSS", "VRI", "Certs", "CRLs", "OCSPs", "Perms", "DocMDP",
        "Reference", "TransformMethod", "TransformParams", "ByteRange", "SubFilter", "Filter", "DecodeParms", "StructTreeRoot", "K", "ParentTree", "Extensions", "Version", "Metadata", "XFA", "DR", "DA", "MK", "Names", "MediaBox",
        "CropBox", "Rotate", "OpenAction", "AA", "A", "OCProperties", "Length", "Prev", "Size", "Root", "Encrypt", "Action", "TU", "Font", "ToUnicode", "Encoding", "Widths", "DescendantFonts", "Opt", "AS", "Dests", "Outlines",
    ];

    public static byte[] Apply(byte[] from, byte[] other, Random random) => random.Next(4) switch
    {
        0 => ByteMutation.Apply(from, other, random),
        1 => Mend(ByteMutation.Apply(from, other, random)),
        _ => Update(from, random) ?? ByteMutation.Apply(from, other, random),
    };

    // A new table behind the file that lists every object where it now stands.
    private static byte[] Mend(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var places = new SortedDictionary<int, (int Offset, string Generation)>();
        foreach (Match match in Head().Matches(text))
        {
            if (int.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var number) && places.Count < 5000) places[number] = (match.Groups[1].Index, match.Groups[2].Value);
        }
        var trailer = Trailer().Matches(text) is { Count: > 0 } all ? all[^1].Groups["dictionary"].Value : $"<</Size {places.Keys.LastOrDefault() + 1}/Root {Catalog().Match(text).Groups[1].Value} 0 R>>";
        var table = new StringBuilder("\nxref\n");
        foreach (var (number, (offset, generation)) in places) table.Append(CultureInfo.InvariantCulture, $"{number} 1\n{offset:0000000000} {generation.PadLeft(5, '0')} n\r\n");
        table.Append(CultureInfo.InvariantCulture, $"trailer\n{trailer}\nstartxref\n{pdf.Length + 1}\n%%EOF\n");
        return [.. pdf, .. Encoding.Latin1.GetBytes(table.ToString())];
    }

    private static byte[]? Update(byte[] from, Random random)
    {
        try
        {
            var file = PdfFile.Open(new ByteSource(new MemoryStream(from)));
            if (file.IsEncrypted) file.Unlock(null);
            var revision = new Revision(file);
            for (var objects = 1 + random.Next(3); objects > 0; objects--)
            {
                var number = random.Next(1, Math.Max(2, Math.Min(file.NextObjectNumber, 2000)));
                if (file.Find(number) is not { Kind: not XrefEntryKind.Free } entry) continue;
                var reference = new PdfReference(number, entry.Kind == XrefEntryKind.InFile ? entry.Extra : 0);
                revision.Replace(reference, Change(file, file.Load(reference), random, 0));
            }
            return [.. from, .. revision.Write()];
        }
        catch (PdfException)
        {
            return null;
        }
    }

    private static PdfObject Change(PdfFile file, PdfObject value, Random random, int depth)
    {
        switch (value)
        {
            case PdfDictionary dictionary:
                return Change(file, dictionary, random, depth);
            case PdfStream stream:
                var data = file.RawData(stream, 1 << 20);
                if (random.Next(2) == 0 && data.Length > 0) data = ByteMutation.Apply(data, data, random);
                return new PdfStream(random.Next(3) == 0 ? Change(file, stream.Dictionary, random, depth) : stream.Dictionary, data);
            case PdfArray { Count: > 0 } array when depth < 8:
                var items = array.Items.ToList();
                var at = random.Next(items.Count);
                switch (random.Next(4))
                {
                    case 0: items.RemoveAt(at); break;
                    case 1: items.Insert(at, Any(file, random)); break;
                    case 2: items.Add(items[at]); break;
                    default: items[at] = Change(file, items[at], random, depth + 1); break;
                }
                return new PdfArray(items);
            default:
                return Any(file, random);
        }
    }

    private static PdfDictionary Change(PdfFile file, PdfDictionary dictionary, Random random, int depth)
    {
        var changed = new PdfDictionary(dictionary);
        var keys = dictionary.Entries.Keys.ToList();
        for (var times = 1 + random.Next(3); times > 0; times--)
        {
            var key = keys.Count > 0 && random.Next(3) > 0 ? keys[random.Next(keys.Count)] : Keys[random.Next(Keys.Length)];
            changed[key] = random.Next(4) switch
            {
                0 => null,
                1 => Any(file, random),
                _ when depth < 8 && dictionary[key] is { } old => Change(file, old, random, depth + 1),
                _ => Any(file, random),
            };
        }
        return changed;
    }

    private static PdfObject Any(PdfFile file, Random random) => random.Next(9) switch
    {
        0 => new PdfNumber(random.Next(-3, 300)),
        1 => new PdfNumber((long)random.Next() << random.Next(33)),
        2 => new PdfName(Keys[random.Next(Keys.Length)]),
        3 => new PdfString(Encoding.ASCII.GetBytes(Keys[random.Next(Keys.Length)])),
        4 => new PdfDictionary { [Keys[random.Next(Keys.Length)]] = new PdfReference(random.Next(1, file.NextObjectNumber + 1), 0), ["Type"] = new PdfName(Keys[random.Next(Keys.Length)]) },
        5 => new PdfArray(Enumerable.Range(0, random.Next(6)).Select(_ => (PdfObject)new PdfNumber(random.Next(700)))),
        6 => PdfNull.Instance,
        _ => new PdfReference(random.Next(1, file.NextObjectNumber + 1), 0),
    };

    [GeneratedRegex(@"(\d{1,9})[ \r\n]+(\d{1,5})[ \r\n]+obj")]
    private static partial Regex Head();

    [GeneratedRegex(@"trailer\s*(?<dictionary><<.{0,2000}?>>)\s*startxref", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Trailer();

    [GeneratedRegex(@"(\d{1,9}) 0 obj\s*<<[^>]*/Catalog")]
    private static partial Regex Catalog();
}
