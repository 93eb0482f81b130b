using System.Globalization;
using System.Text;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Signing.Sign;

/// <summary>A page of a sample: size of its media box, rotation, and how much the crop box takes off at the left and below.</summary>
internal sealed record SamplePage(int Width = 595, int Height = 842, int Rotate = 0, int Crop = 0);

/// <summary>Writes small PDF files with a page number on each page.</summary>
internal static class SamplePdf
{
    public static byte[] Of(params IReadOnlyList<SamplePage> pages) => Write(pages, contentLength: 0);

    /// <summary>So many A4 pages, each with that much content, all contents behind all page dictionaries.</summary>
    public static byte[] OfLength(int pages, int contentLength = 0) => Write([.. Enumerable.Repeat(new SamplePage(), pages)], contentLength);

    private static byte[] Write(IReadOnlyList<SamplePage> pages, int contentLength)
    {
        const int firstPage = 4;
        var objects = new List<string>
        {
            "<</Type/Catalog/Pages 2 0 R>>",
            $"<</Type/Pages/Count {Text(pages.Count)}/Kids[{string.Join(' ', pages.Select((_, index) => $"{Text(firstPage + index)} 0 R"))}]>>",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        };
        objects.AddRange(pages.Select((page, index) =>
            $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {Text(page.Width)} {Text(page.Height)}]/CropBox[{Text(page.Crop)} {Text(page.Crop)} {Text(page.Width)} {Text(page.Height)}]"
            + $"/Rotate {Text(page.Rotate)}/Resources<</Font<</F 3 0 R>>>>/Contents {Text(firstPage + pages.Count + index)} 0 R>>"));
        objects.AddRange(pages.Select((_, index) =>
        {
            var content = $"BT /F 24 Tf 90 120 Td (Page {Text(index + 1)}) Tj ET 0 0 1 RG 60 60 40 20 re S".PadRight(contentLength);
            return $"<</Length {Text(content.Length)}>>stream\n{content}\nendstream";
        }));
        return Assemble(objects);
    }

    private static byte[] Assemble(List<string> objects)
    {
        var file = new StringBuilder("%PDF-1.7\n");
        var table = new StringBuilder($"xref\n0 {Text(objects.Count + 1)}\n0000000000 65535 f \n");
        foreach (var (index, body) in objects.Index())
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Length:0000000000} 00000 n \n");
            file.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{body}\nendobj\n");
        }
        var start = file.Length;
        file.Append(table).Append(CultureInfo.InvariantCulture, $"trailer<</Size {objects.Count + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
