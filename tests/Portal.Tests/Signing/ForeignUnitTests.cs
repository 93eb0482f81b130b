using System.Net;
using System.Text.Json;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing;

/// <summary>Everything that can be asked of somebody else's document, by people who have no business with it.</summary>
public sealed class ForeignUnitTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Theory]
    [InlineData("van-thu-stc")]
    [InlineData("gd-stc")]
    [InlineData("quan-tri")]
    [InlineData("thanh-tra-skhcn")]
    [InlineData("pgd-skhcn-2")]
    public async Task Who_is_neither_on_the_route_nor_clerk_of_the_unit_gets_nothing(string name)
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        using var head = await portal.SignInAsync("pgd-skhcn-1");
        using var stranger = await portal.SignInAsync(name);
        var certificate = await portal.GiveCertificateAsync("pgd-skhcn-1");
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "Dương Mẫu Khánh", appendices: [PdfSample.Valid("Appendix")]);
        var id = document.Split('/')[^1];
        using (var made = await clerk.SendFormAsync("/signing/documents", [KeyValuePair.Create("chosen", id)], to: "/signing/documents?handler=Batch")) Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        var batch = await portal.TextAsync($"select batch_id::text from signing.batch_item where document_id = '{id}'");
        var (_, started) = await head.StartAsync(document, certificate);

        string[] pages =
        [
            document, $"{document}/versions/1/file", $"{document}/versions/1/file?download=true", $"{document}/versions/1/file?part=1", $"{document}/versions/1/check",
            $"{document}/issue", $"/signing/documents/submit/{id}", $"/signing/documents/submit?replaces={id}", $"/signing/batches/{batch}",
        ];
        foreach (var page in pages) Assert.True(await stranger.StatusOfAsync(page) is HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.Redirect, $"{name} opened {page}: {await stranger.StatusOfAsync(page)}");
        foreach (var act in new[] { "acts/return", "acts/reassign", "acts/withdraw", "acts/submit", "acts/recall", "acts/acknowledge", "number", "seal-on-server" })
        {
            using var answer = await stranger.SendFormAsync("/signing/inbox", new Dictionary<string, string> { ["reason"] = "x" }, to: $"{document}/{act}");
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden || answer.Headers.Location?.OriginalString.Contains("denied", StringComparison.Ordinal) == true, $"{name} did {act}: {answer.StatusCode} {answer.Headers.Location}");
        }

        using (var taken = await stranger.SendFormAsync("/signing/inbox", new Dictionary<string, string> { ["document"] = id }, to: $"/signing/batches/{batch}?handler=TakeOut")) Assert.Equal(HttpStatusCode.NotFound, taken.StatusCode);
        var version = await portal.TextAsync($"select id::text from signing.document_version where document_id = '{id}' and part = 0");
        foreach (var purpose in new[] { "Sign", "Seal" }) Assert.Equal("not-yours", await CodeAsync(stranger, "/signing/sign/start", new { purpose, certificate = Convert.ToBase64String(certificate.RawData), documents = new[] { new { documentId = id, versionId = version } } }));
        Assert.Equal("not-yours", await CodeAsync(stranger, "/signing/sign/finish", new { signatures = new[] { new { id = Guid.Parse(started.GetProperty("documents")[0].GetProperty("id").GetString()!), signature = Desk.SignWithDevice(started, certificate) } } }));

        Assert.Equal("Signing", await portal.TextAsync($"select state from signing.document where id = '{id}'"));
        Assert.Equal(2, await portal.CountAsync($"select count(*) from signing.document_version where document_id = '{id}'"));
    }

    private static async Task<string?> CodeAsync(Visitor visitor, string to, object body)
    {
        using var answer = await visitor.SendJsonAsync("/signing/inbox", to, body);
        using var json = JsonDocument.Parse(await answer.TextAsync());
        return (json.RootElement.TryGetProperty("results", out var results) ? results[0] : json.RootElement).GetProperty("code").GetString();
    }
}
