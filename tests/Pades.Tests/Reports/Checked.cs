using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Reports;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Reports;

/// <summary>A document and its check, as whoever makes reports has them.</summary>
internal static class Checked
{
    public const string Hostile = "</dd><script>alert(1)</script>\u202Egpj.\u0000\u0007\uFFFF\"' onload=x 漢字 Đỗ Thị Ẵm";

    public static CheckedDocument Document(byte[] pdf, TrustStore? trust = null, string name = "quyet-dinh.pdf")
    {
        var check = new CheckedDocument { FileName = name, Sha256 = Convert.ToHexStringLower(SHA256.HashData(pdf)), Length = pdf.Length, At = SignOnce.Time };
        try
        {
            // A self-signed person's certificate is its own anchor; nobody can revoke it.
            return check with { Report = PdfValidator.Validate(new MemoryStream(pdf), new ValidationOptions { At = SignOnce.Time, Trust = trust ?? new TrustStore([TestSigner.Rsa2048.Certificate, TestSigner.P256.Certificate]) }) };
        }
        catch (PdfException error)
        {
            return check with { Problem = error.Code, Detail = error.Message };
        }
    }

    /// <summary>One for each answer, by its name.</summary>
    public static IReadOnlyDictionary<string, CheckedDocument> All { get; } = Make();

    private static Dictionary<string, CheckedDocument> Make()
    {
        var signed = SignOnce.Sign(HandMade.Table(), TestSigner.Rsa2048, plan => plan with { Reason = "Phê duyệt", Location = "Thanh Hoá" });
        var twice = SignOnce.Sign(signed, TestSigner.P256);
        var broken = (byte[])signed.Clone();
        broken[broken.AsSpan().IndexOf("50 700"u8)] ^= 1;
        return new(StringComparer.Ordinal)
        {
            ["valid"] = Document(signed),
            ["twice"] = Document(twice),
            ["stranger"] = Document(signed, TrustStore.Empty),
            ["broken"] = Document(broken),
            ["changed"] = Document(FormDocument.Update(new FormDocument(false, 0, false).Signed(), (f, r) => r.Annotate(f, "<</Type/Annot/Subtype/FreeText/Rect[72 650 372 720]/P 3 0 R/F 4/DA(/F1 14 Tf)/Contents(9000)>>"))),
            ["unsigned"] = Document(HandMade.Table()),
            ["unreadable"] = Document("%PDF-1.7\nrác"u8.ToArray()),
            ["hostile"] = Document(SignOnce.Sign(HandMade.Table(), HostileSigner(), plan => plan with { Reason = Hostile, Location = Hostile, FieldName = "x" }), name: Hostile),
        };
    }

    // X.500 syntax has quotation of its own; the name's value is ours to the letter.
    private static TestSigner HostileSigner() => TestSigner.Rsa(2048, $"CN=\"{Hostile.Replace("\"", "\"\"", StringComparison.Ordinal).Replace("\u0000", "", StringComparison.Ordinal).Replace("\uFFFF", "", StringComparison.Ordinal)}\", O=\"<b>Sở</b> & Ban\"");
}
