using System.IO.Compression;
using System.Text;
using System.Xml;

namespace ThanhHoa.DigitalSignature.Organisation.Tables;

/// <summary>Reading the parts of a workbook: no document type, nothing from outside, no text longer than a cell.</summary>
internal static class WorkbookXml
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = false,
    };

    public static XmlReader Reader(Stream part) => XmlReader.Create(part, Settings);

    /// <summary>The text directly inside the element the reader stands on; the reader ends on its last node.</summary>
    public static string Text(XmlReader reader)
    {
        if (reader.IsEmptyElement) return "";
        var text = new StringBuilder();
        var buffer = new char[1024];
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)) continue;
            for (int read; (read = reader.ReadValueChunk(buffer, 0, buffer.Length)) > 0;)
            {
                if (text.Length + read > TableReader.LongestCell) throw new TableUnreadableException(TableFault.TooLarge);
                text.Append(buffer, 0, read);
            }
        }

        return text.ToString();
    }
}

/// <summary>The texts that cells share (§18.4.8): plain or in runs; phonetic hints are left out.</summary>
internal static class SharedTexts
{
    // Two bytes a letter: as much memory again as the part may unpack to.
    private const int MostLetters = 48 << 20;

    public static List<string> Read(ZipArchiveEntry entry, long limit)
    {
        var texts = new List<string>();
        var letters = 0;
        using var bytes = new BoundedStream(entry.Open(), limit);
        using var reader = WorkbookXml.Reader(bytes);
        while (reader.Read())
        {
            if (reader.NodeType is not XmlNodeType.Element || reader.LocalName != "si") continue;
            var text = ReadOne(reader);
            letters += text.Length;
            if (letters > MostLetters || texts.Count > 4_000_000) throw new TableUnreadableException(TableFault.TooLarge);
            texts.Add(text);
        }

        return texts;
    }

    /// <summary>One item, shared or inline; the reader ends on its last node.</summary>
    public static string ReadOne(XmlReader reader)
    {
        if (reader.IsEmptyElement) return "";
        var text = "";
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType is not XmlNodeType.Element) continue;
            if (reader.LocalName == "t") text += WorkbookXml.Text(reader);
            else if (reader.LocalName == "rPh") _ = WorkbookXml.Text(reader);
            if (text.Length > TableReader.LongestCell) throw new TableUnreadableException(TableFault.TooLarge);
        }

        return text;
    }
}

/// <summary>Where in the archive the first visible sheet and the shared texts stand.</summary>
/// <param name="Sheet">Path of the sheet.</param>
/// <param name="Texts">Path of the shared texts; null when the workbook has none.</param>
/// <param name="CountsFrom1904">Whether days count from 1904.</param>
internal sealed record WorkbookParts(string Sheet, string? Texts, bool CountsFrom1904)
{
    public static WorkbookParts Find(ZipArchive archive, long limit)
    {
        var workbook = Relations(archive, "_rels/.rels", "", limit).FirstOrDefault(r => r.Kind == "officeDocument").Target
            ?? throw new TableUnreadableException(archive.Entries.Count == 0 ? TableFault.Damaged : TableFault.NotATable, "1");
        if (archive.GetEntry(workbook) is not { } entry) throw new TableUnreadableException(TableFault.NoSheet);
        var folder = workbook.Contains('/', StringComparison.Ordinal) ? workbook[..(workbook.LastIndexOf('/') + 1)] : "";
        var relations = Relations(archive, $"{folder}_rels/{workbook[folder.Length..]}.rels", folder, limit).ToList();
        var (sheet, from1904) = ("", false);
        using var bytes = new BoundedStream(entry.Open(), limit);
        using var reader = WorkbookXml.Reader(bytes);
        while (reader.Read())
        {
            if (reader.NodeType is not XmlNodeType.Element) continue;
            if (reader.LocalName == "workbookPr") from1904 = reader.GetAttribute("date1904") is "1" or "true";
            if (reader.LocalName != "sheet" || sheet.Length > 0 || reader.GetAttribute("state") is "hidden" or "veryHidden") continue;
            var id = RelationId(reader);
            sheet = relations.FirstOrDefault(r => r.Id == id && r.Kind == "worksheet").Target ?? "";
        }

        if (sheet.Length == 0) throw new TableUnreadableException(TableFault.NoSheet);
        return new WorkbookParts(sheet, relations.FirstOrDefault(r => r.Kind == "sharedStrings").Target, from1904);
    }

    private static string? RelationId(XmlReader reader)
    {
        for (var at = 0; at < reader.AttributeCount; at++)
        {
            reader.MoveToAttribute(at);
            // r:id, in the namespace of either edition of the standard.
            if (reader.LocalName != "id" || !reader.NamespaceURI.EndsWith("/relationships", StringComparison.Ordinal)) continue;
            var id = reader.Value;
            reader.MoveToElement();
            return id;
        }

        reader.MoveToElement();
        return null;
    }

    private static IEnumerable<(string Id, string Kind, string Target)> Relations(ZipArchive archive, string path, string folder, long limit)
    {
        if (archive.GetEntry(path) is not { } entry) yield break;
        using var bytes = new BoundedStream(entry.Open(), limit);
        using var reader = WorkbookXml.Reader(bytes);
        while (reader.Read())
        {
            if (reader.NodeType is not XmlNodeType.Element || reader.LocalName != "Relationship" || reader.GetAttribute("TargetMode") == "External") continue;
            var (type, target) = (reader.GetAttribute("Type") ?? "", reader.GetAttribute("Target") ?? "");
            yield return (reader.GetAttribute("Id") ?? "", type[(type.LastIndexOf('/') + 1)..], target.StartsWith('/') ? target[1..] : folder + target);
        }
    }
}
