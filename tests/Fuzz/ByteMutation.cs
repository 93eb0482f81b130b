using System.Globalization;
using System.Text;

namespace ThanhHoa.DigitalSignature.Fuzz;

/// <summary>Changes without knowledge of any structure but words and numbers.</summary>
internal static class ByteMutation
{
    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "obj", "endobj", "stream", "endstream", "xref", "trailer", "startxref", "%%EOF", "R", "null", "true", "<<", ">>", "[", "]", "<", ">", "(", ")", "/", "/Length", "/Filter", "/FlateDecode",
            "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode", "/DecodeParms", "/Predictor", "/Columns", "/Colors", "/Prev", "/XRefStm", "/Size", "/Root", "/W[1 4 2]", "/Index", "/ObjStm",
            "/XRef", "/N", "/First", "/Extends", "/Kids", "/Parent", "/Count", "/Type", "/Pages", "/Page", "/Annots", "/AcroForm", "/Fields", "/FT/Sig", "/V", "/ByteRange", "/Contents", "/SubFilter",
            "/ETSI.CAdES.detached", "/ETSI.RFC3161", "/adbe.pkcs7.detached", "/adbe.pkcs7.sha1", "/DSS", "/VRI", "/Certs", "/Encrypt", "/Standard", "/Perms", "/DocMDP", "/Reference", "/TransformParams",
            "/FieldMDP", "/Lock", "/StructTreeRoot", "/Font", "/ToUnicode", "/MediaBox", "/Rotate", "/Names", "/OpenAction", "/XFA", "0 0 R", "1 0 R", "65535 f", "#00", "\\377", "\r\n", "%", "BT", "Tj", "Do", "cm", "q",
        }.Select(Encoding.ASCII.GetBytes),
        // DER: tags and lengths that promise too much.
        [0x30, 0x80], [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x04, 0x00], [0x06, 0x00], [0x00, 0x00], [0xA0, 0x82, 0xFF, 0xFF], [0x02, 0x00], [0x18, 0x0F], [0x31, 0x00], [0x0A, 0x00], [0x03, 0x01],
    ];

    private static readonly long[] Numbers = [0, 1, -1, 2, 7, 99, 100, 255, 256, 65535, 65536, 8388607, 8388608, int.MaxValue, int.MinValue, 4294967295, long.MaxValue, long.MinValue];

    public static byte[] Apply(byte[] from, byte[] other, Random random)
    {
        var bytes = new List<byte>(from);
        for (var times = 1 << random.Next(5); times > 0 && bytes.Count > 0; times--) Once(bytes, other, random);
        return [.. bytes];
    }

    private static void Once(List<byte> bytes, byte[] other, Random random)
    {
        var at = random.Next(bytes.Count);
        switch (random.Next(10))
        {
            case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1: bytes[at] = (byte)random.Next(256); break;
            case 2: bytes[at] += (byte)(random.Next(35) - 17); break;
            case 3: Overwrite(bytes, at, Words[random.Next(Words.Length)]); break;
            case 4: bytes.InsertRange(at, Words[random.Next(Words.Length)]); break;
            case 5: bytes.RemoveRange(at, Math.Min(bytes.Count - at, Length(random))); break;
            case 6: bytes.InsertRange(at, Piece([.. bytes], random)); break;
            case 7: Overwrite(bytes, at, Piece(other, random)); break;
            case 8: bytes.InsertRange(at, Piece(other, random)); break;
            default: ChangeNumber(bytes, at, random); break;
        }
    }

    private static int Length(Random random) => 1 + random.Next(1 << random.Next(1, 11));

    private static byte[] Piece(byte[] of, Random random)
    {
        var at = random.Next(of.Length);
        return of.AsSpan(at, Math.Min(of.Length - at, Length(random))).ToArray();
    }

    private static void Overwrite(List<byte> bytes, int at, byte[] with)
    {
        for (var i = 0; i < with.Length && at + i < bytes.Count; i++) bytes[at + i] = with[i];
    }

    private static void ChangeNumber(List<byte> bytes, int at, Random random)
    {
        var start = at;
        while (start < bytes.Count && !char.IsAsciiDigit((char)bytes[start])) start++;
        var end = start;
        while (end < bytes.Count && char.IsAsciiDigit((char)bytes[end])) end++;
        if (start == end) return;
        var text = Numbers[random.Next(Numbers.Length)].ToString(CultureInfo.InvariantCulture);
        // Mostly of the same width, so that everything behind it stays in its place.
        if (random.Next(3) > 0) text = text.Length > end - start ? text[..(end - start)] : text.PadLeft(end - start, '0');
        bytes.RemoveRange(start, end - start);
        bytes.InsertRange(start, Encoding.ASCII.GetBytes(text));
    }
}
