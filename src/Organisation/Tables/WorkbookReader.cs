using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace ThanhHoa.DigitalSignature.Organisation.Tables;

/// <summary>
/// The first visible sheet of an Excel workbook (ECMA-376 part 1, §18), row by row. Only the texts that cells share are kept
/// in memory, and only so many of them. Nothing in the file is computed, followed or fetched.
/// </summary>
internal sealed class WorkbookReader : TableReader
{
    private const long LargestSheet = 160L << 20;
    private const long LargestTexts = 96L << 20;
    private const long LargestPart = 4L << 20;
    private const int MostEntries = 2_000;

    private readonly ZipArchive archive;
    private readonly List<string> texts;
    private readonly BoundedStream sheetBytes;
    private readonly XmlReader sheet;
    private readonly long sheetLength;
    private int row;
    private bool insideRow;

    private WorkbookReader(ZipArchive archive, WorkbookParts parts)
    {
        (this.archive, CountsFrom1904) = (archive, parts.CountsFrom1904);
        texts = parts.Texts is { } shared ? SharedTexts.Read(Entry(archive, shared), LargestTexts) : [];
        var entry = Entry(archive, parts.Sheet);
        // What the archive says about the length is only good enough for a progress bar.
        sheetLength = Math.Max(1, entry.Length);
        sheetBytes = new BoundedStream(entry.Open(), LargestSheet);
        sheet = WorkbookXml.Reader(sheetBytes);
    }

    public override double Progress => Math.Min(1, (double)sheetBytes.Taken / sheetLength);

    public override bool CountsFrom1904 { get; }

    public static new WorkbookReader Open(Stream content)
    {
        ZipArchive? opened = null;
        try
        {
            opened = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (opened.Entries.Count > MostEntries) throw new TableUnreadableException(TableFault.TooLarge);
            return new WorkbookReader(opened, WorkbookParts.Find(opened, LargestPart));
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or TableUnreadableException or NotSupportedException)
        {
            opened?.Dispose();
            throw e as TableUnreadableException ?? new TableUnreadableException(TableFault.Damaged, "1");
        }
    }

    public override TableRow? Read()
    {
        try
        {
            while (sheet.Read())
            {
                if (sheet.NodeType is not XmlNodeType.Element || sheet.LocalName != "row") continue;
                var number = int.TryParse(sheet.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : row + 1;
                if (number <= row) throw new TableUnreadableException(TableFault.Damaged, Shown(number));
                row = number;
                if (sheet.IsEmptyElement) continue;
                insideRow = true;
                var cells = ReadCells();
                insideRow = false;
                if (cells.Exists(cell => cell.Text.Length > 0 || cell.IsFormula)) return new TableRow(row, cells);
            }

            return null;
        }
        catch (Exception e) when (e is XmlException or InvalidDataException)
        {
            throw new TableUnreadableException(TableFault.Damaged, Shown(insideRow ? row : row + 1));
        }
    }

    protected override void Dispose(bool disposing)
    {
        sheet.Dispose();
        sheetBytes.Dispose();
        archive.Dispose();
    }

    private List<TableCell> ReadCells()
    {
        var cells = new List<TableCell>();
        var (depth, column) = (sheet.Depth, -1);
        while (sheet.Read() && sheet.Depth > depth)
        {
            if (sheet.NodeType is not XmlNodeType.Element || sheet.LocalName != "c") continue;
            column = sheet.GetAttribute("r") is { } reference ? ColumnOf(reference) : column + 1;
            var cell = ReadCell();
            if (column is < 0 or >= MostColumns) continue;
            while (cells.Count <= column) cells.Add(default(TableCell) with { Text = "" });
            cells[column] = cell;
        }

        return cells;
    }

    private TableCell ReadCell()
    {
        var type = sheet.GetAttribute("t") ?? "n";
        var (text, formula) = ("", false);
        if (sheet.IsEmptyElement) return new TableCell("", false, false);
        var depth = sheet.Depth;
        while (sheet.Read() && sheet.Depth > depth)
        {
            if (sheet.NodeType is not XmlNodeType.Element) continue;
            switch (sheet.LocalName)
            {
                case "f":
                    formula = true;
                    break;
                case "v":
                    text = WorkbookXml.Text(sheet);
                    break;
                case "is":
                    text = SharedTexts.ReadOne(sheet);
                    break;
            }
        }

        if (formula) return new TableCell(TableCell.OfText(text).Text, IsNumber: false, IsFormula: true);
        return type switch
        {
            "s" => TableCell.OfText(Shared(text)),
            "n" => new TableCell(Plain(text), IsNumber: true, IsFormula: false),
            // A broken formula's result (#REF!), never a value.
            "e" => new TableCell(text, IsNumber: false, IsFormula: true),
            _ => TableCell.OfText(text),
        };
    }

    private string Shared(string index) =>
        int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < texts.Count ? texts[at] : throw new TableUnreadableException(TableFault.Damaged, Shown(row));

    /// <summary>A number as a person typed it: 14797 may be stored as 14797.0 or 1.4797E4.</summary>
    private static string Plain(string number) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1e15
            ? ((decimal)value).ToString("0.##########", CultureInfo.InvariantCulture)
            : number.Trim();

    /// <summary>"BC12" is column 54, counted from 0; -1 when it is no reference.</summary>
    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var letter in reference)
        {
            if (!char.IsAsciiLetterUpper(letter)) break;
            column = (column * 26) + (letter - 'A' + 1);
            if (column > 20_000) return -1;
        }

        return column - 1;
    }

    private static ZipArchiveEntry Entry(ZipArchive archive, string path) => archive.GetEntry(path) ?? throw new TableUnreadableException(TableFault.NoSheet);

    private static string Shown(int number) => number.ToString(CultureInfo.InvariantCulture);
}
