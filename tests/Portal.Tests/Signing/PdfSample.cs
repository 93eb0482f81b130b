using System.Globalization;
using System.Text;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing;

/// <summary>Small PDFs written by hand, so that a test knows every byte.</summary>
internal static class PdfSample
{
    /// <summary>One A4 page with a line of text, cross-reference table and all.</summary>
    public static byte[] Valid(string line = "Hello")
    {
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            Stream($"BT /F1 24 Tf 72 720 Td ({line}) Tj ET"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ];
        var pdf = new StringBuilder("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            offsets.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var xref = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets) pdf.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");
        pdf.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }

    /// <summary>The same page, readable only with a password, as qpdf makes it.</summary>
    public static byte[] Encrypted()
    {
        var folder = Directory.CreateTempSubdirectory("encrypted-");
        var (from, to) = (Path.Combine(folder.FullName, "from.pdf"), Path.Combine(folder.FullName, "to.pdf"));
        File.WriteAllBytes(from, Valid());
        using (var qpdf = System.Diagnostics.Process.Start("qpdf", ["--encrypt", "secret", "owner", "256", "--", from, to])) qpdf.WaitForExit();
        var encrypted = File.ReadAllBytes(to);
        folder.Delete(recursive: true);
        return encrypted;
    }

    private static string Stream(string content) => string.Create(CultureInfo.InvariantCulture, $"<< /Length {content.Length} >>\nstream\n{content}\nendstream");
}
