using System.Net;
using System.Text;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Sandbox;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing;

public sealed class RefusalTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> BadFiles => new()
    {
        { "not a pdf", "Tệp không phải là PDF" },
        { "truncated", "Tệp PDF bị cụt" },
        { "encrypted", "Tệp PDF có mật khẩu" },
        { "empty", "Tệp rỗng (0 byte)" },
        { "too large", "Tệp lớn hơn 100 MB" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task A_bad_file_is_refused_in_plain_Vietnamese_and_what_was_typed_stays(string kind, string sentence)
    {
        using var clerk = await portal.SignInAsync("van-thu-bim-son");

        using var answer = await clerk.TrySubmitAsync(FileOf(kind), "Âu Mẫu Trung", "Trích yếu đã gõ");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(sentence, string.Join(" ", await answer.ComplaintsAsync()), StringComparison.Ordinal);
        Assert.Contains("value=\"Trích yếu đã gõ\"", await answer.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await portal.CountAsync("select count(*) from signing.document where title = 'Trích yếu đã gõ'"));
    }

    [Fact]
    public async Task A_file_replaced_on_disk_is_neither_signed_nor_handed_out()
    {
        var certificate = await portal.GiveCertificateAsync("ct-bim-son");
        using var clerk = await portal.SignInAsync("van-thu-bim-son");
        using var leader = await portal.SignInAsync("ct-bim-son");
        var document = await clerk.SubmitAsync(PdfSample.Valid("mine"), "Âu Mẫu Trung");
        var stored = Directory.GetFiles(portal.FilesFolder, "*", SearchOption.AllDirectories).Single(path => File.ReadAllBytes(path).AsSpan().IndexOf("(mine)"u8) > 0);
        await File.WriteAllBytesAsync(stored, PdfSample.Valid("evil"), Stop);

        var (status, answer) = await leader.StartAsync(document, certificate);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Tệp lưu trữ đã bị thay đổi ngoài hệ thống", answer.GetProperty("message").GetString(), StringComparison.Ordinal);
        using var download = await clerk.GetAsync($"{document}/versions/1/file?download=true");
        Assert.Equal(HttpStatusCode.Gone, download.StatusCode);
    }

    [Fact]
    public async Task A_file_replaced_between_prepare_and_complete_is_not_signed()
    {
        var certificate = await portal.GiveCertificateAsync("ct-bim-son");
        using var clerk = await portal.SignInAsync("van-thu-bim-son");
        using var leader = await portal.SignInAsync("ct-bim-son");
        var document = await clerk.SubmitAsync(PdfSample.Valid("ours"), "Âu Mẫu Trung");
        var (_, started) = await leader.StartAsync(document, certificate);
        var stored = Directory.GetFiles(portal.FilesFolder, "*", SearchOption.AllDirectories).Single(path => File.ReadAllBytes(path).AsSpan().IndexOf("(ours)"u8) > 0);
        await File.WriteAllBytesAsync(stored, PdfSample.Valid("evil"), Stop);

        var (status, answer) = await leader.FinishAsync(document, started, Desk.SignWithDevice(started, certificate));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("file-damaged", answer.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_certificate_of_somebody_else_is_refused()
    {
        var others = await portal.GiveCertificateAsync("pct-bim-son");
        await RefusedAsync(others, "Chứng thư số này đăng ký cho người khác");
    }

    [Fact]
    public async Task A_certificate_nobody_registered_is_refused()
    {
        var stranger = await portal.GiveCertificateAsync("ct-bim-son", registered: false);
        await RefusedAsync(stranger, "Chứng thư số này chưa được đăng ký cho bạn");
    }

    [Fact]
    public async Task An_expired_certificate_is_refused()
    {
        var now = TimeProvider.System.GetUtcNow();
        var expired = await portal.GiveCertificateAsync("ct-bim-son", new CertificateProfile("") { NotBefore = now.AddYears(-2), NotAfter = now.AddDays(-1) });
        await RefusedAsync(expired, "Chứng thư số đã hết hạn từ");
    }

    [Fact]
    public async Task A_certificate_that_is_not_valid_yet_is_refused()
    {
        var now = TimeProvider.System.GetUtcNow();
        var early = await portal.GiveCertificateAsync("ct-bim-son", new CertificateProfile("") { NotBefore = now.AddDays(3), NotAfter = now.AddYears(1) });
        await RefusedAsync(early, "Chứng thư số chỉ có hiệu lực từ");
    }

    [Fact]
    public async Task A_certificate_that_its_issuer_revoked_is_refused_though_the_registry_did_not_know()
    {
        var revoked = await portal.GiveCertificateAsync("ct-bim-son");
        Assert.True(portal.Authority.Revoke(revoked.SerialNumber));
        // The list fetched for an earlier test is still current; the issuer's newer one must be asked for here.
        await portal.CountAsync("with gone as (delete from certificates.revocation_list returning 1) select count(*) from gone");

        await RefusedAsync(revoked, "Chứng thư số đã bị thu hồi từ");

        Assert.Equal(1, await portal.CountAsync($"select count(*) from certificates.certificate where serial_number = '{revoked.SerialNumber}' and revoked_at is not null"));
    }

    [Fact]
    public async Task A_signature_over_other_bytes_is_refused_and_the_right_one_still_goes_through()
    {
        var certificate = await portal.GiveCertificateAsync("ct-bim-son");
        using var clerk = await portal.SignInAsync("van-thu-bim-son");
        using var leader = await portal.SignInAsync("ct-bim-son");
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "Âu Mẫu Trung");
        var (_, started) = await leader.StartAsync(document, certificate);
        var right = Desk.SignWithDevice(started, certificate);
        var bytes = Convert.FromBase64String(right);
        bytes[10] ^= 1;

        var (status, answer) = await leader.FinishAsync(document, started, Convert.ToBase64String(bytes));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("wrong-signature", answer.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.OK, (await leader.FinishAsync(document, started, right)).Status);
    }

    private async Task RefusedAsync(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate, string sentence)
    {
        using var clerk = await portal.SignInAsync("van-thu-bim-son");
        using var leader = await portal.SignInAsync("ct-bim-son");
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "Âu Mẫu Trung");

        var (status, answer) = await leader.StartAsync(document, certificate);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.StartsWith(sentence, answer.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, await portal.CountAsync($"select count(*) from signing.document_version where document_id = '{document.Split('/')[^1]}'"));
    }

    private static byte[] FileOf(string kind) => kind switch
    {
        "not a pdf" => Encoding.UTF8.GetBytes("PK\u0003\u0004 a document of another kind under the name of a PDF"),
        "truncated" => PdfSample.Valid()[..400],
        "encrypted" => PdfSample.Encrypted(),
        "empty" => [],
        "too large" => TooLarge(),
        _ => throw new ArgumentException(kind, nameof(kind)),
    };

    private static byte[] TooLarge()
    {
        var file = new byte[(100 * 1024 * 1024) + 1];
        PdfSample.Valid().CopyTo(file, 0);
        return file;
    }
}
