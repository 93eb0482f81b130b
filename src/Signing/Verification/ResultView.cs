using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Pades.Reports;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Signing.Verification;

/// <summary>A report to take away; its bytes are in the link itself, because the server keeps nothing.</summary>
internal sealed record ReportLink(string Label, string FileName, string Url);

/// <summary>The answer as the page shows it, in the reader's language.</summary>
internal sealed class ResultView
{
    private const int ChangesShown = 60, MarksShown = 40, FindingsShown = 100;
    private readonly IStringLocalizer text;

    public ResultView(CheckedFile file, IStringLocalizer text, string? fileUrl = null)
    {
        this.text = text;
        Document = file.Document;
        Language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? ReportLanguage.English : ReportLanguage.Vietnamese;
        Summary = DocumentSummary.Of(Document);
        Reports = [.. MakeReports(file)];
        Places = (file.Inspection?.SignatureFields ?? []).Where(f => f.Page > 0 && f.Rectangle is { Width: > 0, Height: > 0 }).DistinctBy(f => f.Name).ToDictionary(f => f.Name);
        // What is not permitted first, then in the order of the document.
        var changes = (Document.Report?.PageChanges ?? []).OrderBy(c => c.IsPermitted).ToList();
        Changes = [.. changes.Take(ChangesShown)];
        ChangesLeftOut = changes.Count - Changes.Count;
        Findings = [.. (Document.Report?.Findings ?? []).Concat((Document.Report?.Signatures ?? []).SelectMany(s => s.Findings.Where(f => f.Revision == s.Revision)))
            .DistinctBy(f => (f.Code, f.Severity, f.Revision, f.ObjectNumber, f.Path)).OrderByDescending(f => f.Severity).Take(FindingsShown)];
        Data = JsonSerializer.Serialize(ForScript(fileUrl), JsonSerializerOptions.Web);
    }

    public CheckedDocument Document { get; }

    public ReportLanguage Language { get; }

    public DocumentSummary Summary { get; }

    public IReadOnlyList<ReportLink> Reports { get; }

    public bool AsksForPassword => Document.Problem is PdfErrorCode.PasswordRequired or PdfErrorCode.PasswordWrong;

    /// <summary>Visible signature fields by name.</summary>
    public IReadOnlyDictionary<string, SignatureField> Places { get; }

    public IReadOnlyList<PageChange> Changes { get; }

    public int ChangesLeftOut { get; }

    /// <summary>What the script needs, as JSON that is safe inside a script element.</summary>
    public string Data { get; }

    public string CheckedAt => VietnamTime.Show(Document.At);

    /// <summary>Everything found, the heaviest first, each once.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>What runs by itself, or was made to act after signing.</summary>
    public IEnumerable<Finding> Acting => Findings.Where(f => f is { Code: FindingCode.ActiveContent or FindingCode.ActiveContentAdded, Severity: FindingSeverity.Warning });

    public string Say(Bilingual words) => words.In(Language);

    public string Say(Finding finding) => Language == ReportLanguage.English ? finding.English : finding.Vietnamese;

    public static string Colour(ReportLight light) => light switch { ReportLight.Green => "green", ReportLight.Amber => "amber", _ => "red" };

    public string WordOf(ReportLight light) => light switch
    {
        ReportLight.Green => text["Hợp lệ"],
        ReportLight.Amber => text["Chưa đủ căn cứ"],
        _ => text["Không dựa vào được"],
    };

    public string WordOf(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Note => text["Được phép"],
        FindingSeverity.Warning => text["Lưu ý"],
        FindingSeverity.Forbidden => text["Không được phép"],
        _ => text["Hỏng chữ ký"],
    };

    /// <summary>One changed place in words.</summary>
    public string Describe(PageMark mark)
    {
        var subject = mark.Subject switch
        {
            LookSubject.Page => text["nội dung trang"].Value,
            LookSubject.Annotation => text["ghi chú hoặc hình chèn ({0})", mark.Name].Value,
            LookSubject.Field => text["ô biểu mẫu “{0}”", mark.Name].Value,
            _ => text["chữ ký ở ô “{0}”", mark.Name].Value,
        };
        var change = mark.Change switch
        {
            LookChange.Appeared => text["Thêm {0}", subject],
            LookChange.Changed => text["Đổi {0}", subject],
            _ => text["Mất {0}", subject],
        };
        return mark.CoveredText.Length == 0 ? change : text["{0}, che chữ “{1}”", change.Value, mark.CoveredText];
    }

    /// <summary>The state in which a signature saw the document can be taken out.</summary>
    public static bool CanBeTakenOut(SignatureReport signature) => signature is { IsIntact: true, Coverage: SignatureCoverage.EntireRevision };

    private IEnumerable<ReportLink> MakeReports(CheckedFile file)
    {
        var name = Path.GetFileNameWithoutExtension(Document.FileName) is { Length: > 0 } own ? own : "van-ban";
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        yield return Link(text["Báo cáo PDF"], $"{name}.bao-cao.pdf", "application/pdf", ReportPdf.Write(Document, Language));
        yield return Link(text["Trang HTML"], $"{name}.bao-cao.html", "text/html", Encoding.UTF8.GetBytes(ReportHtml.Write(Document, Language)));
        yield return Link(text["XML (ETSI)"], $"{name}.bao-cao.xml", "application/xml", ReportXml.Write(Document));
        yield return Link(text["JSON"], $"{name}.bao-cao.json", "application/json", Encoding.UTF8.GetBytes(ReportJson.Write(Document, file.Elapsed, process.PeakWorkingSet64)));
    }

    private static ReportLink Link(string label, string name, string type, byte[] content) => new(label, name, $"data:{type};base64,{Convert.ToBase64String(content)}");

    private object ForScript(string? fileUrl) => new
    {
        fileUrl,
        length = Document.Length,
        name = Document.FileName,
        signatures = Summary.Signatures.Select(s => new
        {
            s.Number,
            name = Say(s.Signer),
            light = Colour(s.Light),
            end = s.Signature.ByteRange.End,
            page = Places.GetValueOrDefault(s.Signature.FieldName)?.Page ?? 0,
            rectangle = Places.TryGetValue(s.Signature.FieldName, out var place) ? Corners(place.Rectangle) : null,
        }),
        changes = Changes.Select(c => new
        {
            before = new { length = c.EarlierLength, page = c.PageBefore ?? 0, revision = c.EarlierRevision, marks = Marks(c, m => m.Before) },
            after = new { length = c.LaterLength, page = c.Page ?? 0, revision = c.Revision, marks = Marks(c, m => m.After) },
        }),
    };

    public static IEnumerable<PageMark> Shown(PageChange change) => change.Marks.OrderBy(m => m.IsPermitted).Take(MarksShown);

    private static IEnumerable<object> Marks(PageChange change, Func<PageMark, PdfRectangle?> side) =>
        Shown(change).Select(mark => (mark, at: side(mark))).Where(m => m.at is not null).Select(m => new { m.mark.IsPermitted, rectangle = Corners(m.at!.Value) });

    // Left, lower edge, width and height in points of the page as displayed.
    private static double[] Corners(PdfRectangle r) => [Math.Round(r.X, 2), Math.Round(r.Y, 2), Math.Round(r.Width, 2), Math.Round(r.Height, 2)];
}
