using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace ThanhHoa.DigitalSignature.Platform.Tables;

/// <summary>
/// An Excel workbook, written row by row. Every cell is a text and marked as one: whatever was typed into it, opening the
/// workbook computes nothing, and a code keeps its leading zeros.
/// </summary>
/// <param name="output">Written to as rows come; stays open.</param>
public sealed class WorkbookWriter(Stream output) : IDisposable
{
    /// <summary>Media type of a workbook.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>As many letters as Excel can hold in a cell.</summary>
    public const int LongestCell = 32_767;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";

    // Styles by their number in the style sheet below.
    private const int HeaderStyle = 1;
    private const int TextStyle = 2;
    private const int QuotedStyle = 3;

    private readonly ZipArchive archive = new(output, ZipArchiveMode.Create, leaveOpen: true);
    private readonly List<string> sheets = [];
    private Stream? part;
    private XmlWriter? xml;
    private int row;

    /// <summary>Ends the sheet before and begins another; the first row stays in sight when the others scroll.</summary>
    /// <param name="name">At most 31 letters.</param>
    /// <param name="widths">Of the columns, in letters.</param>
    public void BeginSheet(string name, IReadOnlyList<int> widths)
    {
        EndSheet();
        sheets.Add(name);
        row = 0;
        part = archive.CreateEntry($"xl/worksheets/sheet{sheets.Count}.xml", CompressionLevel.Fastest).Open();
        xml = Writer(part);
        xml.WriteStartElement("worksheet", Main);
        xml.WriteRaw("""<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>""");
        xml.WriteStartElement("cols");
        foreach (var (at, width) in widths.Index())
        {
            xml.WriteStartElement("col");
            xml.WriteAttributeString("min", Number(at + 1));
            xml.WriteAttributeString("max", Number(at + 1));
            xml.WriteAttributeString("width", Number(width));
            xml.WriteAttributeString("style", Number(TextStyle));
            xml.WriteAttributeString("customWidth", "1");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteStartElement("sheetData");
    }

    /// <summary>Writes the row of titles.</summary>
    public void Header(IEnumerable<string> cells) => Row(cells, HeaderStyle);

    /// <summary>Writes a row; empty cells are left out.</summary>
    public void Row(IEnumerable<string> cells) => Row(cells, TextStyle);

    /// <summary>Ends the workbook.</summary>
    public void Dispose()
    {
        EndSheet();
        Part("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets>{string.Concat(sheets.Select((name, at) => $"""<sheet name="{System.Security.SecurityElement.Escape(name)}" sheetId="{at + 1}" r:id="rId{at + 1}"/>"""))}</sheets></workbook>""");
        Part("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{Package}">{string.Concat(sheets.Select((_, at) => $"""<Relationship Id="rId{at + 1}" Type="{Relations}/worksheet" Target="worksheets/sheet{at + 1}.xml"/>"""))}<Relationship Id="rIdStyles" Type="{Relations}/styles" Target="styles.xml"/></Relationships>""");
        Part("_rels/.rels", $"""<Relationships xmlns="{Package}"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Part("xl/styles.xml", Styles);
        const string office = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        Part("[Content_Types].xml", $"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{office}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{office}.styles+xml"/>{string.Concat(sheets.Select((_, at) => $"""<Override PartName="/xl/worksheets/sheet{at + 1}.xml" ContentType="{office}.worksheet+xml"/>"""))}</Types>""");
        archive.Dispose();
    }

    private const string Styles = $"""
        <styleSheet xmlns="{Main}"><fonts count="2"><font><sz val="12"/><name val="Times New Roman"/></font><font><b/><sz val="12"/><name val="Times New Roman"/></font></fonts>
        <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF3E3B3"/></patternFill></fill></fills>
        <borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
        <cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>
        <xf numFmtId="49" fontId="1" fillId="2" borderId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment wrapText="1" vertical="center"/></xf>
        <xf numFmtId="49" fontId="0" fillId="0" borderId="0" applyNumberFormat="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf>
        <xf numFmtId="49" fontId="0" fillId="0" borderId="0" quotePrefix="1" applyNumberFormat="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf></cellXfs></styleSheet>
        """;

    private void Row(IEnumerable<string> cells, int style)
    {
        row++;
        xml!.WriteStartElement("row");
        xml.WriteAttributeString("r", Number(row));
        foreach (var (column, text) in cells.Index())
        {
            if (text.Length == 0) continue;
            xml.WriteStartElement("c");
            xml.WriteAttributeString("r", Letters(column) + Number(row));
            // The mark Excel itself sets when one types an apostrophe first: text stays text even after editing.
            xml.WriteAttributeString("s", Number(text[0] is '=' or '+' or '-' or '@' or '\t' ? QuotedStyle : style));
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is");
            xml.WriteStartElement("t");
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(Writable(text));
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private void EndSheet()
    {
        if (xml is null) return;
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.Dispose();
        part!.Dispose();
        xml = null;
    }

    private void Part(string path, string content)
    {
        using var entry = archive.CreateEntry(path, CompressionLevel.Fastest).Open();
        entry.Write(Encoding.UTF8.GetBytes("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""" + content));
    }

    private static XmlWriter Writer(Stream part) => XmlWriter.Create(part, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CheckCharacters = false, CloseOutput = false });

    /// <summary>Excel refuses a workbook with letters XML does not know and cells longer than it can hold.</summary>
    private static string Writable(string text)
    {
        var cut = text.Length > LongestCell ? text[..LongestCell] : text;
        var written = new StringBuilder(cut.Length);
        for (var at = 0; at < cut.Length; at++)
        {
            if (at + 1 < cut.Length && char.IsSurrogatePair(cut[at], cut[at + 1])) written.Append(cut[at++]).Append(cut[at]);
            else written.Append(XmlConvert.IsXmlChar(cut[at]) ? cut[at] : '\uFFFD');
        }

        return written.ToString();
    }

    /// <summary>Column 0 is A, 27 is AB.</summary>
    public static string Letters(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letters((column / 26) - 1) + (char)('A' + (column % 26));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
