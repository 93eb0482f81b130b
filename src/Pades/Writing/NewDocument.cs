using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Writing;

/// <summary>A PDF from nothing: collects objects and writes them with a classic table. For papers of our own, never for signing.</summary>
internal sealed class NewDocument
{
    private readonly List<PdfObject> objects = [];

    public PdfReference Add(PdfObject value)
    {
        objects.Add(value);
        return new PdfReference(objects.Count, 0);
    }

    /// <summary>The whole file. The same objects give the same bytes.</summary>
    public byte[] Write(PdfReference catalog, PdfReference info)
    {
        var output = new ArrayBufferWriter<byte>(64 << 10);
        var writer = new ObjectWriter(output, cipher: null);
        // The bytes behind the second % tell transfer programs that this is no text (ISO 32000-2 §7.5.2).
        output.Write("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n"u8);
        var table = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n"));
        for (var i = 0; i < objects.Count; i++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{output.WrittenCount:0000000000} 00000 n \n");
            writer.WriteIndirect(i + 1, 0, objects[i]);
        }
        var identifier = new PdfString(SHA256.HashData(output.WrittenSpan)[..16], hex: true);
        var start = output.WrittenCount;
        output.Write(Encoding.ASCII.GetBytes(table.Append("trailer\n").ToString()));
        writer.WriteTrailer(new PdfDictionary { ["Size"] = new PdfNumber(objects.Count + 1), ["Root"] = catalog, ["Info"] = info, ["ID"] = new PdfArray([identifier, identifier]) });
        output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\nstartxref\n{start}\n%%EOF\n")));
        return output.WrittenSpan.ToArray();
    }
}
