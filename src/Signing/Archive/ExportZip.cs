using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Signing.Archive;

/// <summary>
/// Many documents as one ZIP with a list of what is in it. Each file is checked against its hash on the disk before its first byte
/// is sent; one that was damaged is left out and said so in the list. Memory does not grow with the files.
/// </summary>
internal sealed class ExportZip(FileStore files, IStringLocalizer<Texts> text)
{
    /// <summary>Most documents in one export.</summary>
    public const int Most = 1000;

    /// <summary>Writes the newest version of every file of the documents.</summary>
    /// <param name="documents">With versions and signatures.</param>
    /// <param name="to">Need not be seekable; it stays open.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task RunAsync(IReadOnlyList<Document> documents, Stream to, CancellationToken cancel)
    {
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel);
        var list = new StringBuilder(Row([text["Số, ký hiệu"], text["Trích yếu"], text["Ngày văn bản"], text["Phát hành lúc"], text["Tệp"], "SHA-256", text["Người ký"], text["Ghi chú"]]));
        foreach (var (index, document) in documents.Index())
            foreach (var part in document.Parts.ToList())
                list.Append(await AddAsync(zip, index + 1, document, document.LatestOf(part), cancel));

        await using var entry = await zip.CreateEntry("danh-sach.csv", CompressionLevel.Fastest).OpenAsync(cancel);
        // With the mark of UTF-8, or Excel guesses.
        await entry.WriteAsync(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(list.ToString())).ToArray(), cancel);
    }

    /// <summary>Adds one file; the line about it.</summary>
    private async Task<string> AddAsync(ZipArchive zip, int number, Document document, DocumentVersion version, CancellationToken cancel)
    {
        var name = NameOf(number, document, version.Part);
        var note = "";
        try
        {
            await using var file = await files.OpenVerifiedAsync(version.Sha256, cancel);
            // A PDF is compressed already.
            await using var entry = await zip.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(cancel);
            await file.CopyToAsync(entry, cancel);
        }
        catch (FileDamagedException)
        {
            (name, note) = ("", text["Tệp lưu trữ bị mất hoặc bị thay đổi ngoài hệ thống nên không có trong gói; hãy báo quản trị viên."]);
        }

        var signers = document.Versions.Where(v => v.Part == version.Part && v.Signature is not null).OrderBy(v => v.Ordinal).Select(v => v.Signature!.SignerName);
        return Row([document.NumberAndSymbol, document.Title, $"{document.DatedOn:dd/MM/yyyy}", document.IssuedAt is { } at ? VietnamTime.Show(at) : "", name, version.Sha256, string.Join("; ", signers), note]);
    }

    /// <summary>Letters, digits and a few harmless signs: the same on every system, and never a path.</summary>
    private static string NameOf(int number, Document document, int part)
    {
        var name = string.Concat($"{document.NumberAndSymbol} {document.Title}".Normalize().Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or ' ' ? c : '-'));
        var appendix = part > 0 ? $" - phụ lục {part.ToString(CultureInfo.InvariantCulture)}" : "";
        return $"{number:0000} {name[..Math.Min(name.Length, 80)].Trim()}{appendix}.pdf";
    }

    private static string Row(IEnumerable<string> cells) => $"{string.Join(',', cells.Select(Cell))}\r\n";

    // A cell that begins like a formula would be one in a spreadsheet.
    private static string Cell(string value) => $"\"{(value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" : "")}{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
