using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing.Verification;

public sealed class VerificationPageTests(PortalFixture portal) : IClassFixture<PortalFixture>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await portal.RuleAsync(isPublic: false);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_honest_file_gets_the_green_light_and_reports_to_take_away()
    {
        var certificate = await portal.GiveCertificateAsync("gd-stc");
        await portal.KeepListsAsync("gd-stc", certificate);
        var pdf = SignedSample.Sign(certificate, PdfSample.Valid());
        using var visitor = await portal.SignInAsync("gd-stc");

        using var answer = await visitor.CheckAsync(pdf);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var html = await answer.PageAsync();
        Assert.Contains("data-answer=\"intact\"", html, StringComparison.Ordinal);
        Assert.Contains("verify-answer verify-green", html, StringComparison.Ordinal);
        Assert.Contains("Toàn bộ tệp", html, StringComparison.Ordinal);
        Assert.StartsWith("%PDF-", Encoding.Latin1.GetString(Checking.Report(html, "application/pdf")), StringComparison.Ordinal);
        Assert.Contains("Hợp lệ", Encoding.UTF8.GetString(Checking.Report(html, "text/html")), StringComparison.Ordinal);
        Assert.Equal("ValidationReport", XDocument.Parse(Encoding.UTF8.GetString(Checking.Report(html, "application/xml"))).Root!.Name.LocalName);
        var line = JsonDocument.Parse(Checking.Report(html, "application/json")).RootElement;
        Assert.Equal(("quyet-dinh.pdf", "intact", "TOTAL-PASSED"), (line.GetProperty("file").GetString(), line.GetProperty("conclusion").GetString(), line.GetProperty("signatures")[0].GetProperty("indication").GetString()));
        var signature = Checking.Data(html).GetProperty("signatures")[0];
        Assert.Equal((1, pdf.Length), (signature.GetProperty("page").GetInt32(), signature.GetProperty("end").GetInt32()));
        Assert.Equal([320, 90, 200, 60], signature.GetProperty("rectangle").EnumerateArray().Select(n => n.GetDouble()));
    }

    [Fact]
    public async Task A_revoked_or_unknown_signer_is_not_certain_and_the_page_says_what_to_do()
    {
        var revoked = portal.Authority.IssuePerson("Lê Thị Thu Hồi", "thu-hoi@example.vn");
        await portal.RegisterAsync(revoked, (await portal.PersonAsync("ct-bim-son")).Id);
        await portal.KeepListsAsync("ct-bim-son", revoked);
        portal.Authority.Revoke(revoked.SerialNumber, System.Security.Cryptography.X509Certificates.X509RevocationReason.KeyCompromise, TimeProvider.System.GetUtcNow().AddMinutes(-1));
        await portal.ExecuteAsync("delete from certificates.revocation_list");
        var other = await portal.GiveCertificateAsync("gd-stc");
        await portal.KeepListsAsync("gd-stc", other);
        using var visitor = await portal.SignInAsync("gd-stc");

        using var answer = await visitor.CheckAsync(SignedSample.Sign(revoked, PdfSample.Valid()));

        var html = await answer.TextAsync();
        Assert.Contains("verify-answer verify-amber", html, StringComparison.Ordinal);
        Assert.Contains("Chứng thư số đã bị thu hồi từ", html, StringComparison.Ordinal);
        Assert.Contains("Đừng dựa vào chữ ký này trước khi hỏi lại", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_trust_folder_says_of_algorithms_counts_here_too()
    {
        var certificate = await portal.GiveCertificateAsync("gd-stc");
        await portal.KeepListsAsync("gd-stc", certificate);
        var folder = Directory.CreateTempSubdirectory("policy-").FullName;
        foreach (var file in Directory.GetFiles(portal.Settings["Trust:Folder"]!)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        await File.WriteAllTextAsync(Path.Combine(folder, "policy.json"), """{ "rsa": { "2048": "2020-01-01", "8192": null } }""", TestContext.Current.CancellationToken);
        await using (var strict = new PortalHost(portal.ConnectionString, new Dictionary<string, string?>(portal.Settings) { ["Trust:Folder"] = folder }))
        {
            await strict.StartAsync();
            using var visitor = new Visitor(strict.Address);
            await visitor.SignInAsync("gd-stc@trinh-dien.example", PortalFixture.Password);
            using var answer = await visitor.CheckAsync(SignedSample.Sign(certificate, PdfSample.Valid()));
            var html = await answer.TextAsync();
            Assert.Contains("verify-answer verify-amber", html, StringComparison.Ordinal);
            Assert.Contains("thuật toán nay không còn đủ an toàn", html, StringComparison.Ordinal);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_changed_file_gets_the_red_light_and_both_states_to_compare()
    {
        var signed = SignedSample.Sign(await portal.GiveCertificateAsync("gd-stc"), PdfSample.Valid("1000 dong"));
        var changed = SignedSample.Tamper(signed, "9000 dong");
        using var visitor = await portal.SignInAsync("gd-stc");

        using var answer = await visitor.CheckAsync(changed);

        var html = await answer.TextAsync();
        Assert.Contains("data-answer=\"suspicious\"", html, StringComparison.Ordinal);
        Assert.Contains("Đừng dựa vào văn bản này", html, StringComparison.Ordinal);
        Assert.Contains("Đổi nội dung trang", html, StringComparison.Ordinal);
        var change = Assert.Single(Checking.Data(html).GetProperty("changes").EnumerateArray());
        Assert.Equal((signed.Length, changed.Length), (change.GetProperty("before").GetProperty("length").GetInt32(), change.GetProperty("after").GetProperty("length").GetInt32()));
        Assert.Contains("data-extract=\"1\"", html, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> WrongFiles => new()
    {
        { "not a pdf", "Tệp không phải là PDF" },
        { "truncated", "Tệp PDF bị cụt" },
        { "empty", "Tệp rỗng (0 byte)" },
        { "damaged", "Tệp PDF bị hỏng cấu trúc" },
        { "unsigned", "không có chữ ký số nào" },
    };

    [Theory]
    [MemberData(nameof(WrongFiles))]
    public async Task A_wrong_file_gets_a_plain_sentence_with_what_to_do(string kind, string sentence)
    {
        using var visitor = await portal.SignInAsync("gd-stc");

        using var answer = await visitor.CheckAsync(kind switch
        {
            "not a pdf" => "PK\u0003\u0004 a Word file"u8.ToArray(),
            "truncated" => PdfSample.Valid()[..300],
            "empty" => [],
            "damaged" => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(PdfSample.Valid()).Replace("/Root 1 0 R", "/Root 9 0 R", StringComparison.Ordinal)),
            _ => PdfSample.Valid(),
        });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(sentence, await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_a_password_asks_for_it_and_the_right_one_opens_it()
    {
        using var visitor = await portal.SignInAsync("gd-stc");
        using var asked = await visitor.CheckAsync(PdfSample.Encrypted());
        Assert.Contains("Hãy nhập mật khẩu mở tệp", await asked.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("name=\"Password\"", await asked.PageAsync(), StringComparison.Ordinal);
        using var wrong = await visitor.CheckAsync(PdfSample.Encrypted(), password: "sai");
        Assert.Contains("Mật khẩu chưa mở được tệp PDF", await wrong.TextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("sai\"", await wrong.TextAsync(), StringComparison.Ordinal);
        using var right = await visitor.CheckAsync(PdfSample.Encrypted(), password: "secret");
        Assert.Contains("data-answer=\"unsigned\"", await right.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_a_file_or_from_a_foreign_page_is_answered_with_a_sentence()
    {
        using var visitor = await portal.SignInAsync("gd-stc");
        using var none = await visitor.SendFormAsync("/verify", new Dictionary<string, string>());
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        Assert.Contains("Chưa có tệp nào được gửi", await none.TextAsync(), StringComparison.Ordinal);

        using var form = new MultipartFormDataContent { { new ByteArrayContent(PdfSample.Valid()), "Pdf", "a.pdf" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/verify") { Content = form };
        using var foreign = await visitor.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);
        Assert.Contains("Trang đã mở quá lâu", await foreign.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_of_strangers_stay_words()
    {
        var hostile = portal.Authority.IssuePerson("<script>alert(1)</script>", "x@example.vn");
        using var visitor = await portal.SignInAsync("gd-stc");
        using var answer = await visitor.CheckAsync(SignedSample.Sign(hostile, PdfSample.Valid()), "<!--<script><img src=x>.pdf");
        var html = await answer.PageAsync();
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", html, StringComparison.Ordinal);
        Assert.Equal("<!--<script><img src=x>.pdf", Checking.Data(html).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_stored_version_is_checked_on_its_own_page_by_those_who_may_read_it()
    {
        var certificate = await portal.GiveCertificateAsync("ct-bim-son");
        using var clerk = await portal.SignInAsync("van-thu-bim-son");
        using var leader = await portal.SignInAsync("ct-bim-son");
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "Âu Mẫu Trung");
        await leader.SignAsync(document, certificate);
        Assert.Contains($"{document}/versions/2/check", await leader.ReadAsync(document), StringComparison.Ordinal);

        var html = await leader.ReadAsync($"{document}/versions/2/check");

        Assert.Contains("verify-answer verify-green", html, StringComparison.Ordinal);
        Assert.Equal($"{document}/versions/2/file", Checking.Data(html).GetProperty("fileUrl").GetString());
        Assert.Equal(1, await portal.CountAsync($"select count(*) from platform.audit_entry where act = 'signing.document.checked' and subject_id = '{document.Split('/')[^1]}'"));
        using var stranger = await portal.SignInAsync("gd-stc");
        using var refused = await stranger.GetAsync($"{document}/versions/2/check");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }
}
