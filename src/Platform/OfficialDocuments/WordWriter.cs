using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using L = ThanhHoa.DigitalSignature.Platform.OfficialDocuments.OfficialLayout;

namespace ThanhHoa.DigitalSignature.Platform.OfficialDocuments;

/// <summary>Writes official documents as .docx (ISO/IEC 29500), so that a clerk can go on writing in Word.</summary>
public static class WordWriter
{
    // A twentieth of a point.
    private static readonly int TextWidth = Twips(L.PageWidth - L.Left - L.Right);

    /// <summary>One file; each document begins on a page of its own.</summary>
    public static byte[] Write(params IReadOnlyList<OfficialDocument> documents)
    {
        using var bytes = new MemoryStream();
        using (var package = WordprocessingDocument.Create(bytes, WordprocessingDocumentType.Document))
        {
            var main = package.AddMainDocumentPart();
            var header = main.AddNewPart<HeaderPart>();
            header.Header = new Header(new Paragraph(
                new ParagraphProperties(new Justification { Val = JustificationValues.Center }),
                new Run(Look(L.BodySize), new FieldChar { FieldCharType = FieldCharValues.Begin }), new Run(Look(L.BodySize), new FieldCode(" PAGE ")), new Run(Look(L.BodySize), new FieldChar { FieldCharType = FieldCharValues.End })));
            var first = main.AddNewPart<HeaderPart>();
            first.Header = new Header(new Paragraph());
            var body = new Body();
            for (var i = 0; i < documents.Count; i++)
            {
                Add(body, documents[i]);
                var section = Section(main.GetIdOfPart(header), main.GetIdOfPart(first));
                if (i < documents.Count - 1) body.Append(new Paragraph(new ParagraphProperties(section)));
                else body.Append(section);
            }

            main.Document = new Document(body);
        }

        return bytes.ToArray();
    }

    private static void Add(Body body, OfficialDocument document)
    {
        body.Append(Head(document));
        body.Append(Centred(L.Capitals(document.Title), L.BodySize, bold: true, before: 12));
        if (document.Abstract is not null) body.Append(Centred(document.Abstract, L.BodySize, bold: true));
        if (document.Abstract is not null) body.Append(Centred("_______________", L.HeadSize));
        if (document.Addressee is not null) body.Append(Centred($"Kính gửi: {document.Addressee}", L.BodySize, before: 6));
        foreach (var block in document.Body)
        {
            switch (block)
            {
                case OfficialBlock.Paragraph paragraph: body.Append(Text(paragraph)); break;
                case OfficialBlock.Table table: body.Append(Grid(table), new Paragraph(Spacing(0, 0))); break;
                case OfficialBlock.NewPage page:
                    body.Append(new Paragraph(new Run(new Break { Type = BreakValues.Page })));
                    body.Append(Centred(page.Heading, L.BodySize, bold: true));
                    break;
            }
        }

        if (document.Signers.Count > 0 || document.Recipients.Count > 0) body.Append(Foot(document));
    }

    private static Table Head(OfficialDocument document)
    {
        var left = new List<OpenXmlElement>();
        if (document.Superior is not null) left.Add(Centred(L.Capitals(document.Superior), L.HeadSize));
        left.Add(Centred(L.Capitals(document.Organisation), L.HeadSize, bold: true));
        left.Add(Centred("_______", L.HeadSize, bold: true));
        if (document.NumberLine is { } number) left.Add(Centred(number, L.MottoSize));
        return Borderless(
            Cell(TextWidth * 42 / 100, left),
            Cell(TextWidth * 58 / 100, [Centred(L.Nation, L.HeadSize, bold: true), Centred(L.Motto, L.MottoSize, bold: true), Centred("_____________________", L.HeadSize, bold: true), Centred(document.PlaceAndDate, L.MottoSize, italic: true)]));
    }

    private static Table Foot(OfficialDocument document)
    {
        List<OpenXmlElement> Block(OfficialSigner signer) =>
        [
            Centred(L.Capitals(signer.Position), L.BodySize, bold: true, before: 12), .. Enumerable.Range(0, 4).Select(_ => Centred("", L.BodySize)), Centred(signer.Name, L.BodySize, bold: true),
        ];
        if (document.Signers.Count > 1) return Borderless(Cell(TextWidth / 2, Block(document.Signers[0])), Cell(TextWidth / 2, Block(document.Signers[1])));
        var recipients = document.Recipients.Count == 0 ? [new Paragraph()] : new List<OpenXmlElement> { Plain("Nơi nhận:", L.RecipientsTitleSize, bold: true, italic: true) };
        recipients.AddRange(document.Recipients.Select(r => Plain($"- {r};", L.RecipientsSize)));
        if (document.Recipients.Count > 0) recipients.Add(Plain("- Lưu: VT.", L.RecipientsSize));
        return Borderless(Cell(TextWidth / 2, recipients), Cell(TextWidth / 2, document.Signers.Count > 0 ? Block(document.Signers[0]) : [new Paragraph()]));
    }

    private static Paragraph Text(OfficialBlock.Paragraph text)
    {
        var properties = Spacing(0, L.ParagraphGap);
        properties.Append(new Indentation { FirstLine = text.Indented ? $"{Twips(L.FirstLine)}" : "0" }, new Justification { Val = JustificationValues.Both });
        return new Paragraph(properties, new Run(Look(L.BodySize, text.Bold, text.Italic), new Text(text.Text) { Space = SpaceProcessingModeValues.Preserve }));
    }

    private static Table Grid(OfficialBlock.Table table)
    {
        var whole = table.Shares.Sum();
        int Width(int column) => TextWidth * table.Shares[column] / whole;
        var line = new EnumValue<BorderValues>(BorderValues.Single);
        var grid = new Table(new TableProperties(
            new TableWidth { Width = $"{TextWidth}", Type = TableWidthUnitValues.Dxa },
            new TableBorders(new TopBorder { Val = line, Size = 4 }, new LeftBorder { Val = line, Size = 4 }, new BottomBorder { Val = line, Size = 4 }, new RightBorder { Val = line, Size = 4 }, new InsideHorizontalBorder { Val = line, Size = 4 }, new InsideVerticalBorder { Val = line, Size = 4 }),
            new TableLayout { Type = TableLayoutValues.Fixed }));
        grid.Append(new TableGrid(table.Shares.Select((_, i) => new GridColumn { Width = $"{Width(i)}" })));
        var head = new TableRow(new TableRowProperties(new TableHeader()));
        head.Append(table.Head.Select((text, i) => Cell(Width(i), [Centred(text, L.TableSize, bold: true)])));
        grid.Append(head);
        foreach (var row in table.Rows) grid.Append(new TableRow(row.Select((text, i) => Cell(Width(i), [Plain(text, L.TableSize)]))));
        return grid;
    }

    private static Table Borderless(params TableCell[] cells) => new(
        new TableProperties(new TableWidth { Width = $"{TextWidth}", Type = TableWidthUnitValues.Dxa }, new TableLayout { Type = TableLayoutValues.Fixed }),
        new TableGrid(cells.Select(c => new GridColumn { Width = c.TableCellProperties!.TableCellWidth!.Width })),
        new TableRow(cells));

    private static TableCell Cell(int width, IEnumerable<OpenXmlElement> content)
    {
        var cell = new TableCell(new TableCellProperties(new TableCellWidth { Width = $"{width}", Type = TableWidthUnitValues.Dxa }));
        cell.Append(content);
        return cell;
    }

    private static Paragraph Centred(string text, float size, bool bold = false, bool italic = false, float before = 0)
    {
        var properties = Spacing(before, 0);
        properties.Append(new Justification { Val = JustificationValues.Center });
        return new Paragraph(properties, new Run(Look(size, bold, italic), new Text(text)));
    }

    private static Paragraph Plain(string text, float size, bool bold = false, bool italic = false) => new(Spacing(0, 0), new Run(Look(size, bold, italic), new Text(text)));

    private static ParagraphProperties Spacing(float before, float after) =>
        new(new SpacingBetweenLines { Before = $"{(int)(before * 20)}", After = $"{(int)(after * 20)}", Line = $"{(int)(240 * L.LineSpacing)}", LineRule = LineSpacingRuleValues.Auto });

    private static RunProperties Look(float size, bool bold = false, bool italic = false)
    {
        var look = new RunProperties(new RunFonts { Ascii = L.Font, HighAnsi = L.Font, ComplexScript = L.Font });
        if (bold) look.Append(new Bold());
        if (italic) look.Append(new Italic());
        look.Append(new Color { Val = "000000" }, new FontSize { Val = $"{(int)(size * 2)}" });
        return look;
    }

    // No number on the first page (annex I, page numbers).
    private static SectionProperties Section(string header, string first) => new(
        new HeaderReference { Type = HeaderFooterValues.Default, Id = header },
        new HeaderReference { Type = HeaderFooterValues.First, Id = first },
        new SectionType { Val = SectionMarkValues.NextPage },
        new PageSize { Width = (uint)Twips(L.PageWidth), Height = (uint)Twips(L.PageHeight) },
        new PageMargin { Top = Twips(L.Top), Bottom = Twips(L.Bottom), Left = (uint)Twips(L.Left), Right = (uint)Twips(L.Right), Header = (uint)Twips(10), Footer = (uint)Twips(10), Gutter = 0 },
        new PageNumberType { Start = 1 },
        new TitlePage());

    private static int Twips(float millimetres) => (int)MathF.Round(millimetres / 25.4f * 1440);
}
