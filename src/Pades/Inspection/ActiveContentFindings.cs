using System.Globalization;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Inspection;

/// <summary>What acts, hides or reaches out in a checked document: one finding for each kind, told apart by whether the first signer had it before him.</summary>
internal static class ActiveContentFindings
{
    private const int MostDetails = 3;
    private const int LongestDetail = 60;

    /// <param name="file">As it is now.</param>
    /// <param name="signed">As the first signature found it; null when there is no intact one.</param>
    /// <param name="revisions">Of the file.</param>
    public static IReadOnlyList<Finding> Of(PdfFile file, PdfFile? signed, Revisions revisions)
    {
        var now = Scan(file);
        if (now.Count == 0) return [];
        var before = signed is null ? null : Scan(signed).Select(Key).ToHashSet();
        return
        [
            .. now.GroupBy(content => (content.Kind, content.RunsByItself, Added: before is not null && !before.Contains(Key(content))))
                .Select(group => Tell(group.Key.Kind, group.Key.RunsByItself, group.Key.Added, signed is not null, [.. group], file, revisions)),
        ];
    }

    private static IReadOnlyList<ActiveContent> Scan(PdfFile file)
    {
        try
        {
            return new ActiveContentScan(file).Run(new PageTree(file).Pages().ToList());
        }
        catch (PdfException)
        {
            // Pages that cannot be walked are somebody else's finding.
            return [];
        }
    }

    // Without the way to it: a page put in front changes that and nothing else.
    private static (ActiveContentKind, int, string, bool) Key(ActiveContent content) => (content.Kind, content.ObjectNumber, content.Detail, content.RunsByItself);

    private static Finding Tell(ActiveContentKind kind, bool runsByItself, bool isAdded, bool isSigned, IReadOnlyList<ActiveContent> all, PdfFile file, Revisions revisions)
    {
        var (what, english) = Names(kind);
        var first = all[0];
        var details = string.Join(", ", all.Select(content => content.Detail).Where(detail => detail.Length > 0).Distinct().Take(MostDetails).Select(detail => detail.Length > LongestDetail ? detail[..LongestDetail] + "…" : detail));
        var (tail, count) = (details.Length > 0 ? $": {details}." : ".", all.Count.ToString(CultureInfo.InvariantCulture));
        var vi = isAdded ? $"Sau khi ký, tệp được thêm {what} ({count} chỗ)" : isSigned ? $"Tệp có {what} ({count} chỗ), đã có từ lúc ký" : $"Tệp có {what} ({count} chỗ)";
        var en = isAdded ? $"After signing the file was given {english} ({count})" : isSigned ? $"The file has {english} ({count}), as it had when it was signed" : $"The file has {english} ({count})";
        var section = file.Sections.FirstOrDefault(s => s.FindWithCompanion(first.ObjectNumber) is not null) ?? file.Sections[0];
        return new(isAdded ? FindingCode.ActiveContentAdded : FindingCode.ActiveContent, runsByItself || isAdded ? FindingSeverity.Warning : FindingSeverity.Note,
            revisions.Holding(section.Offset), first.ObjectNumber, Path(first.Path), vi + (runsByItself ? ", tự chạy khi mở" : "") + tail, en + (runsByItself ? ", running by itself" : "") + tail);
    }

    // "/Pages/3/Annots/0/A" is the third page, wherever it hangs in the tree.
    private static string Path(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        var start = "Root";
        if (parts is ["Pages", var page, ..] && int.TryParse(page, CultureInfo.InvariantCulture, out _))
        {
            start = $"Page[{page}]";
            parts.RemoveRange(0, 2);
        }
        return parts.Aggregate(start, (at, part) => int.TryParse(part, CultureInfo.InvariantCulture, out _) ? $"{at}[{part}]" : $"{at}.{part}");
    }

    private static (string Vietnamese, string English) Names(ActiveContentKind kind) => kind switch
    {
        ActiveContentKind.JavaScript => ("mã JavaScript", "JavaScript"),
        ActiveContentKind.Launch => ("lệnh mở chương trình hoặc tệp khác", "an action that starts a program"),
        ActiveContentKind.Uri => ("liên kết ra địa chỉ bên ngoài", "links to addresses outside"),
        ActiveContentKind.SubmitForm => ("lệnh gửi hoặc nhập dữ liệu biểu mẫu", "actions that send or take in form data"),
        ActiveContentKind.RemoteGoTo => ("lệnh mở tài liệu khác", "actions that open other documents"),
        ActiveContentKind.EmbeddedFile => ("tệp đính kèm", "attached files"),
        ActiveContentKind.HiddenLayer => ("lớp nội dung có thể ẩn hoặc hiện", "layers that can be hidden or shown"),
        ActiveContentKind.Xfa => ("biểu mẫu XFA, tự vẽ trang của nó", "an XFA form, which draws its own pages"),
        ActiveContentKind.RichMedia => ("âm thanh, phim hoặc nội dung đa phương tiện", "sound, film or other rich media"),
        _ => ("nội dung chủ động", "active content"),
    };
}
