using System.Diagnostics;
using System.Net;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing.Exchange;

public sealed class ExchangeTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_issued_document_goes_out_as_a_package_and_comes_in_once_under_a_number_of_its_own()
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        using var head = await portal.SignInAsync("gd-skhcn");
        using var recipient = await portal.SignInAsync("van-thu-sxd");
        var (signs, seal) = (await portal.GiveCertificateAsync("gd-skhcn"), await portal.GiveSealToAsync("van-thu-skhcn"));
        await AddressAsync(clerk, "Sở Khoa học và Công nghệ", "000.00.12.H56");
        await AddressAsync(recipient, "Sở Xây dựng", "H56.17");
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "Ngô Mẫu Hưng", "Quyết định gửi qua trục");
        await head.SignAsync(document, signs);
        await clerk.ActAsync(document, "number");
        await clerk.SignAllAsync(document, seal);
        using (var sent = await clerk.SendFormAsync($"{document}/issue", new Dictionary<string, string> { ["To"] = "Sở Xây dựng" })) Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await recipient.StatusOfAsync($"{document}/edxml"));

        using var answer = await clerk.GetAsync($"{document}/edxml");
        var package = await answer.Content.ReadAsByteArrayAsync(Stop);
        await IsXmlAsync(package);
        var first = await TakeInAsync(recipient, package);
        Assert.Equal(first, await TakeInAsync(recipient, package));
        Assert.Contains("Quyết định gửi qua trục", await recipient.SeeAsync("/signing/incoming?q=gui+qua+truc"), StringComparison.Ordinal);
        await recipient.ActAsync(first, "accept");

        Assert.Equal("Issued", await portal.TextAsync($"select state from signing.document where id = '{IdOf(first)}'"));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from signing.given_number where kind = 'Incoming' and document_id = '{IdOf(first)}'"));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from signing.document_version a join signing.document_version b on a.sha256 = b.sha256 where a.document_id = '{IdOf(document)}' and b.document_id = '{IdOf(first)}'"));
        foreach (var page in new[] { first, $"{first}/package" }) Assert.Equal(HttpStatusCode.NotFound, await clerk.StatusOfAsync(page));

        var accepted = await portal.TextAsync($"select id::text from signing.exchange_status where document_id = '{IdOf(first)}' and code = '03'");
        using var status = await recipient.GetAsync($"{first}/status?status={accepted}");
        Assert.Equal(document, (await TakeInAsync(clerk, await status.Content.ReadAsByteArrayAsync(Stop))).Replace("/incoming/", "/documents/", StringComparison.Ordinal));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from signing.recipient where document_id = '{IdOf(document)}' and acknowledged_at is not null"));
    }

    internal static async Task<string> TakeInAsync(Visitor clerk, byte[] package)
    {
        using var answer = await clerk.SendFormAsync("/signing/incoming/new", new Dictionary<string, string> { ["Unit"] = UnitIn(await clerk.ReadAsync("/signing/incoming/new")) }, ("Package", package, "goi.edxml"), to: "/signing/incoming/new?handler=Package");
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, string.Join("; ", await answer.ComplaintsAsync()));
        return answer.Headers.Location!.ToString();
    }

    internal static async Task AddressAsync(Visitor clerk, string unit, string organId)
    {
        var page = await clerk.SeeAsync("/signing/exchange/addresses");
        Assert.Contains(unit, page, StringComparison.Ordinal);
        using var answer = await clerk.SendFormAsync("/signing/exchange/addresses", new Dictionary<string, string> { ["Unit"] = UnitIn(page), ["OrganId"] = organId });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    internal static string UnitIn(string page)
    {
        var at = page.IndexOf("<option value=\"", page.IndexOf("name=\"Unit\"", StringComparison.Ordinal), StringComparison.Ordinal) + "<option value=\"".Length;
        return page.Substring(at, 36);
    }

    private static async Task IsXmlAsync(byte[] package)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, package, Stop);
        using var judge = Process.Start(new ProcessStartInfo("xmllint", ["--huge", "--noout", path]) { UseShellExecute = false })!;
        await judge.WaitForExitAsync(Stop);
        File.Delete(path);
        Assert.Equal(0, judge.ExitCode);
    }

    private static string IdOf(string address) => address.Split('/')[^1];
}
