using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing.Verification;

/// <summary>Documents as they come from elsewhere: signed, and done something to afterwards.</summary>
internal static partial class SignedSample
{
    /// <summary>A page with that line, signed visibly below it.</summary>
    public static byte[] Sign(X509Certificate2 certificate, byte[] pdf, string field = "Signature1", double bottom = 90)
    {
        var prepared = PdfSigner.Prepare(new MemoryStream(pdf), new SignaturePlan
        {
            Certificate = certificate,
            SigningTime = TimeProvider.System.GetLocalNow(),
            FieldName = field,
            Appearance = new SignatureAppearance { Page = 1, Rectangle = new PdfRectangle(320, bottom, 200, 60), Lines = ["Ký bởi: Nguyễn Văn Thử"] },
        });
        using var key = certificate.GetRSAPrivateKey()!;
        return [.. pdf, .. PdfSigner.Complete(prepared, key.SignHash(prepared.Digest, prepared.Hash, RSASignaturePadding.Pkcs1))];
    }

    /// <summary>An update that puts other words on the page, as an editor writes it.</summary>
    public static byte[] Tamper(byte[] pdf, string line)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var content = $"BT /F1 24 Tf 72 720 Td ({line}) Tj ET";
        var update = new StringBuilder();
        update.Append(CultureInfo.InvariantCulture, $"4 0 obj\n<< /Length {content.Length} >>\nstream\n{content}\nendstream\nendobj\n");
        var table = pdf.Length + update.Length;
        update.Append(CultureInfo.InvariantCulture, $"xref\n4 1\n{pdf.Length:0000000000} 00000 n \ntrailer\n<< /Size {Size().Matches(text)[^1].Groups[1].Value} /Root 1 0 R /Prev {Start().Matches(text)[^1].Groups[1].Value} >>\nstartxref\n{table}\n%%EOF\n");
        return [.. pdf, .. Encoding.Latin1.GetBytes(update.ToString())];
    }

    [GeneratedRegex(@"/Size (\d+)")]
    private static partial Regex Size();

    [GeneratedRegex(@"startxref\s+(\d+)")]
    private static partial Regex Start();
}
