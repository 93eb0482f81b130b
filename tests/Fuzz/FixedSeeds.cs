using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Ocsp;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tsp;
using Org.BouncyCastle.Utilities.Collections;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Tests.Trust;
using ThanhHoa.DigitalSignature.Pades.Trust;
using BcCertificate = Org.BouncyCastle.X509.X509Certificate;

namespace ThanhHoa.DigitalSignature.Fuzz;

/// <summary>Small inputs of every kind, made here, so that a campaign needs nothing else.</summary>
internal static class FixedSeeds
{
    private static readonly TestCa Root = TestCa.Root();
    private static readonly TestCa Issued = Root.Issue("CN=Person");
    private static readonly TestCa Stamper = Root.Issue("CN=TSA", request => request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.8")], critical: true)));

    public static TrustStore Trust { get; } = new([Root.Certificate, TestSigner.P256.Certificate]);

    public static CertificateRevocationList[] Lists { get; } = [List()];

    public static ParsedCertificate[] Known { get; } = [ParsedCertificate.Of(Root.Certificate)];

    public static ParsedCertificate Person { get; } = ParsedCertificate.Of(Issued.Certificate);

    public static IEnumerable<byte[]> Documents() =>
    [
        HandMade.Table(), HandMade.Hybrid(), Form(), Text(), Streams(),
        HandMade.Table("/OpenAction<</S/JavaScript/JS(1)>>/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a)>>]>>>>", "/Annots[5 0 R]", (5, "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://a)>>>>")),
        .. Signed(),
    ];

    public static IEnumerable<byte[]> Signed()
    {
        foreach (var plain in new[] { HandMade.Table(), HandMade.Hybrid(), Form(), Streams() })
        {
            var once = SignOnce.Sign(plain, TestSigner.P256);
            yield return once;
            yield return SignOnce.Sign(once, TestSigner.P256);
            yield return SignOnce.Sign(plain, TestSigner.P256, plan => plan with { CertificationLevel = 2 });
            yield return SignOnce.Sign(plain, TestSigner.P256, plan => plan with { CertificationLevel = 3, Lock = new FieldLock(FieldLockScope.All, []) });
        }
    }

    public static IEnumerable<byte[]> Values()
    {
        yield return TestSigner.P256.Certificate.RawData;
        yield return Issued.Certificate.RawData;
        yield return Root.Certificate.RawData;
        yield return Root.Issue("CN=Sub", TestCa.Ca(0)).Certificate.RawData;
        yield return Root.Issue("CN=Sub", TestCa.With(TestCa.NameConstraints(true, name => name.WriteCharacterString(System.Formats.Asn1.UniversalTagNumber.IA5String, "a.vn", new System.Formats.Asn1.Asn1Tag(System.Formats.Asn1.TagClass.ContextSpecific, 2))))).Certificate.RawData;
        yield return Root.List(TestCa.Now, TestCa.Now.AddDays(1));
        yield return Lists[0].Encoded.ToArray();
        yield return Token();
        yield return Answer();
        foreach (var pdf in new[] { SignOnce.Sign(HandMade.Table(), TestSigner.P256), SignOnce.Sign(HandMade.Table(), TestSigner.Rsa2048, plan => plan with { Scheme = SignatureScheme.RsaPss }) })
        {
            var text = Encoding.Latin1.GetString(pdf);
            var start = text.IndexOf("/Contents<", StringComparison.Ordinal) + 10;
            yield return Convert.FromHexString(text[start..text.IndexOf('>', start)]);
        }
    }

    private static CertificateRevocationList List()
    {
        var encoded = Root.List(TestCa.Now, TestCa.Now.AddDays(1), (Issued.Certificate, TestCa.Now.AddDays(-1), X509RevocationReason.KeyCompromise), (Stamper.Certificate, TestCa.Now, X509RevocationReason.Superseded));
        return CertificateRevocationList.TryRead(encoded, out var list, out var problem) ? list : throw new InvalidOperationException(problem);
    }

    private static byte[] Token()
    {
        var key = DotNetUtilities.GetECDsaKeyPair(Stamper.Key).Private;
        var generator = new TimeStampTokenGenerator(key, new BcCertificate(Stamper.Certificate.RawData), TspAlgorithms.Sha256, "1.2.3.4");
        generator.SetCertificates(CollectionUtilities.CreateStore([new BcCertificate(Stamper.Certificate.RawData)]));
        generator.SetAccuracySeconds(1);
        var request = new TimeStampRequestGenerator().Generate(TspAlgorithms.Sha256, new byte[32], Org.BouncyCastle.Math.BigInteger.Ten);
        return generator.Generate(request, Org.BouncyCastle.Math.BigInteger.One, TestCa.Now.UtcDateTime).GetEncoded();
    }

    private static byte[] Answer()
    {
        var (issuer, person) = (new BcCertificate(Root.Certificate.RawData), new BcCertificate(Issued.Certificate.RawData));
        var generator = new BasicOcspRespGenerator(new RespID(issuer.SubjectDN));
        var id = new CertificateID(new AlgorithmIdentifier(new DerObjectIdentifier("1.3.14.3.2.26"), DerNull.Instance), issuer, person.SerialNumber);
        generator.AddResponse(id, new RevokedStatus(TestCa.Now.UtcDateTime, 1), TestCa.Now.UtcDateTime, TestCa.Now.AddDays(1).UtcDateTime, null);
        var key = DotNetUtilities.GetECDsaKeyPair(Root.Key).Private;
        return new OCSPRespGenerator().Generate(0, generator.Generate(new Asn1SignatureFactory("SHA256withECDSA", key), [issuer], TestCa.Now.UtcDateTime)).GetEncoded();
    }

    private static byte[] Form() => new HandMade()
        .Object(1, "<</Type/Catalog/Version/1.7/Pages 2 0 R/AcroForm 6 0 R/Metadata 17 0 R/Extensions<</ADBE<</BaseVersion/1.7/ExtensionLevel 8>>>>/StructTreeRoot 18 0 R/DSS<</Certs[20 0 R]/VRI<</A<</Cert[20 0 R]/TU(D:20260101000000Z)>>>>>>>>")
        .Object(2, "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 612 792]>>")
        .Object(3, "<</Type/Page/Parent 2 0 R/Contents[5 0 R 5 0 R]/Resources<</Font<</F1 11 0 R>>>>/Annots[7 0 R 9 0 R 10 0 R]>>")
        .Object(4, "<</Type/Page/Parent 2 0 R/Rotate 90/Resources<<>>>>")
        .Stream(5, "", "BT /F1 14 Tf 72 700 Td (Kinh gui: So Noi vu) Tj 0 -40 Td [(So) -20 ( tien)] TJ ET")
        .Object(6, "<</Fields[7 0 R 9 0 R]/DR<</Font<</F1 11 0 R>>>>/DA(/F1 12 Tf)>>")
        .Object(7, "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Huong)/Rect[72 600 272 620]/P 3 0 R/F 4/AP<</N 12 0 R>>>>")
        .Object(9, "<</Type/Annot/Subtype/Widget/FT/Sig/T(leader)/Rect[72 100 272 160]/P 3 0 R/F 4/Lock<</Type/SigFieldLock/Action/Include/Fields[(name)]>>/SV<</Type/SV/Ff 1/SubFilter[/ETSI.CAdES.detached]>>>>")
        .Object(10, "<</Type/Annot/Subtype/Text/Rect[500 700 520 720]/Contents(Da doc)/P 3 0 R>>")
        .Object(11, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[65/A/B]>>/FirstChar 65/Widths[500 600]>>")
        .Stream(12, "/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F1 11 0 R>>>>", "/Tx BMC BT /F1 12 Tf 2 5 Td (Huong) Tj ET EMC")
        .Stream(17, "/Type/Metadata/Subtype/XML", "<x/>")
        .Object(18, "<</Type/StructTreeRoot/K 19 0 R>>")
        .Object(19, "<</Type/StructElem/S/P/P 18 0 R/Pg 3 0 R/ActualText(Kinh gui)>>")
        .Stream(20, "", "0")
        .Close("/Size 21/Root 1 0 R/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]").ToBytes();

    private static byte[] Text() => HandMade.Table("", "/Annots[6 0 R]/Font 5 0 R",
        (5, "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/DW 500/W[1[500 600] 4 9 700]>>]/ToUnicode 7 0 R>>"),
        (6, "<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/DA(/F 1 Tf)>>"),
        (7, "<</Length 155>>\nstream\n/CIDInit /ProcSet findresource begin\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n2 beginbfrange <0001> <0003> <0041>\n<0004> <0005> [<0061><0062>] endbfrange\nendstream"));

    // Objects in a compressed stream, the cross-reference in one with a predictor.
    private static byte[] Streams()
    {
        var pdf = new HandMade("1.5").Object(3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<>>>>");
        var content = pdf.Position;
        pdf.Stream(4, "/Filter[/ASCIIHexDecode/RunLengthDecode]", "03425420C2FF45547080>");
        var container = pdf.Position;
        pdf.Stream(5, "/Type/ObjStm/N 2/First 9", "1 0 2 56 " + "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]>>>>".PadRight(56) + "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>");
        var first = Encoding.Latin1.GetString(pdf.ToBytes()).IndexOf("3 0 obj", StringComparison.Ordinal);
        var own = pdf.Position;
        string Entry(int kind, long place, int extra) => string.Create(CultureInfo.InvariantCulture, $"{kind:X2}{place:X4}{extra:X2}");
        var entries = Entry(0, 0, 255) + Entry(2, 5, 0) + Entry(2, 5, 1) + Entry(1, first, 0) + Entry(1, content, 0) + Entry(1, container, 0) + Entry(1, own, 0);
        return pdf.Raw(string.Create(CultureInfo.InvariantCulture, $"6 0 obj\n<</Type/XRef/Size 7/W[1 2 1]/Root 1 0 R/Filter/ASCIIHexDecode/Length {entries.Length + 1}>>\nstream\n{entries}>\nendstream\nendobj\nstartxref\n{own}\n%%EOF\n")).ToBytes();
    }
}
