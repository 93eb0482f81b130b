using Microsoft.Playwright;
using ThanhHoa.DigitalSignature.Browser.Tests.Signing.Act;
using ThanhHoa.DigitalSignature.Certificates.Import;
using ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Import;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Certificates.Import;

/// <summary>The lead agency loads an archive of certificates with the list of their devices, confirms a doubtful one and reads why others were refused.</summary>
[Collection(nameof(OfficeHours))]
public sealed class CertificateImportTests(Chromium chromium, SigningOffice office)
{
    [Fact]
    public async Task An_archive_is_loaded_a_doubtful_certificate_confirmed_and_what_was_refused_is_told()
    {
        var authority = office.Portal.Authority;
        var sure = authority.IssuePerson("Chu Mẫu Phong", "gd-snv@trinh-dien.example");
        var unsure = authority.IssuePerson("Quách Mẫu Quân", "dia-chi-cu@trinh-dien.example");
        var future = authority.IssuePerson("Kiều Mẫu Phương", "pgd-snv@trinh-dien.example", change: p => p with { NotBefore = TimeProvider.System.GetUtcNow().AddDays(9) });
        var archive = Bundles.Zip([sure.RawData, unsure.RawData, future.RawData, [1, 2, 3]], "Tệp;Loại;Số hiệu;Số điện thoại;Nhà mạng;Trạng thái\nthu-muc/00.cer;E-token;PKI-TD-01;;;Đang dùng\n;Thẻ nhớ;PKI-TD-02;;;\n");

        await chromium.Visit(office.Portal.Host.Address, async visit =>
        {
            var page = visit.Page;
            await visit.SignIn("chuyen-vien-skhcn");
            await visit.GoTo("/certificates/import");
            await visit.AssertAccessible();
            await visit.Photograph("certificate-import");
            await SendAsync(page, "lo-thang-11.zip", archive);
            await Assertions.Expect(page.GetByText("Đang chờ xử lý.")).ToBeVisibleAsync();
            await visit.AssertAccessible();
            await WorkAsync();

            // The page asks again by itself.
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Cần bạn xác nhận" })).ToBeVisibleAsync(new() { Timeout = 10_000 });
            await Assertions.Expect(page.GetByText("thiet-bi.csv:3 – PKI-TD-02: Loại thiết bị phải là E-token hoặc SIM PKI.")).ToBeVisibleAsync();
            await visit.AssertAccessible();
            await visit.Photograph("certificate-import-result");
            await page.GetByLabel("Là của").SelectOptionAsync(new SelectOptionValue { Index = 1 });
            await page.GetByRole(AriaRole.Button, new() { Name = "Xác nhận" }).ClickAsync();
            await Assertions.Expect(page.GetByText("Đã đưa vào sổ: 2")).ToBeVisibleAsync();

            await visit.GoTo("/certificates/import");
            await SendAsync(page, "hong.zip", archive[..^40]);
            await WorkAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Tệp hong.zip bị hỏng nên không đọc được.", new() { Timeout = 10_000 });
            await visit.AssertAccessible();
            await visit.Photograph("certificate-import-refused");
        });
        Assert.Equal(1, await office.Portal.CountAsync($"select count(*) from certificates.certificate c join certificates.device d on d.id = c.device_id where c.serial_number = '{sure.SerialNumber}' and d.serial = 'PKI-TD-01' and d.state = 'InUse'"));
        Assert.Equal(1, await office.Portal.CountAsync($"select count(*) from certificates.certificate where serial_number = '{unsure.SerialNumber}'"));
    }

    private static async Task SendAsync(IPage page, string name, byte[] file)
    {
        await page.GetByLabel("Tệp .cer, .p7b hoặc .zip").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/zip", Buffer = file });
        await page.GetByRole(AriaRole.Button, new() { Name = "Nhập", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/certificates/import/0", StringComparison.Ordinal));
    }

    // The job's turn.
    private Task<bool> WorkAsync() => office.Portal.Host.WithAsync<RunImports, bool>(async job =>
    {
        await job.RunAsync(TestContext.Current.CancellationToken);
        return true;
    });
}
