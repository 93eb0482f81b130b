using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Portal.Tests.Signing;
using ThanhHoa.DigitalSignature.Sandbox;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Registry;

public sealed class RegisterTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task A_certificate_goes_to_the_person_named_in_it_and_to_nobody_else()
    {
        using var keeper = await portal.SignInAsync("chuyen-vien-skhcn");
        using var good = await portal.GiveCertificateAsync("gd-stc", registered: false);
        using var refused = await RegisterAsync(keeper, good, "gd-snv@trinh-dien.example");
        Assert.Contains("Chứng thư số ghi tên “Cao Mẫu Nam” gd-stc@trinh-dien.example, không phải của Chu Mẫu Phong.", await refused.ComplaintsAsync());
        using var done = await RegisterAsync(keeper, good, "");
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        using var again = await RegisterAsync(keeper, good, "");
        Assert.Contains("Chứng thư số này đã được đăng ký. Hãy tìm nó trong danh sách.", await again.ComplaintsAsync());
    }

    [Fact]
    public async Task A_stranger_a_certificate_to_come_and_an_agencys_are_refused_with_the_reason()
    {
        using var keeper = await portal.SignInAsync("chuyen-vien-skhcn");
        using var key = RSA.Create(2048);
        using var strange = new CertificateRequest("CN=Cao Mẫu Nam, E=gd-stc@trinh-dien.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddYears(1));
        using var early = await portal.GiveCertificateAsync("gd-stc", new CertificateProfile("x") { NotBefore = TimeProvider.System.GetUtcNow().AddDays(5) }, registered: false);
        using var seal = portal.Authority.Issue(new CertificateProfile("Sở Tài chính") { Kind = CertificateKind.Organisation });
        foreach (var (certificate, complaint) in new[]
        {
            (strange, "Không dẫn tới cơ quan cấp mà cổng tin cậy. Hãy kiểm tra lại tệp với nơi cấp."),
            (early, "Chưa đến ngày có hiệu lực. Hãy kiểm tra lại tệp với nơi cấp."),
            (seal, "Đây là chứng thư số của cơ quan hoặc máy chủ. Hãy dùng “Nhập nhiều chứng thư số”."),
        })
        {
            using var answer = await RegisterAsync(keeper, certificate, "gd-stc@trinh-dien.example");
            Assert.Contains(complaint, await answer.ComplaintsAsync());
        }
    }

    private static Task<HttpResponseMessage> RegisterAsync(Visitor keeper, X509Certificate2 certificate, string email) =>
        keeper.SendFormAsync("/certificates/register", new Dictionary<string, string> { ["Email"] = email, ["Device"] = "EToken" }, ("Cer", certificate.RawData, "a.cer"));
}
