using System.Buffers.Binary;

namespace ThanhHoa.DigitalSignature.Pades.Appearance;

/// <summary>The parts of a TrueType font (ISO/IEC 14496-22) that a subset needs. Read once per process.</summary>
internal sealed class TrueTypeFont
{
    private static readonly Lazy<TrueTypeFont> RegularFont = new(() => new TrueTypeFont("Tinos-Regular"));
    private static readonly Lazy<TrueTypeFont> BoldFont = new(() => new TrueTypeFont("Tinos-Bold"));

    private readonly byte[] data;
    private readonly Dictionary<string, (int Offset, int Length)> tables = [];
    private readonly Dictionary<int, int> glyphs = [];
    private readonly int longMetrics;
    private readonly bool longLoca;

    private TrueTypeFont(string name)
    {
        Name = name;
        using var resource = typeof(TrueTypeFont).Assembly.GetManifestResourceStream($"{name}.ttf")
            ?? throw new InvalidOperationException($"The font {name} is not embedded.");
        data = new byte[resource.Length];
        resource.ReadExactly(data);
        for (int i = 0, count = U16(4); i < count; i++)
        {
            var entry = 12 + (i * 16);
            tables[System.Text.Encoding.ASCII.GetString(data, entry, 4)] = ((int)U32(entry + 8), (int)U32(entry + 12));
        }
        UnitsPerEm = U16(tables["head"].Offset + 18);
        longLoca = U16(tables["head"].Offset + 50) == 1;
        Ascent = S16(tables["hhea"].Offset + 4);
        Descent = S16(tables["hhea"].Offset + 6);
        longMetrics = U16(tables["hhea"].Offset + 34);
        var os2 = tables["OS/2"];
        CapHeight = U16(os2.Offset) >= 2 ? S16(os2.Offset + 88) : Ascent;
        for (var i = 0; i < 4; i++) BoundingBox[i] = Scale(S16(tables["head"].Offset + 36 + (i * 2)));
        ReadCharacterMap(tables["cmap"].Offset);
    }

    public static TrueTypeFont Regular => RegularFont.Value;

    public static TrueTypeFont Bold => BoldFont.Value;

    public string Name { get; }

    public int UnitsPerEm { get; }

    public int Ascent { get; }

    public int Descent { get; }

    public int CapHeight { get; }

    /// <summary>In thousandths of the em.</summary>
    public double[] BoundingBox { get; } = new double[4];

    /// <summary>The glyph of a code point; 0 when the font has none.</summary>
    public int Glyph(int codePoint) => glyphs.GetValueOrDefault(codePoint);

    public int AdvanceWidth(int glyph) => U16(tables["hmtx"].Offset + (Math.Min(glyph, longMetrics - 1) * 4));

    public int LeftSideBearing(int glyph) =>
        glyph < longMetrics ? S16(tables["hmtx"].Offset + (glyph * 4) + 2) : S16(tables["hmtx"].Offset + (longMetrics * 4) + ((glyph - longMetrics) * 2));

    public double Scale(int units) => units * 1000.0 / UnitsPerEm;

    public ReadOnlySpan<byte> Outline(int glyph)
    {
        var (loca, glyf) = (tables["loca"].Offset, tables["glyf"].Offset);
        var (start, end) = longLoca
            ? ((int)U32(loca + (glyph * 4)), (int)U32(loca + (glyph * 4) + 4))
            : (U16(loca + (glyph * 2)) * 2, U16(loca + (glyph * 2) + 2) * 2);
        return data.AsSpan(glyf + start, end - start);
    }

    public ReadOnlySpan<byte> Table(string tag) => data.AsSpan(tables[tag].Offset, tables[tag].Length);

    private int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(at));

    private int S16(int at) => BinaryPrimitives.ReadInt16BigEndian(data.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(at));

    // Format 4 covers the whole Basic Multilingual Plane, which is all a signature's text uses.
    private void ReadCharacterMap(int cmap)
    {
        var subtable = 0;
        for (int i = 0, count = U16(cmap + 2); i < count; i++)
        {
            var record = cmap + 4 + (i * 8);
            var at = cmap + (int)U32(record + 4);
            if (U16(record) is 0 or 3 && U16(at) == 4) subtable = at;
        }
        if (subtable == 0) throw new InvalidOperationException("The font has no Unicode character map.");
        var segments = U16(subtable + 6) / 2;
        var (ends, starts) = (subtable + 14, subtable + 16 + (segments * 2));
        var (deltas, ranges) = (starts + (segments * 2), starts + (segments * 4));
        for (var s = 0; s < segments; s++)
        {
            var range = U16(ranges + (s * 2));
            for (int c = U16(starts + (s * 2)), end = U16(ends + (s * 2)); c <= end && c < 0xFFFF; c++)
            {
                var glyph = c;
                if (range != 0) glyph = U16(ranges + (s * 2) + range + ((c - U16(starts + (s * 2))) * 2));
                if (range == 0 || glyph != 0) glyph = (glyph + U16(deltas + (s * 2))) & 0xFFFF;
                if (glyph != 0) glyphs[c] = glyph;
            }
        }
    }
}
