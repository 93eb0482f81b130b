using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Sandbox;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Import;

public sealed class ImportTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task An_archive_is_entered_where_the_data_inside_is_sure_and_asked_about_where_it_is_not()
    {
        using var keeper = await portal.SignInAsync("chuyen-vien-skhcn");
        var sure = portal.Authority.IssuePerson("Chu Mẫu Phong", "gd-snv@trinh-dien.example");
        var byName = portal.Authority.IssuePerson("Quách Mẫu Quân", "dia-chi-cu@trinh-dien.example");
        var otherName = portal.Authority.IssuePerson("Người Khác Hẳn", "pgd-snv@trinh-dien.example");
        var nobody = portal.Authority.IssuePerson("Không Ai Biết", "khong-ai@noi-khac.example");
        var seal = portal.Authority.Issue(new CertificateProfile("Sở Nội vụ") { Kind = CertificateKind.Organisation, Email = "snv@trinh-dien.example" });
        var expired = portal.Authority.IssuePerson("Kiều Mẫu Phương", "pgd-snv@trinh-dien.example", change: p => p with { NotBefore = Now.AddYears(-4), NotAfter = Now.AddYears(-1) });
        var future = portal.Authority.IssuePerson("Chu Mẫu Phong", "gd-snv@trinh-dien.example", change: p => p with { NotBefore = Now.AddDays(9) });
        using var key = RSA.Create(2048);
        using var stranger = new CertificateRequest("CN=Chu Mẫu Phong", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(Now.AddDays(-1), Now.AddYears(1));

        var import = await portal.ImportAsync(keeper, Bundles.Zip([sure.RawData, byName.RawData, otherName.RawData, nobody.RawData, seal.RawData, expired.RawData, future.RawData, stranger.RawData, portal.Authority.Issuing.RawData, sure.RawData, "không phải"u8.ToArray(), []]), "lo-1.zip");

        Assert.Equal("Entered,Unsure,Unsure,NobodyFits,Entered,Entered,NotYetValid,Untrusted,AuthorityCertificate,Known,NotACertificate,NotACertificate",
            await portal.TextAsync($"select string_agg(outcome, ',' order by ordinal) from certificates.imported_certificate where import_id = '{import}'"));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from certificates.certificate where serial_number = '{seal.SerialNumber}' and subject = 'Organisation' and unit_id is not null"));
        var person = await portal.PersonAsync("van-thu-snv");
        using var confirmed = await keeper.SendFormAsync($"/certificates/import/{import}", new Dictionary<string, string> { ["ordinal"] = "2", ["person"] = person.Id.ToString() });
        Assert.Equal(HttpStatusCode.Redirect, confirmed.StatusCode);
        Assert.Equal(1, await portal.CountAsync($"select count(*) from certificates.certificate where serial_number = '{byName.SerialNumber}' and person_id = '{person.Id}' and unit_id is not null"));
        using var twice = await keeper.SendFormAsync($"/certificates/import/{import}", new Dictionary<string, string> { ["ordinal"] = "2", ["person"] = person.Id.ToString() });
        Assert.Contains("đã được xử lý", WebUtility.HtmlDecode(await twice.Content.ReadAsStringAsync(Stop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bag_of_certificates_and_text_forms_are_read_and_loading_again_changes_nothing()
    {
        using var keeper = await portal.SignInAsync("chuyen-vien-skhcn");
        var first = portal.Authority.IssuePerson("La Mẫu Thảo", "gd-syt@trinh-dien.example");
        var second = portal.Authority.IssuePerson("Văn Mẫu Thắng", "van-thu-syt@trinh-dien.example");
        var bag = new X509Certificate2Collection { first, second }.Export(X509ContentType.Pkcs7)!;

        var import = await portal.ImportAsync(keeper, bag, "hai-nguoi.p7b");
        Assert.Equal("Entered,Entered", await portal.TextAsync($"select string_agg(outcome, ',' order by ordinal) from certificates.imported_certificate where import_id = '{import}'"));

        var again = await portal.ImportAsync(keeper, System.Text.Encoding.ASCII.GetBytes(first.ExportCertificatePem()), "mot-nguoi.cer");
        Assert.Equal("Known", await portal.TextAsync($"select string_agg(outcome, ',' order by ordinal) from certificates.imported_certificate where import_id = '{again}'"));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from certificates.certificate where serial_number = '{first.SerialNumber}'"));
    }

    [Fact]
    public async Task Only_the_lead_agency_imports()
    {
        using var clerk = await portal.SignInAsync("van-thu-snv");
        using var answer = await clerk.GetAsync("/certificates/import");
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task What_the_issuer_revoked_is_known_to_be_revoked_right_after_the_import()
    {
        using var keeper = await portal.SignInAsync("chuyen-vien-skhcn");
        var lost = portal.Authority.IssuePerson("Chu Mẫu Phong", "gd-snv@trinh-dien.example");
        var server = portal.Authority.Issue(new CertificateProfile("ky-so.snv.trinh-dien.example") { Kind = CertificateKind.Server });
        var kept = portal.Authority.IssuePerson("Kiều Mẫu Phương", "pgd-snv@trinh-dien.example");
        portal.Authority.Revoke(lost.SerialNumber, X509RevocationReason.KeyCompromise);
        portal.Authority.Revoke(server.SerialNumber);

        await portal.ImportAsync(keeper, Bundles.Zip([lost.RawData, server.RawData, kept.RawData]), "thu-hoi.zip");

        Assert.Equal(1, await portal.CountAsync($"select count(*) from certificates.certificate where serial_number = '{lost.SerialNumber}' and revocation_reason = 'KeyCompromise'"));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from certificates.certificate where serial_number = '{server.SerialNumber}' and revoked_at is not null"));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from certificates.certificate where serial_number = '{kept.SerialNumber}' and revoked_at is null"));
    }
}
