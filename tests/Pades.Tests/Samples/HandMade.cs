using System.Globalization;
using System.Text;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Samples;

/// <summary>Files written byte by byte, where a test needs a structure that no producer makes on demand.</summary>
internal sealed class HandMade
{
    private readonly List<byte> file = [];
    private readonly SortedDictionary<int, (long Offset, char Kind)> places = [];

    public HandMade(string version = "1.7") => Raw($"%PDF-{version}\n%\u00e2\u00e3\u00cf\u00d3\n");

    public long Position => file.Count;

    public HandMade Raw(string text)
    {
        file.AddRange(Encoding.Latin1.GetBytes(text));
        return this;
    }

    public HandMade Object(int number, string body)
    {
        places[number] = (file.Count, 'n');
        return Raw(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n{body}\nendobj\n"));
    }

    public HandMade Stream(int number, string entries, string data)
    {
        return Object(number, string.Create(CultureInfo.InvariantCulture, $"<<{entries}/Length {Encoding.Latin1.GetByteCount(data)}>>\nstream\n{data}\nendstream"));
    }

    /// <summary>Writes table, trailer and end; forgets the places, so that an update can follow.</summary>
    public HandMade Close(string trailer, bool free = true)
    {
        var start = file.Count;
        if (free) places[0] = (0, 'f');
        Raw("xref\n");
        foreach (var (number, (offset, kind)) in places)
            Raw(string.Create(CultureInfo.InvariantCulture, $"{number} 1\n{offset:0000000000} {(kind == 'f' ? 65535 : 0):00000} {kind}\r\n"));
        places.Clear();
        LastXref = start;
        return Raw(string.Create(CultureInfo.InvariantCulture, $"trailer\n<<{trailer}>>\nstartxref\n{start}\n%%EOF\n"));
    }

    public long LastXref { get; private set; }

    public byte[] ToBytes() => [.. file];

    public static byte[] Table(string catalog = "", string page = "", params (int Number, string Body)[] more)
    {
        var pdf = new HandMade()
            .Object(1, $"<</Type/Catalog/Pages 2 0 R{catalog}>>")
            .Object(2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>")
            .Object(3, $"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<>>{page}>>")
            .Stream(4, "", "0 0 1 rg 50 700 200 40 re f");
        foreach (var (number, body) in more) pdf.Object(number, body);
        return pdf.Close(string.Create(CultureInfo.InvariantCulture, $"/Size {5 + more.Length}/Root 1 0 R/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]")).ToBytes();
    }

    /// <summary>A hybrid (ISO 32000-2 §7.5.8.4): the catalog's form hides in an object stream that only /XRefStm lists.</summary>
    public static byte[] Hybrid()
    {
        var pdf = new HandMade("1.5")
            .Object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R>>")
            .Object(2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>")
            .Object(3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<>>>>")
            .Stream(4, "", "0 1 0 rg 50 700 200 40 re f");
        var container = pdf.Position;
        pdf.Raw("5 0 obj\n<</Type/ObjStm/N 1/First 4/Length 17>>\nstream\n6 0 <</Fields[]>>\nendstream\nendobj\n");
        var stream = pdf.Position;
        var entries = $"01{container:X8}0000" + "02000000050000" + $"01{stream:X8}0000";
        pdf.Raw(string.Create(CultureInfo.InvariantCulture, $"7 0 obj\n<</Type/XRef/Size 8/W[1 4 2]/Index[5 3]/Root 1 0 R/Filter/ASCIIHexDecode/Length {entries.Length + 1}>>\nstream\n{entries}>\nendstream\nendobj\n"));
        return pdf.Close(string.Create(CultureInfo.InvariantCulture, $"/Size 8/Root 1 0 R/XRefStm {stream}")).ToBytes();
    }
}
