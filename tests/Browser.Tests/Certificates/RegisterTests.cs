using Microsoft.Playwright;
using ThanhHoa.DigitalSignature.Browser.Tests.Signing.Act;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Certificates;

/// <summary>The lead agency registers a certificate by plugging in the device.</summary>
[Collection(nameof(OfficeHours))]
public sealed class RegisterTests(Chromium chromium, SigningOffice office)
{
    [Fact]
    public async Task A_certificate_is_read_from_the_device_through_the_agent_and_goes_to_the_person_named_in_it()
    {
        using var certificate = office.Portal.Authority.IssuePerson("Kiều Mẫu Phương", "pgd-snv@trinh-dien.example");
        office.PlugIn(certificate);
        await chromium.Visit(office.Portal.Host.Address, async keeper =>
        {
            keeper.Expect("status of 4");
            await keeper.SignIn("chuyen-vien-skhcn");
            await keeper.GoTo("/certificates/register");
            var read = keeper.Page.GetByRole(AriaRole.Button, new() { Name = "Đọc từ thiết bị đang cắm" });
            await read.ClickAsync();
            await office.AgreeToPairAsync(keeper, keeper.Page.Locator("#token-list button").First);
            await keeper.Page.Locator("#token-list").GetByText("Kiều Mẫu Phương").ClickAsync();
            await keeper.AssertAccessible();
            await keeper.Photograph("register-from-device");
            await keeper.Page.GetByRole(AriaRole.Button, new() { Name = "Đăng ký", Exact = true }).ClickAsync();
            await Assertions.Expect(keeper.Page.GetByText("Đã đăng ký chứng thư số cho Kiều Mẫu Phương.")).ToBeVisibleAsync();
        });
        Assert.Equal(1, await office.Portal.CountAsync($"select count(*) from certificates.certificate where serial_number = '{certificate.SerialNumber}'"));
    }
}
