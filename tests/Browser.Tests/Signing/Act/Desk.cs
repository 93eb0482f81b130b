using Microsoft.Playwright;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Signing.Act;

/// <summary>What people do at the portal, said in their words.</summary>
internal static class Desk
{
    public static async Task SignIn(this Visit visit, string name)
    {
        await visit.GoTo("/sign-in");
        await visit.Page.GetByLabel("Tên đăng nhập hoặc thư điện tử công vụ").FillAsync($"{name}@trinh-dien.example");
        await visit.Page.GetByLabel("Mật khẩu").FillAsync(PortalFixture.Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Đăng nhập" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Xin chào" })).ToBeVisibleAsync();
    }

    /// <summary>Submits a PDF; returns the document's address.</summary>
    public static async Task<string> Submit(this Visit clerk, string title, string signer, byte[] pdf)
    {
        await clerk.GoTo("/signing/documents/submit");
        await clerk.Page.GetByLabel("Tệp PDF").SetInputFilesAsync(new FilePayload { Name = "van-ban.pdf", MimeType = "application/pdf", Buffer = pdf });
        await clerk.Page.GetByLabel("Trích yếu nội dung").FillAsync(title);
        await clerk.Page.GetByLabel("Số, ký hiệu dự kiến").FillAsync("…/QĐ-SKHCN");
        var option = await clerk.Page.Locator("#Signer option").Filter(new() { HasText = signer }).First.GetAttributeAsync("value");
        await clerk.Page.GetByLabel("Người ký", new() { Exact = true }).SelectOptionAsync(option!);
        await clerk.Page.GetByLabel("Tôi xác nhận văn bản không chứa bí mật nhà nước.").CheckAsync();
        await clerk.AssertAccessible();
        await clerk.Photograph("act-submit");
        await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Trình ký" }).ClickAsync();
        await clerk.Page.WaitForURLAsync(url => url.Contains("/signing/documents/0", StringComparison.Ordinal));
        return new Uri(clerk.Page.Url).AbsolutePath;
    }
}
