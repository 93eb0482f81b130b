using System.IO.Compression;
using System.Text;
using ThanhHoa.DigitalSignature.Organisation.Tables;
using ThanhHoa.DigitalSignature.Platform.Tables;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Tables;

/// <summary>Workbooks as other programs write them, and as nobody should.</summary>
internal static class Sheets
{
    /// <summary>A workbook of ours with these rows, the first being the header.</summary>
    public static byte[] Workbook(params string[][] rows)
    {
        using var file = new MemoryStream();
        using (var workbook = new WorkbookWriter(file))
        {
            workbook.BeginSheet("Trang 1", [.. rows[0].Select(_ => 20)]);
            workbook.Header(rows[0]);
            foreach (var row in rows.Skip(1)) workbook.Row(row);
        }

        return file.ToArray();
    }

    /// <summary>A workbook with this sheet data and these shared texts, as raw XML.</summary>
    public static byte[] Raw(string sheetData, string? shared = null, string workbookPr = "", string? doctype = null)
    {
        const string main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        const string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var texts = shared is null ? "" : $"<Relationship Id=\"rId2\" Type=\"{office}/sharedStrings\" Target=\"sharedStrings.xml\"/>";
        var parts = new Dictionary<string, string>
        {
            ["_rels/.rels"] = $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>",
            ["xl/workbook.xml"] = $"<workbook {main} xmlns:r=\"{office}\">{workbookPr}<sheets><sheet name=\"Ẩn\" sheetId=\"1\" state=\"hidden\" r:id=\"rId9\"/><sheet name=\"Hiện\" sheetId=\"2\" r:id=\"rId1\"/></sheets></workbook>",
            ["xl/_rels/workbook.xml.rels"] = $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/>{texts}</Relationships>",
            ["xl/worksheets/sheet1.xml"] = $"{doctype}<worksheet {main}><sheetData>{sheetData}</sheetData></worksheet>",
        };
        if (shared is not null) parts["xl/sharedStrings.xml"] = $"<sst {main}>{shared}</sst>";
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in parts)
            {
                using var part = archive.CreateEntry(path).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return file.ToArray();
    }

    /// <summary>Every row of a file: its number and the texts of its cells.</summary>
    public static List<(int Row, string Cells)> Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        using var table = TableReader.Open(stream);
        var rows = new List<(int, string)>();
        while (table.Read() is { } row) rows.Add((row.Number, string.Join('|', row.Cells.Select(c => c.IsFormula ? $"ƒ{c.Text}" : c.Text))));
        return rows;
    }
}
