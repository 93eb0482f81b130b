using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Org.BouncyCastle.Cms;
using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Sandbox.SignService;

/// <summary>
/// Signs a PDF as the component does: one incremental update, SHA-256 with RSA PKCS#1 v1.5, only the signer's own certificate
/// embedded. The engine lays the update out; the value of adbe.pkcs7.detached is made by other hands than the engine's.
/// </summary>
internal static class ComponentSignature
{
    // Both names are as long as each other, so that one can stand in the place of the other.
    private const string Newer = "/ETSI.CAdES.detached", Older = "/adbe.pkcs7.detached";
    private const int Room = 6000;

    /// <param name="pdf">The document.</param>
    /// <param name="act">The path that was asked: decides what is shown and where.</param>
    /// <param name="message">Number, date and MetaData to be shown.</param>
    /// <param name="holder">Certificate and RSA key.</param>
    /// <param name="behaviour">Which kind of signature.</param>
    /// <param name="now">The claimed time.</param>
    /// <exception cref="PdfException">The document cannot be signed.</exception>
    public static byte[] Sign(byte[] pdf, string act, SignServiceMessage message, X509Certificate2 holder, SignServiceBehaviour behaviour, DateTimeOffset now)
    {
        using var stream = new MemoryStream(pdf);
        var inspection = PdfInspector.Inspect(stream);
        var isFirst = !inspection.SignatureFields.Any(field => field.IsSigned);
        var prepared = PdfSigner.Prepare(stream, new SignaturePlan
        {
            Certificate = holder,
            SigningTime = now.ToOffset(TimeSpan.FromHours(7)),
            CertificationLevel = isFirst && behaviour.Certifies ? 2 : 0,
            ReservedBytes = Room,
            Appearance = Look(stream, inspection, act, message, holder, now.ToOffset(TimeSpan.FromHours(7))),
        });
        using var key = holder.GetRSAPrivateKey()!;
        var update = PdfSigner.Complete(prepared, key.SignHash(prepared.Digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        byte[] signed = [.. pdf, .. update];
        if (!behaviour.IsNewer) MakeOlder(signed, pdf.Length, prepared.ByteRange, holder);
        return signed;
    }

    /// <summary>A detached CMS over a text, as /SignMsg and /Auth answer it.</summary>
    public static byte[] SignText(byte[] text, X509Certificate2 holder) => Cms(text, holder);

    private static void MakeOlder(byte[] signed, int from, ByteRange range, X509Certificate2 holder)
    {
        var name = signed.AsSpan(from).IndexOf(Encoding.ASCII.GetBytes(Newer));
        Encoding.ASCII.GetBytes(Older).CopyTo(signed.AsSpan(from + name));
        byte[] covered = [.. signed.AsSpan(0, (int)range.FirstLength), .. signed.AsSpan((int)range.Second)];
        var value = Convert.ToHexString(Cms(covered, holder));
        var hole = signed.AsSpan((int)range.FirstLength + 1, (int)(range.Second - range.FirstLength) - 2);
        hole.Fill((byte)'0');
        Encoding.ASCII.GetBytes(value).CopyTo(hole);
    }

    private static byte[] Cms(byte[] content, X509Certificate2 holder)
    {
        using var key = holder.GetRSAPrivateKey()!;
        var certificate = new Org.BouncyCastle.X509.X509Certificate(holder.RawData);
        var cms = new CmsSignedDataGenerator();
        cms.AddSignerInfoGenerator(new SignerInfoGeneratorBuilder().Build(new FrameworkSignature(key), certificate));
        cms.AddCertificate(certificate);
        return cms.Generate(new CmsProcessableByteArray(content), encapsulate: false).GetEncoded();
    }

    private static SignatureAppearance Look(Stream pdf, PdfInspection inspection, string act, SignServiceMessage message, X509Certificate2 holder, DateTimeOffset now)
    {
        var name = holder.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        var time = now.ToString("dd-MM-yyyy; HH:mm:ss zzz", CultureInfo.InvariantCulture);
        var told = message.MetaData.Select(m => m.Value).Where(v => v.Length is > 0 and < 100).Take(3);
        string[] lines = act switch
        {
            "/SignIssued" => [name, $"{message.DocNumber} {message.IssuedDate}".Trim(), time],
            "/SignAppendix" or "/SignCopy" or "/SignIncome" => [.. told, message.DocNumber ?? "", time],
            "/Comment" => [.. told, name, time],
            _ => [name, time],
        };
        return new SignatureAppearance { Page = act is "/SignAppendix" or "/SignCopy" or "/SignIncome" ? 1 : inspection.Pages.Count, Rectangle = Place(pdf, inspection, act, name), Lines = [.. lines.Where(line => line.Length > 0)] };
    }

    // Where the person would draw the box: marks of the organisation top right on page 1, a signature above the printed name.
    private static PdfRectangle Place(Stream pdf, PdfInspection inspection, string act, string name)
    {
        if (act is "/SignAppendix" or "/SignCopy" or "/SignIncome")
        {
            var first = inspection.Pages[0];
            return new PdfRectangle(Math.Max(0, first.Width - 200), Math.Max(0, first.Height - 70), Math.Min(180, first.Width), 50);
        }
        var last = inspection.Pages[^1];
        var found = PdfInspector.FindText(pdf, name, lastPages: 1);
        var right = found is { } place ? place.Rectangle.X + (place.Rectangle.Width / 2) + 100 : last.Width - 60;
        var bottom = found is { } above ? above.Rectangle.Top + 4 : last.Height * 0.14;
        var left = right - 200 - (act == "/SignIssued" ? 66 : 0);
        return new PdfRectangle(Math.Clamp(left, 0, Math.Max(0, last.Width - 200)), Math.Clamp(bottom, 0, Math.Max(0, last.Height - 62)), Math.Min(200, last.Width), Math.Min(62, last.Height));
    }
}
