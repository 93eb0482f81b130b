using System.Net;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing;

public sealed class DocumentLifeTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_goes_from_draft_over_initial_signature_number_and_seal_to_its_recipient_who_confirms()
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        using var deputy = await portal.SignInAsync("pgd-skhcn-1");
        using var head = await portal.SignInAsync("gd-skhcn");
        using var recipient = await portal.SignInAsync("van-thu-sxd");
        var (initials, signs, seal) = (await portal.GiveCertificateAsync("pgd-skhcn-1"), await portal.GiveCertificateAsync("gd-skhcn"), await portal.GiveSealToAsync("van-thu-skhcn"));
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "Ngô Mẫu Hưng", "Quyết định đi hết đường", before: [("Dương Mẫu Khánh", "Initial", false)], more: new Dictionary<string, string> { ["Urgency"] = "Urgent", ["draft"] = "true" });
        Assert.Contains("Bản nháp", await clerk.SeeAsync(document), StringComparison.Ordinal);
        await clerk.ActAsync(document, "acts/submit");

        Assert.Equal(HttpStatusCode.NotFound, await head.StatusOfAsync(document));
        await deputy.SignAsync(document, initials);
        await head.SignAsync(document, signs);
        Assert.Equal(HttpStatusCode.NotFound, await recipient.StatusOfAsync(document));
        await clerk.ActAsync(document, "number");
        Assert.Matches("0[1-9]/QĐ-UBND", await clerk.SeeAsync(document));
        await clerk.SignAllAsync(document, seal);
        using (var sent = await clerk.SendFormAsync($"{document}/issue", new Dictionary<string, string> { ["To"] = "- Sở Xây dựng;\nCông ty ngoài hệ thống" })) Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);

        Assert.Contains("Xác nhận đã nhận văn bản", await recipient.SeeAsync(document), StringComparison.Ordinal);
        await recipient.ActAsync(document, "acts/acknowledge");
        var story = await clerk.SeeAsync(document);
        Assert.Equal(["Soạn", "Trình ký", "Ký nháy", "Ký duyệt", "Cấp số", "Ký số của cơ quan", "Phát hành", "Nơi nhận xác nhận"], Story(story));
        var file = await BytesAsync(recipient, document, await portal.CountAsync($"select max(ordinal) from signing.document_version where document_id = '{IdOf(document)}'"));
        Assert.Equal(3, (await Judge.PdfSigAsync(file)).Count(line => line.Contains("Signature is Valid.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_returned_document_is_changed_and_submitted_again_and_earlier_signatures_stay_with_earlier_versions()
    {
        using var clerk = await portal.SignInAsync("van-thu-sxd");
        using var head = await portal.SignInAsync("gd-sxd");
        var certificate = await portal.GiveCertificateAsync("gd-sxd");
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "Tống Mẫu Quyên");
        await head.ReadAsync(document);
        await head.ActAsync(document, "acts/return", ("reason", "Sai căn cứ pháp lý"));
        Assert.Contains("Sai căn cứ pháp lý", await clerk.SeeAsync(document), StringComparison.Ordinal);
        Assert.DoesNotContain("sign-panel", await head.SeeAsync("/signing/inbox"), StringComparison.Ordinal);

        await clerk.SubmitAsync(PdfSample.Valid("Changed"), "Tống Mẫu Quyên", "Quyết định đã sửa", form: $"/signing/documents/submit/{IdOf(document)}");
        Assert.Contains("Trang có chữ khác trước: 1.", await head.SeeAsync(document), StringComparison.Ordinal);
        await head.SignAsync(document, certificate);

        Assert.Equal(3, await portal.CountAsync($"select count(*) from signing.document_version where document_id = '{IdOf(document)}'"));
        Assert.Equal("Signed", await portal.TextAsync($"select state from signing.document where id = '{IdOf(document)}'"));
    }

    [Fact]
    public async Task A_signature_started_before_the_document_was_taken_back_is_not_accepted()
    {
        using var clerk = await portal.SignInAsync("van-thu-syt");
        using var head = await portal.SignInAsync("gd-syt");
        var certificate = await portal.GiveCertificateAsync("gd-syt");
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "La Mẫu Thảo");
        var (_, started) = await head.StartAsync(document, certificate);
        await clerk.ActAsync(document, "acts/withdraw", ("reason", "Nhầm tệp"));

        var (status, answer) = await head.FinishAsync("/signing/inbox", started, Desk.SignWithDevice(started, certificate));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("not-yours", answer.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Two_who_sign_at_the_same_time_sign_in_any_order_and_the_second_signs_what_the_first_left()
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        using var one = await portal.SignInAsync("pgd-skhcn-1");
        using var other = await portal.SignInAsync("pgd-skhcn-2");
        var (first, second) = (await portal.GiveCertificateAsync("pgd-skhcn-1"), await portal.GiveCertificateAsync("pgd-skhcn-2"));
        var names = new[] { (await portal.PersonAsync("pgd-skhcn-1")).FullName, (await portal.PersonAsync("pgd-skhcn-2")).FullName };
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "Ngô Mẫu Hưng", before: [(names[0], "Approve", false), (names[1], "Approve", true)]);
        var (_, early) = await one.StartAsync(document, first);
        await other.SignAsync(document, second);

        var (status, answer) = await one.FinishAsync(document, early, Desk.SignWithDevice(early, first));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "newer-version"), (status, answer.GetProperty("code").GetString()));
        await one.SignAsync(document, first);

        Assert.Equal("Ngô Mẫu Hưng", await portal.TextAsync($"select name from signing.signatory where document_id = '{IdOf(document)}' and waiting_since is not null and signed_at is null"));
    }

    [Fact]
    public async Task A_delegate_signs_what_waits_for_the_head_and_the_signature_says_so()
    {
        using var clerk = await portal.SignInAsync("van-thu-hac-thanh");
        using var head = await portal.SignInAsync("ct-hac-thanh");
        using var deputy = await portal.SignInAsync("pct-hac-thanh-1");
        var certificate = await portal.GiveCertificateAsync("pct-hac-thanh-1");
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "Lưu Mẫu Thịnh");
        Assert.Equal(HttpStatusCode.NotFound, await deputy.StatusOfAsync(document));

        using (var given = await head.SendFormAsync("/signing/delegations", new Dictionary<string, string>
        {
            ["To"] = (await portal.PersonAsync("pct-hac-thanh-1")).Id.ToString(),
            ["Authority"] = "Deputy",
            ["From"] = "2026-01-01",
            ["Until"] = TimeProvider.System.GetUtcNow().AddDays(3).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            ["Basis"] = "QĐ 12/QĐ-UBND ngày 01/01/2026",
        })) Assert.True(given.StatusCode == HttpStatusCode.Redirect, string.Join("; ", await given.ComplaintsAsync()));
        await deputy.SignAsync(document, certificate);

        var file = await BytesAsync(clerk, document, 2);
        Assert.Contains("KT. CHỦ TỊCH", await Judge.TextAsync(file), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Lưu Mẫu Thịnh", await portal.TextAsync($"select note from signing.document_event where document_id = '{IdOf(document)}' and act = 'Signed'"));
    }

    [Fact]
    public async Task The_organisation_signs_neither_without_number_nor_with_a_key_that_somebody_else_keeps()
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        using var head = await portal.SignInAsync("pgd-skhcn-2");
        var (signs, theirs) = (await portal.GiveCertificateAsync("pgd-skhcn-2"), await portal.GiveSealToAsync("gd-skhcn"));
        var name = (await portal.PersonAsync("pgd-skhcn-2")).FullName;
        var document = await clerk.SubmitAsync(PdfSample.Valid(), name);
        await head.SignAsync(document, signs);
        var version = await portal.TextAsync($"select id::text from signing.document_version where document_id = '{IdOf(document)}' order by ordinal desc limit 1");

        Assert.Equal("no-number", await SealAsync(version));
        await clerk.ActAsync(document, "number");
        Assert.Equal("certificate", await SealAsync(await portal.TextAsync($"select id::text from signing.document_version where document_id = '{IdOf(document)}' order by ordinal desc limit 1")));

        async Task<string?> SealAsync(string versionId)
        {
            using var answer = await clerk.SendJsonAsync(document, "/signing/sign/start", new { purpose = "Seal", certificate = Convert.ToBase64String(theirs.RawData), documents = new[] { new { documentId = IdOf(document), versionId } } });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            using var json = System.Text.Json.JsonDocument.Parse(await answer.TextAsync());
            return json.RootElement.GetProperty("code").GetString();
        }
    }

    private static string IdOf(string document) => document.Split('/')[^1];

    private static async Task<byte[]> BytesAsync(Visitor visitor, string document, long ordinal)
    {
        using var answer = await visitor.GetAsync($"{document}/versions/{ordinal}/file?download=true");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync(Stop);
    }

    private static IEnumerable<string> Story(string page) =>
        System.Text.RegularExpressions.Regex.Matches(page[page.IndexOf("id=\"story\"", StringComparison.Ordinal)..], "<li class=\"mb-2\"><span class=\"fw-bold\">([^<]+)</span>").Select(m => m.Groups[1].Value);
}
