using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
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
        var document = await IssueAsync(clerk, head, signs, seal, "Quyết định gửi qua trục");
        Assert.Equal(HttpStatusCode.NotFound, await recipient.StatusOfAsync($"{document}/edxml"));

        var package = await PackageOfAsync(clerk, document);
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

    [Fact]
    public async Task What_is_replaced_and_recalled_here_is_so_with_the_recipient_and_the_answer_comes_home()
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        using var head = await portal.SignInAsync("gd-skhcn");
        using var recipient = await portal.SignInAsync("van-thu-sxd");
        var (signs, seal) = (await portal.GiveCertificateAsync("gd-skhcn"), await portal.GiveSealToAsync("van-thu-skhcn"));
        await AddressAsync(clerk, "Sở Khoa học và Công nghệ", "000.00.12.H56");
        await AddressAsync(recipient, "Sở Xây dựng", "H56.17");
        var old = await IssueAsync(clerk, head, signs, seal, "Quyết định cũ");
        var received = await TakeInAsync(recipient, await PackageOfAsync(clerk, old));
        await recipient.ActAsync(received, "accept");

        var instead = await IssueAsync(clerk, head, signs, seal, "Quyết định mới", $"/signing/documents/submit?replaces={IdOf(old)}");
        var receivedInstead = await TakeInAsync(recipient, await PackageOfAsync(clerk, instead));
        await recipient.ActAsync(receivedInstead, "accept");
        foreach (var replaced in new[] { old, received }) Assert.Equal("Replaced", await StateAsync(replaced));

        await clerk.ActAsync(instead, "acts/recall", ("reason", "Ban hành nhầm"));
        Assert.Equal(receivedInstead, await TakeInAsync(recipient, await PackageOfAsync(clerk, instead)));
        Assert.Equal("Issued", await StateAsync(receivedInstead));
        await recipient.ActAsync(receivedInstead, "recall", ("agree", "true"));
        foreach (var recalled in new[] { instead, receivedInstead }) Assert.Equal("Recalled", await StateAsync(recalled));
        var agreed = await portal.TextAsync($"select id::text from signing.exchange_status where document_id = '{IdOf(receivedInstead)}' and code = '15'");
        using var status = await recipient.GetAsync($"{receivedInstead}/status?status={agreed}");
        await TakeInAsync(clerk, await status.Content.ReadAsByteArrayAsync(Stop));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from signing.exchange_status where document_id = '{IdOf(instead)}' and code = '15' and not is_ours"));
    }

    private Task<string> StateAsync(string address) => portal.TextAsync($"select state from signing.document where id = '{IdOf(address)}'");

    private static async Task<byte[]> PackageOfAsync(Visitor clerk, string document)
    {
        using var answer = await clerk.GetAsync($"{document}/edxml");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync(Stop);
    }

    private static async Task<string> IssueAsync(Visitor clerk, Visitor head, X509Certificate2 signs, X509Certificate2 seal, string title, string form = "/signing/documents/submit")
    {
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "Ngô Mẫu Hưng", title, form: form);
        await head.SignAsync(document, signs);
        await clerk.ActAsync(document, "number");
        await clerk.SignAllAsync(document, seal);
        using var sent = await clerk.SendFormAsync($"{document}/issue", new Dictionary<string, string> { ["To"] = "Sở Xây dựng" });
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        return document;
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
