using System.Net;
using System.Net.Http.Headers;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing.Verification;

public sealed class VerificationApiTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static readonly string[] Fields = ["file", "sha256", "conclusion", "signatures", "findings", "elapsedMs", "peakBytes"];

    [Fact]
    public async Task The_answer_is_the_line_of_thds_verify_for_a_body_and_for_a_form()
    {
        await portal.RuleAsync(isPublic: true);
        var pdf = SignedSample.Sign(await portal.GiveCertificateAsync("gd-stc"), PdfSample.Valid());
        using var anyone = portal.Visitor();
        using var body = await anyone.CallAsync(pdf);
        Assert.Equal("application/json", body.Content.Headers.ContentType!.MediaType);
        var line = await body.JsonAsync();
        Assert.Equal(Fields, line.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("Quyết định.pdf", "intact"), (line.GetProperty("file").GetString(), line.GetProperty("conclusion").GetString()));
        Assert.True(line.GetProperty("elapsedMs").GetDouble() > 0 && line.GetProperty("peakBytes").GetInt64() > 0);

        using var form = new MultipartFormDataContent { { new ByteArrayContent(PdfSample.Encrypted()), "file", "khoa.pdf" }, { new StringContent("secret"), "password" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/verifications") { Content = form };
        using var answer = await anyone.SendAsync(request);
        Assert.Equal("unsigned", (await answer.JsonAsync()).GetProperty("conclusion").GetString());

        using var unreadable = await anyone.CallAsync("not a PDF"u8.ToArray());
        var told = await unreadable.JsonAsync();
        Assert.Equal(("unreadable", "FileUnreadable"), (told.GetProperty("conclusion").GetString(), told.GetProperty("findings")[0].GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Nobody_without_account_is_served_until_an_administrator_opens_it()
    {
        await portal.RuleAsync(isPublic: false);
        using var anyone = portal.Visitor();
        using var refused = await anyone.CallAsync(PdfSample.Valid());
        await IsProblem(refused, HttpStatusCode.Unauthorized);

        using var person = await portal.SignInAsync("gd-stc");
        using var forged = await person.CallAsync(PdfSample.Valid());
        await IsProblem(forged, HttpStatusCode.BadRequest);
        using var served = await person.CallAsync(PdfSample.Valid(), await person.TokenOfAsync("/verify"));
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);

        await portal.RuleAsync(isPublic: true);
        using var open = await anyone.CallAsync(PdfSample.Valid());
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
    }

    [Fact]
    public async Task What_cannot_be_taken_is_a_problem_with_its_own_status()
    {
        await portal.RuleAsync(isPublic: true, mostMegabytes: 1);
        using var anyone = portal.Visitor();
        using (var type = await anyone.CallAsync(PdfSample.Valid(), type: "image/png")) await IsProblem(type, HttpStatusCode.UnsupportedMediaType);
        using (var empty = await anyone.CallAsync([])) await IsProblem(empty, HttpStatusCode.BadRequest);
        using (var large = await anyone.CallAsync(new byte[1024 * 1024 + 1])) await IsProblem(large, HttpStatusCode.RequestEntityTooLarge);
        // Far above the limit the answer comes before the file: a client that asks first need not send it.
        using (var larger = await anyone.CallAsync(new byte[5 * 1024 * 1024], asksFirst: true)) await IsProblem(larger, HttpStatusCode.RequestEntityTooLarge);
        using (var exact = await anyone.CallAsync(new byte[1024 * 1024])) Assert.Equal(HttpStatusCode.OK, exact.StatusCode);
        using (var get = await anyone.GetAsync("/api/v1/verifications")) await IsProblem(get, HttpStatusCode.MethodNotAllowed);

        using var broken = new HttpRequestMessage(HttpMethod.Post, "/api/v1/verifications") { Content = new StringContent("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-") };
        broken.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        using var answer = await anyone.SendAsync(broken);
        await IsProblem(answer, HttpStatusCode.BadRequest);
    }

    private static async Task IsProblem(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.JsonAsync();
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("detail").GetString()));
    }
}
