using System.Globalization;
using System.Text;

namespace ThanhHoa.DigitalSignature.Benchmarks;

/// <summary>Documents of a size: pages whose one image is noise, as a scanner's output is to a compressor.</summary>
internal static class SampleDocuments
{
    /// <param name="path">Where to write.</param>
    /// <param name="pages">How many, each with one image.</param>
    /// <param name="bytes">Of all images together.</param>
    /// <param name="paragraphs">Structure elements for each page, as an office program writes them.</param>
    public static void Write(string path, int pages, long bytes, int paragraphs = 0)
    {
        using var file = File.Create(path);
        var tree = 3 + (pages * 3);
        var offsets = new long[tree + (paragraphs == 0 ? 0 : 1 + (pages * paragraphs))];
        void Text(string text) => file.Write(Encoding.Latin1.GetBytes(text));
        void Begin(int number)
        {
            offsets[number] = file.Position;
            Text(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n"));
        }
        Text("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        Begin(1);
        Text(paragraphs == 0 ? "<</Type/Catalog/Pages 2 0 R>>\nendobj\n" : string.Create(CultureInfo.InvariantCulture, $"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot {tree} 0 R>>\nendobj\n"));
        Begin(2);
        var kids = string.Join(' ', Enumerable.Range(0, pages).Select(i => $"{3 + (i * 3)} 0 R"));
        Text($"<</Type/Pages/Count {pages}/Kids[{kids}]/MediaBox[0 0 595 842]>>\nendobj\n");
        var noise = new Random(1);
        var block = new byte[64 << 10];
        for (var page = 0; page < pages; page++)
        {
            var number = 3 + (page * 3);
            Begin(number);
            Text($"<</Type/Page/Parent 2 0 R/Contents {number + 1} 0 R/Resources<</XObject<</I {number + 2} 0 R>>>>>>\nendobj\n");
            Begin(number + 1);
            Text("<</Length 24>>\nstream\n595 0 0 842 0 0 cm /I Do\nendstream\nendobj\n");
            Begin(number + 2);
            var length = bytes / pages;
            Text($"<</Type/XObject/Subtype/Image/Width 1000/Height {length / 1000}/ColorSpace/DeviceGray/BitsPerComponent 8/Length {length}>>\nstream\n");
            for (var left = length; left > 0; left -= block.Length)
            {
                noise.NextBytes(block);
                file.Write(block, 0, (int)Math.Min(left, block.Length));
            }
            Text("\nendstream\nendobj\n");
        }
        if (paragraphs > 0)
        {
            Begin(tree);
            Text($"<</Type/StructTreeRoot/K[{string.Join(' ', Enumerable.Range(tree + 1, pages * paragraphs).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i} 0 R")))}]>>\nendobj\n");
            for (var i = 0; i < pages * paragraphs; i++)
            {
                Begin(tree + 1 + i);
                Text(string.Create(CultureInfo.InvariantCulture, $"<</Type/StructElem/S/P/P {tree} 0 R/Pg {3 + (i / paragraphs * 3)} 0 R/K {i % paragraphs}/A<</O/Layout/SpaceAfter 6/TextAlign/Justify>>>>\nendobj\n"));
            }
        }
        var start = file.Position;
        Text($"xref\n0 {offsets.Length}\n0000000000 65535 f\r\n");
        for (var i = 1; i < offsets.Length; i++) Text(string.Create(CultureInfo.InvariantCulture, $"{offsets[i]:0000000000} 00000 n\r\n"));
        Text($"trailer\n<</Size {offsets.Length}/Root 1 0 R/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]>>\nstartxref\n{start}\n%%EOF\n");
    }
}
