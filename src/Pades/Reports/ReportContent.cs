using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Reports;

/// <summary>A label and what stands beside it.</summary>
internal sealed record ReportRow(string Label, string Value, bool IsCode = false);

/// <summary>A heading with its rows; the light is null in the technical part.</summary>
internal sealed record ReportSection(string Heading, ReportLight? Light, string LightWord, IReadOnlyList<ReportRow> Rows);

/// <summary>One line of the list of findings.</summary>
internal sealed record ReportFinding(FindingSeverity Severity, string Weight, string Sentence, string Place);

/// <summary>The report for people in one language: what it says, not how it looks.</summary>
internal sealed class ReportContent
{
    private const int FindingsShown = 300;
    private readonly CheckedDocument document;
    private readonly ReportLanguage language;

    public ReportContent(CheckedDocument document, ReportLanguage language)
    {
        (this.document, this.language) = (document, language);
        Summary = DocumentSummary.Of(document);
        Facts = [.. FactsOf()];
        Signatures = [.. Summary.Signatures.Select(InPlainWords)];
        Details = [.. Summary.Signatures.Select(Technical)];
        var all = (document.Report is not { } report ? [] : WorstFindings.Of(report).Concat(report.Signatures.SelectMany(s => WorstFindings.Of(s, report))))
            .DistinctBy(f => (f.Code, f.Severity, f.Revision, f.ObjectNumber, f.Path)).OrderByDescending(f => f.Severity).ToList();
        Findings = [.. all.Take(FindingsShown).Select(Describe)];
        FindingsLeftOut = all.Count - Findings.Count;
    }

    public DocumentSummary Summary { get; }

    public string LanguageTag => language == ReportLanguage.English ? "en" : "vi";

    public string Title => Say("Báo cáo kiểm tra chữ ký số", "Report on digital signatures");

    public string Word => Summary.Word.In(language);

    public string Sentence => Summary.Sentence.In(language);

    public IReadOnlyList<ReportRow> Facts { get; }

    public string SignaturesHeading => Say("Các chữ ký", "The signatures");

    public IReadOnlyList<ReportSection> Signatures { get; }

    public string FindingsHeading => Say("Những gì được tìm thấy", "What was found");

    public IReadOnlyList<ReportFinding> Findings { get; }

    public int FindingsLeftOut { get; }

    public string LeftOut => Say($"Còn {FindingsLeftOut} mục nữa, xem bản JSON.", $"{FindingsLeftOut} more are in the JSON report.");

    public string DetailsHeading => Say("Chi tiết kỹ thuật", "Technical detail");

    public IReadOnlyList<ReportSection> Details { get; }

    public string Footer => Say(
        "Kết luận dựa trên tệp có mã SHA-256 nêu trên, vào thời điểm kiểm tra, với danh sách tổ chức chứng thực được tin cậy của nơi kiểm tra.",
        "The conclusion is about the file with the SHA-256 above, at the moment of the check, with the authorities that the checking office trusts.");

    public string PageOf(int page, int pages) => Say($"Trang {page}/{pages}", $"Page {page} of {pages}");

    private string Say(string vietnamese, string english) => language == ReportLanguage.English ? english : vietnamese;

    private IEnumerable<ReportRow> FactsOf()
    {
        yield return new(Say("Tệp", "File"), ReportText.Clean(document.FileName));
        yield return new(Say("Kiểm tra lúc", "Checked at"), SignatureSummary.Moment(document.At).In(language));
        yield return new(Say("Độ dài", "Length"), Bytes(document.Length));
        if (document.Report is { } report)
        {
            yield return new(Say("Số chữ ký", "Signatures"), Number(report.Signatures.Count(s => s.Kind != SignatureKind.DocumentTimeStamp)));
            yield return new(Say("Số bản (lần lưu nối tiếp)", "Revisions"), Number(report.Revisions));
        }
        if (document.Sha256.Length > 0) yield return new("SHA-256", document.Sha256, IsCode: true);
    }

    private ReportSection InPlainWords(SignatureSummary signature)
    {
        var rows = new List<ReportRow> { new(Say("Loại", "Kind"), signature.Kind.In(language)) };
        if (signature.Organisation.Length > 0) rows.Add(new(Say("Cơ quan, tổ chức", "Organisation"), signature.Organisation));
        if (signature.ClaimedName.Length > 0) rows.Add(new(Say("Tên ghi trong tệp", "Name stated in the file"), Say($"{signature.ClaimedName} (không do chứng thư số xác nhận)", $"{signature.ClaimedName} (not vouched for by the certificate)")));
        rows.Add(new(Say("Thời điểm", "When"), signature.Time.In(language)));
        rows.Add(new(Say("Bao trùm", "Covers"), signature.Coverage.In(language)));
        rows.Add(new(Say("Sau đó", "Afterwards"), signature.Changes.In(language)));
        if (signature.ChangedPages.Count > 0) rows.Add(new(Say("Trang nay nhìn khác", "Pages that look otherwise"), Pages(signature.ChangedPages)));
        rows.Add(new(Say("Có tin được không", "Trust"), signature.Trust.In(language)));
        if (signature.Advice is { } advice) rows.Add(new(Say("Nên làm gì", "What to do"), advice.In(language)));
        if (signature.Signature.Reason is { Length: > 0 } reason) rows.Add(new(Say("Lý do ký", "Reason"), ReportText.Clean(reason)));
        if (signature.Signature.Location is { Length: > 0 } location) rows.Add(new(Say("Nơi ký", "Place"), ReportText.Clean(location)));
        return new($"{signature.Number}. {signature.Signer.In(language)}", signature.Light, LightWord(signature.Light), rows);
    }

    private string Pages(IReadOnlyList<int> pages)
    {
        const int Shown = 20;
        var list = string.Join(", ", pages.Take(Shown).Select(page => Number(page)));
        return pages.Count <= Shown ? list : Say($"{list} và {pages.Count - Shown} trang nữa", $"{list} and {pages.Count - Shown} more");
    }

    private ReportSection Technical(SignatureSummary summary)
    {
        var signature = summary.Signature;
        var rows = new List<ReportRow>
        {
            new(Say("Ô ký", "Field"), ReportText.Clean(signature.FieldName), IsCode: true),
            new("SubFilter", ReportText.Clean(signature.SubFilter), IsCode: true),
            new("ByteRange", string.Create(CultureInfo.InvariantCulture, $"{signature.ByteRange.First} {signature.ByteRange.FirstLength} {signature.ByteRange.Second} {signature.ByteRange.SecondLength}"), IsCode: true),
            new("EN 319 102-1", $"{StandardNames.Of(signature.Conclusion.Indication)} {StandardNames.Of(signature.Conclusion.SubIndication)}".TrimEnd(), IsCode: true),
        };
        if (StandardNames.Of(signature.Level) is { } level) rows.Add(new("EN 319 142-1", level, IsCode: true));
        if (!signature.IsIntact || signature.Detail.Length > 0) rows.Add(new(Say("Toàn vẹn", "Integrity"), ReportText.Clean($"{signature.Fault} {signature.Detail}"), IsCode: true));
        if (signature.DigestAlgorithm is { } digest) rows.Add(new(digest.Name ?? "", Convert.ToHexStringLower(signature.Digest.Span), IsCode: true));
        if (signature.Certificate is { } certificate) rows.AddRange(Describe(certificate));
        if (signature.Path is { } path) rows.AddRange(Describe(path));
        if (signature.TimeStamp?.Certificate is { } service && signature.Kind != SignatureKind.DocumentTimeStamp) rows.Add(new(Say("Dịch vụ dấu thời gian", "Time-stamping service"), ReportText.Clean(service.Subject)));
        return new($"{summary.Number}. {summary.Signer.In(language)}", null, "", rows);
    }

    private IEnumerable<ReportRow> Describe(X509Certificate2 certificate)
    {
        yield return new(Say("Chủ thể", "Subject"), ReportText.Clean(certificate.Subject));
        yield return new(Say("Nơi cấp", "Issuer"), ReportText.Clean(certificate.Issuer));
        yield return new(Say("Số sê-ri", "Serial number"), certificate.SerialNumber, IsCode: true);
        yield return new(Say("Hiệu lực", "Validity"), $"{SignatureSummary.Moment(new(certificate.NotBefore)).In(language)} – {SignatureSummary.Moment(new(certificate.NotAfter)).In(language)}");
        yield return new(Say("SHA-256 của chứng thư số", "SHA-256 of the certificate"), certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256).ToLowerInvariant(), IsCode: true);
    }

    private IEnumerable<ReportRow> Describe(CertificatePathResult path)
    {
        yield return new(Say("Chuỗi cấp", "Path"), string.Join(" ← ", path.Chain.Select(c => ReportText.Clean(c.GetNameInfo(X509NameType.SimpleName, forIssuer: false)))));
        yield return new(Say("Kết quả xét chuỗi", "Path result"), ReportText.Clean($"{path.Status} {path.Detail}"), IsCode: true);
        foreach (var answer in path.Revocations.Where(r => r.Status is RevocationStatus.Revoked or RevocationStatus.Unknown))
            yield return new(Say("Thu hồi", "Revocation"), ReportText.Clean($"{answer.Status}: {answer.Certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)} {answer.Revoked?.Since:u} {answer.Problem}"), IsCode: true);
    }

    private ReportFinding Describe(Finding finding)
    {
        var place = finding.Revision > 0 ? Say($"bản {finding.Revision}", $"revision {finding.Revision}") : "";
        if (finding.ObjectNumber > 0) place += Say($", đối tượng {finding.ObjectNumber}", $", object {finding.ObjectNumber}");
        if (finding.Path.Length > 0) place += $", {ReportText.Clean(finding.Path)}";
        return new(finding.Severity, Weight(finding.Severity), language == ReportLanguage.English ? finding.English : finding.Vietnamese, place.TrimStart(',', ' '));
    }

    private string Weight(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Note => Say("Được phép", "Permitted"),
        FindingSeverity.Warning => Say("Lưu ý", "Note"),
        FindingSeverity.Forbidden => Say("Không được phép", "Not permitted"),
        _ => Say("Hỏng chữ ký", "Breaks the signature"),
    };

    private string LightWord(ReportLight light) => light switch
    {
        ReportLight.Green => Say("Hợp lệ", "Valid"),
        ReportLight.Amber => Say("Chưa đủ căn cứ", "Not certain yet"),
        _ => Say("Không dựa vào được", "Do not rely on it"),
    };

    // 1.234.567 in Vietnamese, 1,234,567 in English.
    private string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture).Replace(',', language == ReportLanguage.English ? ',' : '.');

    private string Bytes(long length) => $"{Number(length)} byte";
}
