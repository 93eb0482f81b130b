using System.Globalization;
using System.Text;
using CsCheck;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Samples;

/// <summary>A document as a generator dreamt it: layout, names, strings and trees by chance, always valid.</summary>
internal sealed record RandomPdf(int Pages, bool UsesStreams, bool HasForm, bool FormIndirect, int Annotations, bool AnnotationsIndirect, int Rotation, int Updates, int Order, string Title)
{
    public static readonly Gen<RandomPdf> Any = Gen.Select(
        Gen.Select(Gen.Int[1, 6], Gen.Bool, Gen.Bool, Gen.Bool),
        Gen.Select(Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 3], Gen.Int[0, 3]),
        Gen.Select(Gen.Int[0, 1000], Gen.String),
        (a, b, c) => new RandomPdf(a.Item1, a.Item2, a.Item3, a.Item4, b.Item1, b.Item2, b.Item3 * 90, b.Item4, c.Item1, c.Item2));

    public byte[] ToBytes()
    {
        var random = new Random(Order);
        var file = new MemoryStream();
        var previous = -1L;
        var size = 0;
        Write(file, UsesStreams ? "%PDF-1.5\n%\u00e2\u00e3\u00cf\u00d3\n" : "%PDF-1.4\r\n%\u00e2\u00e3\u00cf\u00d3\r\n");
        var objects = Objects();
        size = objects.Count + 1;
        Append(file, [.. objects.OrderBy(_ => random.Next())], ref size, ref previous);
        for (var i = 0; i < Updates; i++) Append(file, [(4, Info($"{Title} {i}"))], ref size, ref previous);
        return file.ToArray();
    }

    private List<(int Number, string Body)> Objects()
    {
        var objects = new List<(int, string)>();
        var next = 5;
        var kids = new StringBuilder();
        for (var page = 0; page < Pages; page++)
        {
            var number = next++;
            var annotations = new StringBuilder();
            for (var i = 0; i < Annotations; i++)
            {
                annotations.Append(CultureInfo.InvariantCulture, $" {next} 0 R");
                objects.Add((next++, $"<< /Type /Annot /Subtype /Text /Rect [ {i} 0 10 10.50 ] /Contents {Literal(Title)} >>"));
            }
            var list = $"[{annotations} ]";
            if (AnnotationsIndirect)
            {
                objects.Add((next, list));
                list = string.Create(CultureInfo.InvariantCulture, $"{next++} 0 R");
            }
            objects.Add((number, $"<< /Type /Page /Parent 2 0 R /Rotate {Rotation} /Annots {list} /Strange#20Name /{Name(Title)} /Real -.50 >>"));
            kids.Append(CultureInfo.InvariantCulture, $"{number} 0 R ");
        }
        var form = "";
        if (HasForm)
        {
            form = "/AcroForm << /Fields [ ] >>";
            if (FormIndirect)
            {
                objects.Add((next, "<< /Fields [ ] /DA (/Helv 0 Tf) >>"));
                form = string.Create(CultureInfo.InvariantCulture, $"/AcroForm {next++} 0 R");
            }
        }
        objects.Add((1, $"<< /Type /Catalog /Pages 2 0 R {form} /Lang (vi) >>"));
        objects.Add((2, string.Create(CultureInfo.InvariantCulture, $"<< /Type /Pages /Kids [ {kids}] /Count {Pages} /MediaBox [ 0 0 595.276 841.89 ] >>")));
        objects.Add((3, "null"));
        objects.Add((4, Info(Title)));
        return objects;
    }

    private void Append(MemoryStream file, IReadOnlyList<(int Number, string Body)> objects, ref int size, ref long previous)
    {
        var places = new SortedDictionary<int, long>();
        foreach (var (number, body) in objects)
        {
            places[number] = file.Length;
            Write(file, string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n{body}\nendobj\n"));
        }
        var start = file.Length;
        var tail = previous < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"/Prev {previous} ");
        if (UsesStreams)
        {
            var number = size++;
            places[number] = start;
            var index = string.Join(' ', places.Keys.Select(key => string.Create(CultureInfo.InvariantCulture, $"{key} 1")));
            var entries = string.Concat(places.Values.Select(place => $"01{place:X8}00"));
            Write(file, string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n<< /Type /XRef /W [ 1 4 1 ] /Index [ {index} ] /Size {size} /Root 1 0 R /Info 4 0 R {tail}/Filter /ASCIIHexDecode /Length {entries.Length + 1} >>\nstream\n{entries}>\nendstream\nendobj\n"));
        }
        else
        {
            Write(file, "xref\n" + (previous < 0 ? "0 1\n0000000000 65535 f\r\n" : ""));
            foreach (var (number, place) in places) Write(file, string.Create(CultureInfo.InvariantCulture, $"{number} 1\n{place:0000000000} 00000 n\r\n"));
            Write(file, string.Create(CultureInfo.InvariantCulture, $"trailer\n<< /Size {size} /Root 1 0 R /Info 4 0 R {tail}>>\n"));
        }
        previous = start;
        Write(file, string.Create(CultureInfo.InvariantCulture, $"startxref\n{start}\n%%EOF{(Order % 2 == 0 ? "\n" : "")}"));
        if (Order % 2 != 0 && Updates > 0) Write(file, "\n");
    }

    private static string Info(string title) => $"<< /Title {Literal(title)} >>";

    private static string Literal(string text) =>
        "(" + Encoding.Latin1.GetString(Encoding.BigEndianUnicode.GetBytes("\uFEFF" + text)).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal) + ")";

    // qpdf 11 writes a number sign in a name so that it warns of its own file.
    private static string Name(string text) => "N" + string.Concat(Encoding.UTF8.GetBytes(text).Where(b => b is not (0 or (byte)'#')).Take(20).Select(b => $"#{b:X2}"));

    private static void Write(MemoryStream file, string text) => file.Write(Encoding.Latin1.GetBytes(text));
}
