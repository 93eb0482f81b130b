using System.Globalization;
using System.Text.RegularExpressions;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Signing;

/// <summary>Places found by text or name, against what poppler finds.</summary>
public sealed partial class PlaceTests
{
    public static TheoryData<string> Printed => [.. Producers.Available.Where(name => name is "chromium" or "libreoffice")];

    [Theory]
    [MemberData(nameof(Printed))]
    public void The_seal_stands_where_the_text_begins(string producer)
    {
        var document = Producers.Make(producer);
        var signed = Sign(document, new SignatureAppearance { AnchorText = "Sở  Nội vụ", Rectangle = new(0, 0, 100, 30), Lines = ["Đã ký"] });
        Judges.Agree(signed, 1);
        var field = Assert.Single(PdfInspector.Inspect(new MemoryStream(signed)).SignatureFields);
        using var bench = new Workbench();
        var words = bench.Succeed("pdftotext", "-bbox", bench.Write("a.pdf", document), "-");
        // The page of the first word "Sở" and its box, y counted from above.
        var page = PagePattern().Match(words);
        var word = WordPattern().Match(words);
        Assert.Equal(1, field.Page);
        Assert.InRange(field.Rectangle.X, Number(word, "x") - 1, Number(word, "x") + 1);
        Assert.InRange(field.Rectangle.Y, Number(page, "height") - Number(word, "bottom") - 1, Number(page, "height") - Number(word, "top"));
    }

    [Fact]
    public void A_text_that_stands_nowhere_is_refused()
    {
        var error = Assert.Throws<PdfException>(() => Sign(HandMade.Table(), new SignatureAppearance { AnchorText = "CHỦ TỊCH", Rectangle = new(0, 0, 100, 30), Lines = ["Đã ký"] }));
        Assert.Equal(PdfErrorCode.PlaceNotFound, error.Code);
    }

    [Theory]
    [InlineData("/Dests<</ky[3 0 R/XYZ 100 200 0]>>")]
    [InlineData("/Names<</Dests<</Kids[<</Names[(ky)<</D[3 0 R/XYZ 100 200 null]>>]>>]>>>>")]
    public void A_named_place_counts_from_its_point(string catalog)
    {
        var signed = Sign(HandMade.Table(catalog), new SignatureAppearance { NamedPlace = "ky", Rectangle = new(5, -40, 100, 30), Lines = ["Đã ký"] });
        Assert.Equal(new PdfRectangle(105, 160, 100, 30), Assert.Single(PdfInspector.Inspect(new MemoryStream(signed)).SignatureFields).Rectangle);
    }

    [Fact]
    public void A_name_tree_that_runs_in_a_circle_ends()
    {
        var pdf = HandMade.Table("/Names<</Dests 5 0 R>>", more: (5, "<</Kids[5 0 R 5 0 R 5 0 R]>>"));
        Assert.Equal(PdfErrorCode.PlaceNotFound, Assert.Throws<PdfException>(() => Sign(pdf, new SignatureAppearance { NamedPlace = "ky", Rectangle = new(0, 0, 9, 9) })).Code);
    }

    private static byte[] Sign(byte[] pdf, SignatureAppearance appearance) => SignOnce.Sign(pdf, TestSigner.P256, plan => plan with { Appearance = appearance });

    private static double Number(Match match, string group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("<page width=\"[\\d.]+\" height=\"(?<height>[\\d.]+)\">")]
    private static partial Regex PagePattern();

    [GeneratedRegex("<word xMin=\"(?<x>[\\d.]+)\" yMin=\"(?<top>[\\d.]+)\" xMax=\"[\\d.]+\" yMax=\"(?<bottom>[\\d.]+)\">(Sở|S)</word>")]
    private static partial Regex WordPattern();
}
