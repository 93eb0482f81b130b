using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Appearance;

/// <summary>
/// The glyphs of one text as a CID font (ISO 32000-2 §9.7): glyphs numbered anew, hints left out, so that a signature
/// carries a few kilobytes of font and its text can be copied out again.
/// </summary>
internal sealed class FontSubset(TrueTypeFont font)
{
    // The same person signs many documents with the same words; about 15 KB each.
    private const int MostKept = 64;
    private static readonly ConcurrentDictionary<string, Parts> Kept = new(StringComparer.Ordinal);

    private readonly List<int> glyphs = [0];
    private readonly Dictionary<int, int> numbers = new() { [0] = 0 };
    private readonly SortedDictionary<int, int> characters = [];

    /// <summary>The text's codes in hexadecimal, ready for Tj; registers its glyphs.</summary>
    public string Encode(string text)
    {
        var codes = new StringBuilder(text.Length * 4);
        foreach (var rune in text.EnumerateRunes())
        {
            var glyph = font.Glyph(rune.Value);
            if (glyph == 0) throw new PdfException(PdfErrorCode.PlanInvalid, $"The font has no letter for U+{rune.Value:X4}");
            var number = Number(glyph);
            characters.TryAdd(number, rune.Value);
            codes.Append(number.ToString("X4", CultureInfo.InvariantCulture));
        }
        return codes.ToString();
    }

    /// <summary>Adds the font's objects to a revision or a new document, by what adds an object there.</summary>
    public PdfReference AddTo(Func<PdfObject, PdfReference> add)
    {
        var parts = Make();
        var file = add(new PdfStream(new PdfDictionary { ["Length1"] = new PdfNumber(parts.ProgramLength), ["Filter"] = new PdfName("FlateDecode") }, parts.Program));
        var descriptor = add(new PdfDictionary
        {
            ["Type"] = new PdfName("FontDescriptor"),
            ["FontName"] = new PdfName(parts.Name),
            ["Flags"] = new PdfNumber(4),
            ["FontBBox"] = PdfArray.Of(font.BoundingBox),
            ["ItalicAngle"] = new PdfNumber(0),
            ["Ascent"] = new PdfNumber(font.Scale(font.Ascent)),
            ["Descent"] = new PdfNumber(font.Scale(font.Descent)),
            ["CapHeight"] = new PdfNumber(font.Scale(font.CapHeight)),
            ["StemV"] = new PdfNumber(80),
            ["FontFile2"] = file,
        });
        var descendant = new PdfDictionary
        {
            ["Type"] = new PdfName("Font"),
            ["Subtype"] = new PdfName("CIDFontType2"),
            ["BaseFont"] = new PdfName(parts.Name),
            ["CIDSystemInfo"] = new PdfDictionary { ["Registry"] = TextString.Encode("Adobe"), ["Ordering"] = TextString.Encode("Identity"), ["Supplement"] = new PdfNumber(0) },
            ["FontDescriptor"] = descriptor,
            ["W"] = new PdfArray([new PdfNumber(0), new PdfArray(parts.Widths.Select(width => new PdfNumber(width)))]),
            ["CIDToGIDMap"] = new PdfName("Identity"),
        };
        return add(new PdfDictionary
        {
            ["Type"] = new PdfName("Font"),
            ["Subtype"] = new PdfName("Type0"),
            ["BaseFont"] = new PdfName(parts.Name),
            ["Encoding"] = new PdfName("Identity-H"),
            ["DescendantFonts"] = new PdfArray([add(descendant)]),
            ["ToUnicode"] = add(new PdfStream(new PdfDictionary { ["Filter"] = new PdfName("FlateDecode") }, parts.ToUnicode)),
        });
    }

    // Which letters, in which order, decides everything about the subset.
    private Parts Make()
    {
        var key = $"{font.Name} {string.Concat(characters.Values.Select(char.ConvertFromUtf32))}";
        if (Kept.TryGetValue(key, out var known)) return known;
        var program = Program();
        var widths = glyphs.Select(glyph => Math.Round(font.Scale(font.AdvanceWidth(glyph)))).ToArray();
        if (Kept.Count >= MostKept) Kept.Clear();
        return Kept[key] = new Parts(Tag(program), program.Length, Deflate.Compress(program), Deflate.Compress(ToUnicode()), widths);
    }

    private int Number(int glyph)
    {
        if (numbers.TryGetValue(glyph, out var number)) return number;
        numbers[glyph] = number = glyphs.Count;
        glyphs.Add(glyph);
        return number;
    }

    private string Tag(byte[] program)
    {
        var hash = SHA256.HashData(program);
        var tag = new char[6];
        for (var i = 0; i < 6; i++) tag[i] = (char)('A' + (hash[i] % 26));
        return $"{new string(tag)}+{font.Name}";
    }

    private byte[] ToUnicode()
    {
        var map = new StringBuilder(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        foreach (var block in characters.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{block.Length} beginbfchar\n");
            foreach (var (number, codePoint) in block) map.Append(CultureInfo.InvariantCulture, $"<{number:X4}> <{codePoint:X4}>\n");
            map.Append("endbfchar\n");
        }
        map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        return Encoding.ASCII.GetBytes(map.ToString());
    }

    private byte[] Program()
    {
        using var outlines = new MemoryStream();
        var offsets = new List<int> { 0 };
        // Components of composed letters join the list while it is walked.
        for (var i = 0; i < glyphs.Count; i++)
        {
            outlines.Write(GlyphWithoutHints(font.Outline(glyphs[i]).ToArray()));
            while (outlines.Length % 4 != 0) outlines.WriteByte(0);
            offsets.Add((int)outlines.Length);
        }
        var loca = new byte[offsets.Count * 4];
        for (var i = 0; i < offsets.Count; i++) BinaryPrimitives.WriteInt32BigEndian(loca.AsSpan(i * 4), offsets[i]);
        var metrics = new byte[glyphs.Count * 4];
        for (var i = 0; i < glyphs.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(metrics.AsSpan(i * 4), (ushort)font.AdvanceWidth(glyphs[i]));
            BinaryPrimitives.WriteInt16BigEndian(metrics.AsSpan((i * 4) + 2), (short)font.LeftSideBearing(glyphs[i]));
        }
        var head = font.Table("head").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(50), 1);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0);
        var hhea = font.Table("hhea").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), (ushort)glyphs.Count);
        var maxp = font.Table("maxp").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(4), (ushort)glyphs.Count);
        return SfntWriter.Write([("glyf", outlines.ToArray()), ("head", head), ("hhea", hhea), ("hmtx", metrics), ("loca", loca), ("maxp", maxp)]);
    }

    private byte[] GlyphWithoutHints(byte[] glyph)
    {
        if (glyph.Length < 10) return [];
        var contours = BinaryPrimitives.ReadInt16BigEndian(glyph);
        return contours < 0 ? Composite(glyph) : Simple(glyph, contours);
    }

    private static byte[] Simple(byte[] glyph, int contours)
    {
        var hints = 10 + (contours * 2);
        var length = BinaryPrimitives.ReadUInt16BigEndian(glyph.AsSpan(hints));
        return [.. glyph.AsSpan(0, hints), 0, 0, .. glyph.AsSpan(hints + 2 + length)];
    }

    private byte[] Composite(byte[] glyph)
    {
        const int WordArguments = 0x1, Scaled = 0x8, More = 0x20, ScaledXy = 0x40, Matrix = 0x80, Instructions = 0x100;
        var at = 10;
        int flags;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(glyph.AsSpan(at));
            BinaryPrimitives.WriteUInt16BigEndian(glyph.AsSpan(at), (ushort)(flags & ~Instructions));
            var component = BinaryPrimitives.ReadUInt16BigEndian(glyph.AsSpan(at + 2));
            BinaryPrimitives.WriteUInt16BigEndian(glyph.AsSpan(at + 2), (ushort)Number(component));
            at += 4 + ((flags & WordArguments) != 0 ? 4 : 2);
            at += (flags & Scaled) != 0 ? 2 : (flags & ScaledXy) != 0 ? 4 : (flags & Matrix) != 0 ? 8 : 0;
        }
        while ((flags & More) != 0);
        return glyph[..at];
    }

    private sealed record Parts(string Name, int ProgramLength, byte[] Program, byte[] ToUnicode, double[] Widths);
}
