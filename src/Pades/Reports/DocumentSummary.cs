namespace ThanhHoa.DigitalSignature.Pades.Reports;

/// <summary>The answer before anybody reads a word. Each comes with a shape and a word, never as a colour alone.</summary>
public enum ReportLight
{
    /// <summary>Intact and trusted: go on.</summary>
    Green,

    /// <summary>Nothing wrong was found, but something is missing: read on.</summary>
    Amber,

    /// <summary>Do not rely on it.</summary>
    Red,
}

/// <summary>What a busy person needs to know of a check: a light, a word, a sentence, and then each signature.</summary>
/// <param name="Light">The worst of what counts.</param>
/// <param name="Word">The light in a word or three.</param>
/// <param name="Sentence">What it means and what to do.</param>
/// <param name="Signatures">In the order of the report.</param>
public sealed record DocumentSummary(ReportLight Light, Bilingual Word, Bilingual Sentence, IReadOnlyList<SignatureSummary> Signatures)
{
    private const int NamesShown = 3;

    // What a reader of the page may notice; what every later signature or time stamp brings along, nobody needs to hear of.
    private static readonly FindingCode[] Noticeable =
    [
        FindingCode.FieldFilled, FindingCode.AnnotationAdded, FindingCode.AnnotationChanged, FindingCode.AnnotationRemoved, FindingCode.PageSpawned, FindingCode.TextCovered,
    ];

    /// <summary>Sums a check up.</summary>
    public static DocumentSummary Of(CheckedDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.Report is not { } report) return OfUnreadable(document.Problem);
        var signatures = Enumerable.Range(0, report.Signatures.Count).Select(i => SignatureSummary.Of(report, i)).ToList();
        var (light, word, sentence) = report.Conclusion switch
        {
            DocumentConclusion.Broken => (ReportLight.Red, new Bilingual("Không còn nguyên vẹn", "Broken"), Broken(report)),
            DocumentConclusion.Suspicious => (ReportLight.Red, new Bilingual("Đã bị thay đổi sau khi ký", "Changed after signing"), SummaryTexts.ChangedAfterwards),
            DocumentConclusion.NoSignature => (ReportLight.Amber, new Bilingual("Chưa ký số", "Not signed"), Unsigned(report)),
            DocumentConclusion.Intact => Intact(report, signatures),
            _ => throw new ArgumentOutOfRangeException(nameof(document)),
        };
        return new(light, word, sentence, signatures);
    }

    private static DocumentSummary OfUnreadable(PdfErrorCode? problem)
    {
        // Nothing is wrong with a file that only lacks its password, or that only we cannot read.
        var light = problem is PdfErrorCode.PasswordRequired or PdfErrorCode.PasswordWrong or PdfErrorCode.Unsupported ? ReportLight.Amber : ReportLight.Red;
        return new(light, new("Chưa kiểm tra được", "Could not be checked"), SummaryTexts.Of(problem), []);
    }

    private static (ReportLight Light, Bilingual Word, Bilingual Sentence) Intact(ValidationReport report, List<SignatureSummary> signatures)
    {
        // A document time stamp supports the signatures; on its own it is what there is to judge.
        var counting = signatures.Where(s => s.Signature.Kind != SignatureKind.DocumentTimeStamp).ToList() is { Count: > 0 } people ? people : signatures;
        var doubtful = counting.Where(s => s.Light != ReportLight.Green).ToList();
        if (doubtful.Count == 0) return (ReportLight.Green, new("Hợp lệ", "Valid"), Trusted(report, counting));
        var worst = doubtful.MaxBy(s => s.Light)!;
        var word = worst.Light == ReportLight.Red ? new Bilingual("Không hợp lệ", "Not valid") : new Bilingual("Chưa đủ căn cứ", "Not certain yet");
        return (worst.Light, word, Doubtful(worst, doubtful.Count, counting.Count));
    }

    private static Bilingual Trusted(ValidationReport report, List<SignatureSummary> signatures)
    {
        var added = report.Findings.Any(f => Noticeable.Contains(f.Code))
            ? new Bilingual(" Sau khi ký có điền thêm hoặc ghi chú, trong phạm vi chữ ký cho phép.", " After signing something was filled in or noted, as the signatures permit.")
            : new("", "");
        var names = Names(signatures);
        if (signatures[0].Signature.Kind == SignatureKind.DocumentTimeStamp)
            return new($"Văn bản nguyên vẹn từ khi được đóng dấu thời gian; không có chữ ký của người nào.{added.Vietnamese}", $"The document is intact since it was time-stamped; nobody signed it.{added.English}");
        return signatures.Count == 1
            ? new($"Văn bản nguyên vẹn, đúng như khi {names.Vietnamese} ký; chứng thư số được tin cậy.{added.Vietnamese}", $"The document is intact, as {names.English} signed it; the certificate is trusted.{added.English}")
            : new($"Văn bản nguyên vẹn; cả {signatures.Count} chữ ký ({names.Vietnamese}) đều được tin cậy.{added.Vietnamese}", $"The document is intact; all {signatures.Count} signatures ({names.English}) are trusted.{added.English}");
    }

    private static Bilingual Doubtful(SignatureSummary worst, int doubtful, int all)
    {
        var what = all == 1
            ? new Bilingual($"chữ ký của {worst.Signer.Vietnamese}", $"the signature of {worst.Signer.English}")
            : new($"{doubtful} trong {all} chữ ký", $"{doubtful} of {all} signatures");
        var start = worst.Light == ReportLight.Red
            ? new Bilingual($"Văn bản nguyên vẹn từ khi ký, nhưng {what.Vietnamese} không hợp lệ.", $"The document is intact since it was signed, but {what.English} cannot be valid.")
            : new($"Văn bản nguyên vẹn từ khi ký, nhưng chưa thể tin chắc {what.Vietnamese}.", $"The document is intact since it was signed, but {what.English} cannot be relied on yet.");
        return new($"{start.Vietnamese} {worst.Trust.Vietnamese}", $"{start.English} {worst.Trust.English}");
    }

    private static Bilingual Broken(ValidationReport report)
    {
        var broken = report.Signatures.Count(s => !s.IsIntact);
        return report.Signatures.Count == 1
            ? new("Đừng dựa vào văn bản này: chữ ký không còn nguyên vẹn. Hãy xin lại bản gốc từ người ký.", "Do not rely on this document: its signature is broken. Ask the signer for the original.")
            : new($"Đừng dựa vào văn bản này: {broken} trong {report.Signatures.Count} chữ ký không còn nguyên vẹn. Hãy xin lại bản gốc từ người ký.", $"Do not rely on this document: {broken} of {report.Signatures.Count} signatures are broken. Ask the signers for the original.");
    }

    private static Bilingual Unsigned(ValidationReport report) => report.EmptyFields.Count > 0
        ? new("Văn bản có ô ký nhưng chưa ai ký, nên không có gì chứng minh ai chịu trách nhiệm và nội dung có bị sửa hay không.", "The document has signature fields, but nobody has signed: nothing proves who answers for it or whether it was changed.")
        : new("Văn bản không có chữ ký số nào, nên không có gì chứng minh ai chịu trách nhiệm và nội dung có bị sửa hay không.", "The document has no digital signature: nothing proves who answers for it or whether it was changed.");

    private static Bilingual Names(List<SignatureSummary> signatures)
    {
        var people = signatures.Select(s => s.Signer).Distinct().ToList();
        var more = people.Count - NamesShown;
        var (vietnamese, english) = (string.Join(", ", people.Take(NamesShown).Select(p => p.Vietnamese)), string.Join(", ", people.Take(NamesShown).Select(p => p.English)));
        return more > 0 ? new($"{vietnamese} và {more} người khác", $"{english} and {more} more") : new(vietnamese, english);
    }
}
