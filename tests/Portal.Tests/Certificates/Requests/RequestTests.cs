using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Papers;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Requests;

public sealed class RequestTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task One_person_goes_from_request_to_use_through_five_accounts_and_a_real_issuer()
    {
        using var clerk = await portal.SignInAsync("van-thu-sxd");
        using var head = await portal.SignInAsync("gd-sxd");
        using var checker = await portal.SignInAsync("chuyen-vien-skhcn");
        using var director = await portal.SignInAsync("gd-skhcn");
        using var holder = await portal.SignInAsync("pgd-sxd");

        var request = await clerk.FileAsync("Sở Xây dựng", ["Hồ Mẫu Sơn"]);
        Assert.Contains("Hãy nhập “Ngày, tháng, năm sinh”.", await clerk.TakeAsync(request, "Submit"), StringComparison.Ordinal);
        await clerk.FillAsync(request);
        await clerk.MustTakeAsync(request, "Submit");
        await head.MustTakeAsync(request, "Confirm");
        await checker.MustTakeAsync(request, "Check");
        await director.MustTakeAsync(request, "Send");
        await portal.ExchangeAsync();

        Assert.Equal(["Issued"], await checker.StatesAsync(request));
        await checker.ReceiveAsync(request);
        await checker.HandOverOnPaperAsync(request);
        await holder.MustTakeAsync(request, "ConfirmUse");

        Assert.Equal(["InUse"], await holder.StatesAsync(request));
        var id = request.Split('/')[^1];
        Assert.Equal("InUse", await portal.TextAsync($"select d.state from certificates.device d join certificates.request_line l on l.device_id = d.id where l.request_id = '{id}'"));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from certificates.certificate c join certificates.request_line l on l.certificate_id = c.id where l.request_id = '{id}' and c.person_id = l.person_id and c.subject_name = 'Hồ Mẫu Sơn' and c.device_id = l.device_id"));
        Assert.Equal("Submit,Confirm,Check,Send,Issue,ReceiveDevice,HandOver,ConfirmUse", await portal.TextAsync($"select string_agg(s.act, ',' order by s.ordinal) from certificates.request_step s join certificates.request_line l on l.id = s.line_id where l.request_id = '{id}'"));
        Assert.Equal(8, await portal.CountAsync($"select count(*) from platform.audit_entry where subject_id = '{id}' and act like 'certificates.request.%' and act not like '%.fil%'"));
    }

    [Fact]
    public async Task Nobody_approves_what_they_filed_or_what_concerns_them_or_what_they_approved_a_step_before()
    {
        using var checker = await portal.SignInAsync("chuyen-vien-skhcn");
        using var director = await portal.SignInAsync("gd-skhcn");
        var mine = await checker.FileAsync("Sở Khoa học và Công nghệ", ["Ngô Mẫu Hưng", "Dương Mẫu Khánh"]);
        await checker.FillAsync(mine);
        await checker.MustTakeAsync(mine, "Submit");

        var refused = await director.TakeAsync(mine, "Confirm");
        Assert.Contains("Ngô Mẫu Hưng: Bạn không thể duyệt", refused, StringComparison.Ordinal);
        Assert.Equal(["Submitted", "Confirmed"], await director.StatesAsync(mine));
        // The head confirmed it, so the check is another's; the filer cannot check either.
        Assert.Contains("Bạn không thể duyệt", await director.TakeAsync(mine, "Check"), StringComparison.Ordinal);
        Assert.Contains("Bạn không thể duyệt", await checker.TakeAsync(mine, "Check"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_returned_line_opens_at_the_questioned_field_and_the_others_go_on()
    {
        using var clerk = await portal.SignInAsync("van-thu-stc");
        using var head = await portal.SignInAsync("gd-stc");
        using var checker = await portal.SignInAsync("chuyen-vien-skhcn");
        var request = await clerk.FileAsync("Sở Tài chính", ["Cao Mẫu Nam", "Phan Mẫu Nga"]);
        await clerk.FillAsync(request);
        await clerk.MustTakeAsync(request, "Submit");
        var lines = await head.LinesAsync(request);
        await head.MustTakeAsync(request, "Confirm", lines: [lines[1]]);

        Assert.Null(await checker.TakeAsync(request, "Return", "Số căn cước không khớp", [lines[1]], ["identityNumber"]));

        Assert.Equal(["Submitted", "Draft"], await clerk.StatesAsync(request));
        var form = WebUtility.HtmlDecode(await clerk.ReadAsync($"{request}/lines/{lines[1]}"));
        Assert.Contains("Số căn cước không khớp", form, StringComparison.Ordinal);
        Assert.Contains("Số định danh cá nhân <span class=\"badge bg-yellow-lt text-body ms-1\">Cần xem lại", form, StringComparison.Ordinal);
        Assert.Contains("Hãy ghi lý do.", await checker.TakeAsync(request, "Return", " "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_concurrent_approvals_one_wins_and_the_others_read_who_was_first()
    {
        using var clerk = await portal.SignInAsync("van-thu-snv");
        using var head = await portal.SignInAsync("gd-snv");
        var request = await clerk.FileAsync("Sở Nội vụ", ["Kiều Mẫu Phương"]);
        await clerk.FillAsync(request);
        await clerk.MustTakeAsync(request, "Submit");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => head.TakeAsync(request, "Confirm")));

        Assert.Equal(1, answers.Count(a => a is null));
        Assert.All(answers.Where(a => a is not null), page => Assert.Contains("Chu Mẫu Phong đã chuyển đề nghị này sang “Chờ cơ quan chủ trì thẩm tra”", page, StringComparison.Ordinal));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from certificates.request_step s join certificates.request_line l on l.id = s.line_id where l.request_id = '{request.Split('/')[^1]}' and s.act = 'Confirm'"));
    }

    [Fact]
    public async Task Another_units_clerk_and_a_stranger_see_nothing_of_a_request()
    {
        using var clerk = await portal.SignInAsync("van-thu-syt");
        using var other = await portal.SignInAsync("van-thu-snv");
        using var inspector = await portal.SignInAsync("thanh-tra-skhcn");
        var request = await clerk.FileAsync("Sở Y tế", ["La Mẫu Thảo"]);
        var line = (await clerk.LinesAsync(request)).Single();

        foreach (var who in new[] { other, inspector })
        {
            foreach (var path in new[] { request, $"{request}/lines/{line}", $"{request}/take?act=Return" })
            {
                using var answer = await who.GetAsync(path);
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            }
        }

        Assert.DoesNotContain("La Mẫu Thảo", await other.ReadAsync("/certificates/requests?mine=false"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_click_files_once_and_a_second_request_for_the_same_person_is_refused()
    {
        using var clerk = await portal.SignInAsync("van-thu-bim-son");
        await clerk.FileAsync("Phường Bỉm Sơn", ["Khổng Mẫu Tuấn"]);

        using var again = await clerk.TryFileAsync("Phường Bỉm Sơn", ["Khổng Mẫu Tuấn"]);

        Assert.Contains("Đã có đề nghị cùng loại đang xử lý cho: Khổng Mẫu Tuấn", WebUtility.HtmlDecode(await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_issuer_revokes_on_request_is_revoked_in_the_registry_and_cannot_sign()
    {
        using var clerk = await portal.SignInAsync("van-thu-muong-lat");
        using var head = await portal.SignInAsync("ct-muong-lat");
        using var checker = await portal.SignInAsync("chuyen-vien-skhcn");
        var certificate = await portal.GiveCertificateAsync("pct-muong-lat");
        var request = await clerk.FileAsync("Xã Mường Lát", ["Lò Mẫu Vân"], "Revocation");
        await clerk.FillAsync(request, new Dictionary<string, string> { ["reason"] = "Chuyển công tác", ["mobile"] = "0912345678" });
        await clerk.MustTakeAsync(request, "Submit");
        await head.MustTakeAsync(request, "Confirm");
        await checker.MustTakeAsync(request, "Check");
        await checker.MustTakeAsync(request, "Send");
        await portal.ExchangeAsync();

        Assert.Equal(["Issued"], await clerk.StatesAsync(request));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from certificates.certificate where serial_number = '{certificate.SerialNumber}' and revoked_at is not null"));
        Assert.NotNull(portal.Authority.Issued.Single(c => c.SerialNumber == certificate.SerialNumber).RevokedAt);
    }

    [Fact]
    public async Task A_refusal_of_the_issuer_is_told_with_its_reason()
    {
        using var clerk = await portal.SignInAsync("van-thu-hac-thanh");
        using var head = await portal.SignInAsync("ct-hac-thanh");
        using var checker = await portal.SignInAsync("chuyen-vien-skhcn");
        var request = await clerk.FileAsync("Phường Hạc Thành", ["Nghiêm Mẫu Thu"]);
        await clerk.FillAsync(request);
        await clerk.MustTakeAsync(request, "Submit");
        await head.MustTakeAsync(request, "Confirm");
        await checker.MustTakeAsync(request, "Check");
        await checker.MustTakeAsync(request, "Send");
        portal.Sandbox.Issuer.AtOnce = false;
        await portal.ExchangeAsync();
        Assert.Equal(["Sent"], await clerk.StatesAsync(request));
        var line = Guid.Parse((await clerk.LinesAsync(request)).Single());
        Assert.True(portal.Sandbox.Issuer.Decide(line, "Thiếu bản sao căn cước"));
        portal.Sandbox.Issuer.AtOnce = true;

        await portal.ExchangeAsync();

        Assert.Equal(["Refused"], await clerk.StatesAsync(request));
        Assert.Contains("Thiếu bản sao căn cước", WebUtility.HtmlDecode(await clerk.ReadAsync(request)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_somebody_else_in_the_issuers_answer_is_not_entered_until_the_issuer_corrects_it()
    {
        using var clerk = await portal.SignInAsync("van-thu-hac-thanh");
        using var head = await portal.SignInAsync("ct-hac-thanh");
        using var checker = await portal.SignInAsync("chuyen-vien-skhcn");
        var request = await clerk.FileAsync("Phường Hạc Thành", ["Triệu Mẫu Tiến"]);
        await clerk.FillAsync(request);
        await clerk.MustTakeAsync(request, "Submit");
        await head.MustTakeAsync(request, "Confirm");
        await checker.MustTakeAsync(request, "Check");
        await checker.MustTakeAsync(request, "Send");
        portal.Sandbox.Issuer.AtOnce = false;
        await portal.ExchangeAsync();
        portal.Sandbox.Issuer.AtOnce = true;
        var line = Guid.Parse((await clerk.LinesAsync(request)).Single());
        using var key = RSA.Create(2048);
        var namesakes = portal.Authority.IssuePerson("Triệu Mẫu Tiến", "pct-hac-thanh-2@trinh-dien.example", key);
        await portal.RegisterAsync(namesakes, (await portal.PersonAsync("gd-syt")).Id);
        var (before, now) = (await portal.CountAsync("select count(*) from certificates.certificate"), TimeProvider.System.GetUtcNow());
        using var stranger = new CertificateRequest("CN=Triệu Mẫu Tiến", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddYears(1));

        foreach (var (certificate, reason) in new[]
        {
            (portal.Authority.IssuePerson("Nghiêm Mẫu Thu", "pct-hac-thanh-1@trinh-dien.example", key), "Thư điện tử trong chứng thư số nơi cấp gửi là pct-hac-thanh-1@trinh-dien.example, khác với đề nghị."),
            (portal.Authority.IssuePerson("Nghiêm Mẫu Thu", "pct-hac-thanh-2@trinh-dien.example", key), "Tên trong chứng thư số nơi cấp gửi là “Nghiêm Mẫu Thu”, khác với đề nghị."),
            (portal.Authority.IssuePerson("Triệu Mẫu Tiến", "pct-hac-thanh-2@trinh-dien.example", key, p => p with { NotBefore = now.AddDays(5) }), "không dẫn tới cơ quan cấp mà cổng tin cậy"),
            (stranger, "không dẫn tới cơ quan cấp mà cổng tin cậy"),
            (namesakes, "Tên trong chứng thư số nơi cấp gửi là “Triệu Mẫu Tiến”, khác với đề nghị."),
        })
        {
            Assert.True(portal.Sandbox.Issuer.AnswerWith(line, certificate));
            await portal.ExchangeAsync();
            Assert.Equal(["Sent"], await clerk.StatesAsync(request));
            Assert.Contains(reason, WebUtility.HtmlDecode(await checker.ReadAsync(request)), StringComparison.Ordinal);
            Assert.Equal(before, await portal.CountAsync("select count(*) from certificates.certificate"));
        }

        Assert.True(portal.Sandbox.Issuer.AnswerWith(line, portal.Authority.IssuePerson("Triệu Mẫu Tiến", "pct-hac-thanh-2@trinh-dien.example", key)));
        await portal.ExchangeAsync();
        Assert.Equal(["Issued"], await clerk.StatesAsync(request));
        Assert.Equal(before + 1, await portal.CountAsync("select count(*) from certificates.certificate"));
    }
}
