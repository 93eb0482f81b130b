using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing.SignService;

/// <summary>A clerk, a leader, and the component on the leader's PC; and the ways in which a file can come back wrong.</summary>
internal sealed record LeadersDesk(Visitor Clerk, Visitor Leader, Component Component) : IAsyncDisposable
{
    private X509Certificate2 Token => Component.Behaviour.Holder!;

    /// <summary>The file with one signature of the token.</summary>
    public byte[] Sign(byte[] pdf, int level = 0)
    {
        var prepared = PdfSigner.Prepare(new MemoryStream(pdf), new SignaturePlan { Certificate = Token, SigningTime = TimeProvider.System.GetUtcNow(), CertificationLevel = level });
        using var key = Token.GetRSAPrivateKey()!;
        return [.. pdf, .. PdfSigner.Complete(prepared, key.SignHash(prepared.Digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))];
    }

    /// <summary>What must not be accepted.</summary>
    public byte[]? Tamper(byte[] pdf, string what) => what switch
    {
        "unsigned" => [.. pdf, .. "\n% nothing\n"u8],
        "two signatures" => Sign(Sign(pdf)),
        "something behind the signature" => [.. Sign(pdf), .. "\n% more\n"u8],
        "a broken signature" => Broken(Sign(pdf), pdf.Length),
        "a page changed before the signature" => Sign(TurnPage(pdf)),
        "a page changed by the signature's own update" => SignTurning(pdf),
        "locked" => Sign(pdf, level: 1),
        "no pdf at all" => Encoding.UTF8.GetBytes("Đây không phải PDF"),
        "no file" => null,
        _ => throw new ArgumentException(what, nameof(what)),
    };

    public async ValueTask DisposeAsync()
    {
        Clerk.Dispose();
        Leader.Dispose();
        await Component.DisposeAsync();
    }

    private static byte[] Broken(byte[] signed, int from)
    {
        var place = signed.AsSpan(from).IndexOf("/ByteRange"u8);
        var name = signed.AsSpan(from).IndexOf("/Name"u8);
        signed[from + (name > 0 ? name + 7 : place - 3)] ^= 1;
        return signed;
    }

    // The page stands on its head: object 3 of the sample, written again.
    private static byte[] TurnPage(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var startxref = text[(text.LastIndexOf("startxref", StringComparison.Ordinal) + 9)..].Trim().Split('\n')[0];
        var update = "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate 180 /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n";
        return Encoding.Latin1.GetBytes($"{text}{update}xref\n3 1\n{pdf.Length:0000000000} 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev {startxref} >>\nstartxref\n{pdf.Length + update.Length}\n%%EOF\n");
    }

    // One update that signs and turns the page: the signature's own entry for the page is made to say more, and then signed.
    private byte[] SignTurning(byte[] pdf)
    {
        var prepared = PdfSigner.Prepare(new MemoryStream(pdf), new SignaturePlan
        {
            Certificate = Token,
            SigningTime = TimeProvider.System.GetUtcNow(),
            ReservedBytes = 4000,
            Appearance = new SignatureAppearance { Page = 1, Rectangle = new PdfRectangle(300, 100, 200, 60), Lines = ["Âu Mẫu Trung"] },
        });
        using var key = Token.GetRSAPrivateKey()!;
        byte[] signed = [.. pdf, .. PdfSigner.Complete(prepared, key.SignHash(prepared.Digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))];
        var update = signed.AsSpan(pdf.Length);
        // As long as before, so that every offset stays right.
        var box = update.IndexOf("[0 0 595 842]"u8);
        Assert.True(box > 0);
        "[0 0 595 100]"u8.CopyTo(update[box..]);
        return Resign(signed, prepared.ByteRange, key);
    }

    private byte[] Resign(byte[] signed, ByteRange range, RSA key)
    {
        "adbe.pkcs7.detached"u8.CopyTo(signed.AsSpan(signed.AsSpan().LastIndexOf("ETSI.CAdES.detached"u8)));
        byte[] covered = [.. signed.AsSpan(0, (int)range.FirstLength), .. signed.AsSpan((int)range.Second)];
        var certificate = new Org.BouncyCastle.X509.X509Certificate(Token.RawData);
        var cms = new Org.BouncyCastle.Cms.CmsSignedDataGenerator();
        cms.AddSigner(Org.BouncyCastle.Security.DotNetUtilities.GetRsaKeyPair(key.ExportParameters(includePrivateParameters: true)).Private, certificate, Org.BouncyCastle.Cms.CmsSignedGenerator.DigestSha256);
        cms.AddCertificate(certificate);
        var hole = signed.AsSpan((int)range.FirstLength + 1, (int)(range.Second - range.FirstLength) - 2);
        hole.Fill((byte)'0');
        Encoding.ASCII.GetBytes(Convert.ToHexString(cms.Generate(new Org.BouncyCastle.Cms.CmsProcessableByteArray(covered), encapsulate: false).GetEncoded())).CopyTo(hole);
        return signed;
    }
}
