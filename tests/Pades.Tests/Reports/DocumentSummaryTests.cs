using ThanhHoa.DigitalSignature.Pades.Reports;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Reports;

public sealed class DocumentSummaryTests
{
    [Theory]
    [InlineData("valid", ReportLight.Green, "Hợp lệ", "đúng như khi Nguyễn Văn Thử ký")]
    [InlineData("twice", ReportLight.Green, "Hợp lệ", "cả 2 chữ ký (Nguyễn Văn Thử, Lê Thị Thử) đều được tin cậy")]
    [InlineData("stranger", ReportLight.Amber, "Chưa đủ căn cứ", "chưa thể tin chắc chữ ký của Nguyễn Văn Thử. Chứng thư số không do")]
    [InlineData("broken", ReportLight.Red, "Không còn nguyên vẹn", "Đừng dựa vào văn bản này")]
    [InlineData("changed", ReportLight.Red, "Đã bị thay đổi sau khi ký", "Đừng dựa vào văn bản này")]
    [InlineData("unsigned", ReportLight.Amber, "Chưa ký số", "không có chữ ký số nào")]
    [InlineData("unreadable", ReportLight.Red, "Chưa kiểm tra được", "Tệp PDF bị cụt")]
    public void The_light_the_word_and_the_sentence_fit_the_answer(string document, ReportLight light, string word, string part)
    {
        var summary = DocumentSummary.Of(Checked.All[document]);
        Assert.Equal((light, word), (summary.Light, summary.Word.Vietnamese));
        Assert.Contains(part, summary.Sentence.Vietnamese, StringComparison.Ordinal);
        Assert.NotEqual(summary.Sentence.Vietnamese, summary.Sentence.English);
    }

    [Fact]
    public void Each_signature_says_who_for_whom_when_what_and_what_came_after()
    {
        var first = DocumentSummary.Of(Checked.All["twice"]).Signatures[0];
        Assert.Equal((1, "Nguyễn Văn Thử", "UBND tỉnh Thanh Hoá", ""), (first.Number, first.Signer.Vietnamese, first.Organisation, first.ClaimedName));
        Assert.Equal("02/03/2026 09:30:00, theo đồng hồ của người ký", first.Time.Vietnamese);
        Assert.Equal("2 March 2026, 09:30:00 UTC+07:00, by the signer's own clock", first.Time.English);
        Assert.Equal("Toàn bộ văn bản lúc ký (bản 2 trong 3 bản của tệp)", first.Coverage.Vietnamese);
        Assert.Equal("Chỉ có bổ sung được phép", first.Changes.Vietnamese);
        Assert.Null(first.Advice);
    }

    [Fact]
    public void A_name_that_the_file_claims_is_told_apart_from_the_one_that_is_proven()
    {
        var pdf = SignOnce.Sign(HandMade.Table(), TestSigner.P256);
        var report = Checked.Document(pdf).Report!;
        var posing = report with { Signatures = [report.Signatures[0] with { SignerName = "Chủ tịch UBND tỉnh" }] };
        var summary = DocumentSummary.Of(Checked.Document(pdf) with { Report = posing });
        Assert.Equal(("Lê Thị Thử", "Chủ tịch UBND tỉnh"), (summary.Signatures[0].Signer.Vietnamese, summary.Signatures[0].ClaimedName));
        Assert.DoesNotContain("Chủ tịch", summary.Sentence.Vietnamese, StringComparison.Ordinal);
        var nameless = report with { Signatures = [report.Signatures[0] with { SignerName = "Chủ tịch", Certificate = null }] };
        Assert.Contains("không có chứng thư số", DocumentSummary.Of(Checked.Document(pdf) with { Report = nameless }).Signatures[0].Signer.Vietnamese, StringComparison.Ordinal);
    }

    [Fact]
    public void Changed_pages_are_named_for_the_signature_they_came_after()
    {
        var signature = Assert.Single(DocumentSummary.Of(Checked.All["changed"]).Signatures);
        Assert.Equal([1], signature.ChangedPages);
        Assert.Equal(ReportLight.Red, signature.Light);
        Assert.NotNull(signature.Advice);
        Assert.Equal([[], []], DocumentSummary.Of(Checked.All["twice"]).Signatures.Select(s => s.ChangedPages.ToArray()));
    }

    [Fact]
    public void Every_sub_indication_and_every_refusal_has_sentences_of_its_own()
    {
        var intact = Checked.All["valid"].Report!.Signatures[0];
        var trust = Enum.GetValues<SubIndication>().Select(why => SummaryTexts.Of(intact with { Conclusion = intact.Conclusion with { SubIndication = why, Path = null } })).ToList();
        Assert.Equal(trust.Count, trust.Select(t => t.Trust.Vietnamese).Distinct().Count());
        Assert.Equal(trust.Count, trust.Select(t => t.Trust.English).Distinct().Count());
        // Whoever may not rely on it reads what to do.
        Assert.All(trust.Skip(1), t => Assert.NotNull(t.Advice));
        PdfErrorCode?[] refusals = [null, PdfErrorCode.Empty, PdfErrorCode.NotPdf, PdfErrorCode.Truncated, PdfErrorCode.PasswordRequired, PdfErrorCode.PasswordWrong, PdfErrorCode.LimitExceeded, PdfErrorCode.Unsupported, PdfErrorCode.Damaged];
        Assert.Equal(refusals.Length, refusals.Select(code => SummaryTexts.Of(code).Vietnamese).Distinct().Count());
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00+00:00", "01/01/0001 00:00:00")]
    [InlineData("9999-12-31T23:59:59+00:00", "31/12/9999 23:59:59")]
    [InlineData("2026-03-02T02:30:00+00:00", "02/03/2026 09:30:00")]
    public void A_time_at_the_end_of_the_calendar_is_shown_as_it_stands(string time, string shown) =>
        Assert.Equal(shown, SignatureSummary.Moment(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture)).Vietnamese);
}
