using System.Globalization;

namespace ThanhHoa.DigitalSignature.Pades.Reports;

/// <summary>The report for people on A4: both languages, each beginning on a page of its own, searchable, its font in it.</summary>
public static class ReportPdf
{
    private const double Small = 9.5, Usual = 11, Large = 13;

    /// <summary>Writes the document.</summary>
    /// <param name="document">What was checked.</param>
    /// <param name="first">The language that comes first.</param>
    public static byte[] Write(CheckedDocument document, ReportLanguage first = ReportLanguage.Vietnamese)
    {
        ArgumentNullException.ThrowIfNull(document);
        var paper = new PaperLayout();
        var opening = new ReportContent(document, first);
        Compose(paper, opening);
        var turn = paper.PageCount;
        paper.NextPage();
        var other = new ReportContent(document, first == ReportLanguage.English ? ReportLanguage.Vietnamese : ReportLanguage.English);
        Compose(paper, other);
        for (var page = 0; page < paper.PageCount; page++)
        {
            var content = page < turn ? opening : other;
            paper.Line(page, $"{content.PageOf(page + 1, paper.PageCount)} · {ReportText.Clean(document.FileName)}", Small, PaperLayout.Margin, PaperLayout.Margin - 12, PaperLayout.TextWidth);
        }
        return paper.Write($"{opening.Title}: {ReportText.Clean(document.FileName)}", opening.LanguageTag == "en" ? "en" : "vi-VN", document.At);
    }

    private static void Compose(PaperLayout paper, ReportContent content)
    {
        paper.Paragraph(content.Title, Large, isBold: true);
        paper.Skip(10);
        Answer(paper, content);
        paper.Skip(6);
        foreach (var fact in content.Facts) paper.Row(fact.Label, fact.Value, Usual);
        if (content.Signatures.Count > 0)
        {
            Heading(paper, content.SignaturesHeading);
            foreach (var signature in content.Signatures) Signature(paper, signature);
        }
        if (content.Findings.Count > 0)
        {
            Heading(paper, content.FindingsHeading);
            foreach (var finding in content.Findings) Finding(paper, finding);
            if (content.FindingsLeftOut > 0) paper.Paragraph(content.LeftOut, Usual);
        }
        if (content.Details.Count > 0)
        {
            Heading(paper, content.DetailsHeading);
            foreach (var detail in content.Details)
            {
                paper.Need(70);
                paper.Paragraph(detail.Heading, Usual, isBold: true);
                paper.Skip(2);
                foreach (var row in detail.Rows) paper.Row(row.Label, row.Value, Small);
                paper.Skip(8);
            }
        }
        paper.Need(60);
        paper.Skip(8);
        paper.Rule(PaperColour.Soft);
        paper.Skip(4);
        paper.Paragraph(content.Footer, Small, colour: PaperColour.Soft);
    }

    private static void Answer(PaperLayout paper, ReportContent content)
    {
        const double Size = 34;
        var (colour, from) = (ColourOf(content.Summary.Light), paper.Top);
        paper.Draw(Shape(content.Summary.Light, PaperLayout.Margin, paper.Top - Size - 2, Size));
        paper.Paragraph(content.Word, 17, isBold: true, colour, indent: Size + 14);
        paper.Paragraph(content.Sentence, 12, indent: Size + 14);
        // Below the shape even when the sentence is short.
        if (from - paper.Top < Size + 4) paper.Skip(Size + 4 - (from - paper.Top));
        paper.Skip(4);
    }

    private static void Heading(PaperLayout paper, string text)
    {
        paper.Need(90);
        paper.Skip(14);
        paper.Paragraph(text, Large, isBold: true);
        paper.Rule(PaperColour.Soft);
        paper.Skip(8);
    }

    private static void Signature(PaperLayout paper, ReportSection signature)
    {
        const double Size = 13;
        paper.Need(130);
        var light = signature.Light ?? ReportLight.Amber;
        paper.Draw(Shape(light, PaperLayout.Margin, paper.Top - Size - 1, Size));
        paper.Paragraph(signature.Heading, 12, isBold: true, indent: Size + 8);
        paper.Paragraph(signature.LightWord, Usual, isBold: true, ColourOf(light), indent: Size + 8);
        paper.Skip(3);
        foreach (var row in signature.Rows) paper.Row(row.Label, row.Value, Usual, indent: Size + 8);
        paper.Skip(10);
    }

    private static void Finding(PaperLayout paper, ReportFinding finding)
    {
        var colour = finding.Severity switch { FindingSeverity.Note => PaperColour.Soft, FindingSeverity.Warning => ColourOf(ReportLight.Amber), _ => ColourOf(ReportLight.Red) };
        paper.Need(44);
        paper.Paragraph(finding.Weight, Usual, isBold: true, colour);
        paper.Paragraph(finding.Sentence, Usual);
        if (finding.Place.Length > 0) paper.Paragraph(finding.Place, Small, colour: PaperColour.Soft);
        paper.Skip(6);
    }

    private static PaperColour ColourOf(ReportLight light) => light switch
    {
        ReportLight.Green => new(0.1, 0.42, 0.18),
        ReportLight.Amber => new(0.48, 0.32, 0),
        _ => new(0.66, 0.13, 0.1),
    };

    // The shapes of the page on the screen, in a square of that size.
    private static string Shape(ReportLight light, double x, double y, double size)
    {
        var placed = string.Create(CultureInfo.InvariantCulture, $"q {size / 48:0.####} 0 0 {size / 48:0.####} {x:0.##} {y:0.##} cm {ColourOf(light)} rg 1 1 1 RG 5 w 1 J 1 j ");
        // Four Bézier curves make the disc; 12.15 is 22 × 0.5523.
        return placed + light switch
        {
            ReportLight.Green => "46 24 m 46 36.15 36.15 46 24 46 c 11.85 46 2 36.15 2 24 c 2 11.85 11.85 2 24 2 c 36.15 2 46 11.85 46 24 c f 13 23 m 21 15 l 36 32 l S Q",
            ReportLight.Amber => "24 45 m 47 4 l 1 4 l f 24 30 m 24 18 l S 24 11.5 m 24 11.4 l S Q",
            _ => "15 46 m 33 46 l 46 33 l 46 15 l 33 2 l 15 2 l 2 15 l 2 33 l f 16 32 m 32 16 l S 32 32 m 16 16 l S Q",
        };
    }
}
