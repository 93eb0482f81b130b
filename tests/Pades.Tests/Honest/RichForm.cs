using ThanhHoa.DigitalSignature.Pades.Tests.Attacks;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Honest;

/// <summary>A form with every kind of field, a comment and a template page, signed once.</summary>
internal static class RichForm
{
    private const string Box = "/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F1 11 0 R>>>>";
    private static readonly Dictionary<int, byte[]> Made = [];

    /// <param name="certification">0 for an approval.</param>
    public static byte[] Signed(int certification)
    {
        lock (Made)
        {
            return Made.TryGetValue(certification, out var made) ? made : Made[certification] = Attack.Sign(Plain(), plan => plan with { CertificationLevel = certification });
        }
    }

    public static byte[] Plain() => new HandMade()
        .Object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R/Metadata 17 0 R/Names<</Templates<</Names[(phu-luc)41 0 R]>>>>/ViewerPreferences<</DisplayDocTitle true>>>>")
        .Object(2, "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>")
        .Object(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 5 0 R/Resources<</Font<</F1 11 0 R>>>>/Annots[7 0 R 20 0 R 9 0 R 22 0 R 23 0 R 26 0 R 12 0 R 13 0 R 14 0 R 24 0 R 25 0 R]>>")
        .Object(4, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 16 0 R/Resources<</Font<</F1 11 0 R>>>>/Annots[21 0 R]>>")
        .Stream(5, "", "BT /F1 14 Tf 72 740 Td (Don de nghi) Tj ET")
        .Object(6, "<</Fields[7 0 R 8 0 R 9 0 R 10 0 R 26 0 R 12 0 R 13 0 R 15 0 R]/DR<</Font<</F1 11 0 R>>>>/DA(/F1 12 Tf 0 g)>>")
        .Object(7, "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Huong)/DA(/F1 12 Tf 0 g)/Rect[72 600 272 620]/P 3 0 R/F 4/AP<</N 30 0 R>>>>")
        .Object(8, "<</FT/Tx/T(note)/Kids[20 0 R 21 0 R]>>")
        .Object(9, "<</Type/Annot/Subtype/Widget/FT/Btn/T(agree)/V/Off/AS/Off/Rect[72 540 92 560]/P 3 0 R/F 4/MK<</CA(4)>>/AP<</N<</Yes 31 0 R/Off 32 0 R>>>>>>")
        .Object(10, "<</FT/Btn/Ff 49152/T(way)/V/Post/Kids[22 0 R 23 0 R]>>")
        .Object(11, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
        .Object(12, "<</Type/Annot/Subtype/Widget/FT/Ch/T(list)/Opt[(A)(B)(C)]/Rect[300 500 400 560]/P 3 0 R/F 4/AP<</N 34 0 R>>>>")
        .Object(13, "<</Type/Annot/Subtype/Widget/FT/Sig/T(leader)/Rect[72 100 272 160]/P 3 0 R/F 4>>")
        .Object(14, "<</Type/Annot/Subtype/Text/Rect[500 700 520 720]/Contents(Da doc)/P 3 0 R/F 28/Popup null>>")
        .Object(15, "<</FT/Tx/T(applicant)/Kids[24 0 R 25 0 R]>>")
        .Stream(16, "", "BT /F1 14 Tf 72 740 Td (Trang hai) Tj ET")
        .Stream(17, "/Type/Metadata/Subtype/XML", "<x/>")
        .Object(20, "<</Type/Annot/Subtype/Widget/Parent 8 0 R/Rect[72 570 272 590]/P 3 0 R/F 4/AP<</N 33 0 R>>>>")
        .Object(21, "<</Type/Annot/Subtype/Widget/Parent 8 0 R/Rect[72 570 272 590]/P 4 0 R/F 4/AP<</N 33 0 R>>>>")
        .Object(22, "<</Type/Annot/Subtype/Widget/Parent 10 0 R/AS/Post/Rect[120 540 140 560]/P 3 0 R/F 4/AP<</N<</Post 31 0 R/Off 32 0 R>>>>>>")
        .Object(23, "<</Type/Annot/Subtype/Widget/Parent 10 0 R/AS/Off/Rect[160 540 180 560]/P 3 0 R/F 4/AP<</N<</Hand 31 0 R/Off 32 0 R>>>>>>")
        .Object(24, "<</Type/Annot/Subtype/Widget/Parent 15 0 R/T(first)/Rect[72 440 172 460]/P 3 0 R/F 4>>")
        .Object(25, "<</Type/Annot/Subtype/Widget/Parent 15 0 R/T(last)/V(Nguyen)/Rect[180 440 280 460]/P 3 0 R/F 4>>")
        .Object(26, "<</Type/Annot/Subtype/Widget/FT/Ch/Ff 131072/T(choice)/Opt[[(1)(Mot)][(2)(Hai)]]/V(1)/Rect[300 600 400 620]/P 3 0 R/F 4/AP<</N 35 0 R>>>>")
        .Stream(30, Box, "/Tx BMC BT /F1 12 Tf 2 5 Td (Huong) Tj ET EMC")
        .Stream(31, "/Type/XObject/Subtype/Form/BBox[0 0 20 20]/Resources<<>>", "0 0 20 20 re S 2 2 m 18 18 l S")
        .Stream(32, "/Type/XObject/Subtype/Form/BBox[0 0 20 20]/Resources<<>>", "0 0 20 20 re S")
        .Stream(33, Box, "/Tx BMC EMC")
        .Stream(34, Box, "/Tx BMC EMC")
        .Stream(35, Box, "/Tx BMC BT /F1 12 Tf 2 5 Td (Mot) Tj ET EMC")
        .Object(41, "<</Type/Template/MediaBox[0 0 612 792]/Contents 42 0 R/Resources<</Font<</F1 11 0 R>>>>/Annots[43 0 R]>>")
        .Stream(42, "", "BT /F1 14 Tf 72 740 Td (Phu luc) Tj ET")
        .Object(43, "<</Type/Annot/Subtype/Widget/FT/Tx/T(appendix)/DA(/F1 12 Tf 0 g)/Rect[72 600 272 620]/F 4/MK<</BC[0]>>>>")
        .Object(44, "<</Title(Don de nghi)/ModDate(D:20260101000000Z)>>")
        .Close("/Size 45/Root 1 0 R/Info 44 0 R/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]").ToBytes();
}
