using System.Collections.Concurrent;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Signing;

/// <summary>The kinds of input of the matrix: one page with a text to stand at, in every layout and cipher.</summary>
internal static class MatrixDocuments
{
    public const string Anchor = "CHU TICH";

    public static readonly IReadOnlyList<string> Kinds = ["classic", "object streams", "hybrid", "linearised", "PDF 2.0", "RC4-128", "AES-128", "AES-256"];

    private static readonly ConcurrentDictionary<string, Lazy<byte[]>> Made = new(StringComparer.Ordinal);

    public static byte[] Make(string kind) => Made.GetOrAdd(kind, name => new Lazy<byte[]>(() => Produce(name))).Value;

    /// <summary>The password that opens the kind for reading; null when it is not encrypted. The owner's is "owner".</summary>
    public static string? Password(string kind) => kind is "RC4-128" or "AES-128" or "AES-256" ? "open" : null;

    private static byte[] Produce(string kind) => kind switch
    {
        "classic" => Classic(),
        "object streams" => Producers.Qpdf(Classic(), "--object-streams=generate"),
        "hybrid" => Hybrid(),
        "linearised" => Producers.Qpdf(Classic(), "--linearize"),
        "PDF 2.0" => Producers.Qpdf(Classic(), "--force-version=2.0"),
        "RC4-128" => Locked("128", "--use-aes=n"),
        "AES-128" => Locked("128", "--use-aes=y"),
        "AES-256" => Locked("256"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind."),
    };

    private static byte[] Locked(params string[] cipher) => Producers.Qpdf(Classic(), ["--allow-weak-crypto", "--encrypt", "open", "owner", .. cipher, "--"]);

    private static byte[] Classic() => Body(new HandMade("1.4"), "").Close("/Size 6/Root 1 0 R/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]").ToBytes();

    private static byte[] Hybrid()
    {
        var pdf = Body(new HandMade("1.5"), "/AcroForm 7 0 R");
        var container = pdf.Position;
        pdf.Raw("6 0 obj\n<</Type/ObjStm/N 1/First 4/Length 17>>\nstream\n7 0 <</Fields[]>>\nendstream\nendobj\n");
        var stream = pdf.Position;
        var entries = $"01{container:X8}0000" + "02000000060000" + $"01{stream:X8}0000";
        pdf.Raw($"8 0 obj\n<</Type/XRef/Size 9/W[1 4 2]/Index[6 3]/Root 1 0 R/Filter/ASCIIHexDecode/Length {entries.Length + 1}>>\nstream\n{entries}>\nendstream\nendobj\n");
        return pdf.Close($"/Size 9/Root 1 0 R/XRefStm {stream}").ToBytes();
    }

    private static HandMade Body(HandMade pdf, string catalog) => pdf
        .Object(1, $"<</Type/Catalog/Pages 2 0 R{catalog}>>")
        .Object(2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>")
        .Object(3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>")
        .Stream(4, "", $"BT /F 14 Tf 300 300 Td ({Anchor}) Tj ET")
        .Object(5, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
}
