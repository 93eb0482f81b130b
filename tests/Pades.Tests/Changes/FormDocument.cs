using System.Globalization;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Changes;

/// <summary>A letter of two pages with text, a form, a comment, an extension and structure, signed once; the ground for attacks and for honest updates.</summary>
internal sealed record FormDocument(bool UsesStreams, int Certification, bool IsLocked)
{
    private static readonly Dictionary<FormDocument, byte[]> Made = [];

    /// <summary>Both kinds of cross-reference, each level of certification and a plain approval.</summary>
    public static readonly IReadOnlyList<FormDocument> All =
        [.. from streams in new[] { false, true } from level in new[] { 0, 2, 3 } select new FormDocument(streams, level, false)];

    /// <summary>Signed in a field of its own.</summary>
    public byte[] Signed()
    {
        lock (Made)
        {
            if (Made.TryGetValue(this, out var made)) return made;
            return Made[this] = SignOnce.Sign(Unsigned(), TestSigner.P256, plan => plan with { CertificationLevel = Certification, Lock = IsLocked ? new FieldLock(FieldLockScope.Include, ["name"]) : null });
        }
    }

    /// <summary>Before anybody signed it.</summary>
    public byte[] Unsigned() => UsesStreams ? Producers.Qpdf(Plain(), "--object-streams=generate", "--preserve-unreferenced") : Plain();

    /// <summary>An update as <paramref name="change"/> makes it.</summary>
    public static byte[] Update(byte[] pdf, Action<PdfFile, Revision> change)
    {
        var file = PdfFile.Open(new ByteSource(new MemoryStream(pdf)));
        var revision = new Revision(file);
        change(file, revision);
        return [.. pdf, .. revision.Write()];
    }

    public static ValidationReport Validate(byte[] pdf) => PdfValidator.Validate(new MemoryStream(pdf), new ValidationOptions { At = SignOnce.Time });

    private static byte[] Plain()
    {
        const string lines = "BT /F1 14 Tf 72 700 Td (Kinh gui: So Noi vu) Tj 0 -40 Td (So tien: 1000 dong) Tj ET";
        return new HandMade()
            .Object(1, "<</Type/Catalog/Version/1.7/Pages 2 0 R/AcroForm 6 0 R/Metadata 17 0 R/Extensions<</ADBE<</BaseVersion/1.7/ExtensionLevel 8>>>>/StructTreeRoot 18 0 R/DSS<</Certs[20 0 R]>>>>")
            .Object(2, "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 612 792]>>")
            .Object(3, "<</Type/Page/Parent 2 0 R/Contents 5 0 R/Resources<</Font<</F1 11 0 R>>>>/Annots[7 0 R 8 0 R 9 0 R 10 0 R]>>")
            .Object(4, "<</Type/Page/Parent 2 0 R/Contents 16 0 R/Resources<</Font<</F1 11 0 R>>>>>>")
            .Stream(5, "", lines)
            .Object(6, "<</Fields[7 0 R 8 0 R 9 0 R]/DR<</Font<</F1 11 0 R>>>>/DA(/F1 12 Tf)>>")
            .Object(7, "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Hường)/Rect[72 600 272 620]/P 3 0 R/F 4/AP<</N 12 0 R>>>>".Replace("ườ", "uo", StringComparison.Ordinal))
            .Object(8, "<</Type/Annot/Subtype/Widget/FT/Tx/T(note)/Rect[72 570 272 590]/P 3 0 R/F 4/AP<</N 13 0 R>>>>")
            .Object(9, "<</Type/Annot/Subtype/Widget/FT/Sig/T(leader)/Rect[72 100 272 160]/P 3 0 R/F 4/Lock<</Type/SigFieldLock/Action/Include/Fields[(note)(name)]>>>>")
            .Object(10, "<</Type/Annot/Subtype/Text/Rect[500 700 520 720]/Contents(Da doc)/P 3 0 R>>")
            .Object(11, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
            .Stream(12, "/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F1 11 0 R>>>>", "/Tx BMC BT /F1 12 Tf 2 5 Td (Huong) Tj ET EMC")
            .Stream(13, "/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<<>>", "/Tx BMC EMC")
            .Stream(16, "", "BT /F1 14 Tf 72 700 Td (Trang hai) Tj ET")
            .Stream(17, "/Type/Metadata/Subtype/XML", "<x/>")
            .Object(18, "<</Type/StructTreeRoot/K 19 0 R>>")
            .Object(19, "<</Type/StructElem/S/P/P 18 0 R/Pg 3 0 R/ActualText(Kinh gui)>>")
            .Stream(20, "", "0")
            .Object(21, "<</Title(Cong van)>>")
            .Close(string.Create(CultureInfo.InvariantCulture, $"/Size 22/Root 1 0 R/Info 21 0 R/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]")).ToBytes();
    }
}
