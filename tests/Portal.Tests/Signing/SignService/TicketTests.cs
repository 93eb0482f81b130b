using System.Net;
using System.Text.Json;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing.SignService;

/// <summary>What a ticket opens, for how long, how often, and for whom.</summary>
public sealed class TicketTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_download_ticket_gives_the_very_file_without_any_session_and_only_once()
    {
        var pdf = PdfSample.Valid("once");
        using var clerk = await portal.SignInAsync("van-thu-bim-son");
        using var leader = await portal.SignInAsync("ct-bim-son");
        var (_, call) = await leader.PrepareAsync("Sign", await clerk.SubmitAsync(pdf, "Âu Mẫu Trung"));
        var address = call.Addresses().Download.AbsolutePath;
        using var component = portal.Visitor();

        using var first = await component.GetAsync(address);
        using var second = await component.GetAsync(address);

        Assert.Equal(pdf, await first.Content.ReadAsByteArrayAsync(Stop));
        Assert.Equal("application/pdf", first.Content.Headers.ContentType!.MediaType);
        Assert.False(first.Headers.Contains("Set-Cookie"));
        Assert.Equal(HttpStatusCode.Gone, second.StatusCode);
        Assert.Equal("fetched", JsonSerializer.Deserialize<JsonElement>(await leader.ReadAsync($"/signing/sign-service/calls/{call.GetProperty("id").GetString()}")).GetProperty("documents")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task Each_address_is_good_for_its_own_end_alone_and_the_table_opens_nothing()
    {
        using var clerk = await portal.SignInAsync("van-thu-bim-son");
        using var leader = await portal.SignInAsync("ct-bim-son");
        var (_, call) = await leader.PrepareAsync("Sign", await clerk.SubmitAsync(PdfSample.Valid("ends"), "Âu Mẫu Trung"));
        var (download, upload) = call.Addresses();
        var kept = await portal.TextAsync($"select id from signing.sign_ticket where call_id = '{call.GetProperty("id").GetString()}' and kind = 'Download'");
        using var component = portal.Visitor();

        foreach (var path in new[] { $"{upload.AbsolutePath}/van-ban.pdf", $"/signing/tickets/{kept}/van-ban.pdf", "/signing/tickets/AAAA/van-ban.pdf" })
        {
            using var answer = await component.GetAsync(path);
            Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        }
        var refused = await SignServiceTests.UploadAsync(new Uri(download, download.AbsolutePath[..download.AbsolutePath.LastIndexOf('/')]), PdfSample.Valid("ends"));
        Assert.False(refused.GetProperty("Status").GetBoolean());
        Assert.Contains("không có hoặc không còn hiệu lực", refused.GetProperty("Message").GetString(), StringComparison.Ordinal);
        using var asked = await component.GetAsync(upload.AbsolutePath);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, asked.StatusCode);
    }

    [Fact]
    public async Task After_fifteen_minutes_neither_ticket_opens_anything()
    {
        await using var desk = new LeadersDesk(await portal.SignInAsync("van-thu-bim-son"), await portal.SignInAsync("ct-bim-son"), await Component.StartAsync(await portal.GiveCertificateAsync("ct-bim-son")));
        var pdf = PdfSample.Valid("late");
        var document = await desk.Clerk.SubmitAsync(pdf, "Âu Mẫu Trung");
        var (_, call) = await desk.Leader.PrepareAsync("Sign", document);
        var id = call.GetProperty("id").GetString();
        Assert.Equal(0, await portal.CountAsync($"select count(*) from signing.sign_ticket where call_id = '{id}' and expires_at > created_at + interval '15 minutes'"));
        await portal.ExecuteAsync($"update signing.sign_ticket set expires_at = now() - interval '1 second' where call_id = '{id}'");

        using var download = await desk.Clerk.GetAsync(call.Addresses().Download.AbsolutePath);
        var upload = await SignServiceTests.UploadAsync(call.Addresses().Upload, desk.Sign(pdf));

        Assert.Equal(HttpStatusCode.Gone, download.StatusCode);
        Assert.Contains("quá 15 phút", upload.GetProperty("Message").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, await portal.CountAsync($"select count(*) from signing.document_version where document_id = '{document.Split('/')[^1]}'"));
    }

    [Fact]
    public async Task A_used_upload_ticket_takes_no_other_file()
    {
        await using var desk = new LeadersDesk(await portal.SignInAsync("van-thu-bim-son"), await portal.SignInAsync("ct-bim-son"), await Component.StartAsync(await portal.GiveCertificateAsync("ct-bim-son")));
        var pdf = PdfSample.Valid("used");
        var (_, call) = await desk.Leader.PrepareAsync("Sign", await desk.Clerk.SubmitAsync(pdf, "Âu Mẫu Trung"));
        Assert.True((await SignServiceTests.UploadAsync(call.Addresses().Upload, desk.Sign(pdf))).GetProperty("Status").GetBoolean());

        var other = await SignServiceTests.UploadAsync(call.Addresses().Upload, desk.Sign(pdf, level: 2));

        Assert.False(other.GetProperty("Status").GetBoolean());
        Assert.Contains("đã được dùng xong", other.GetProperty("Message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_withdrawn_or_signed_otherwise_meanwhile_takes_no_upload()
    {
        var certificate = await portal.GiveCertificateAsync("ct-bim-son");
        await using var desk = new LeadersDesk(await portal.SignInAsync("van-thu-bim-son"), await portal.SignInAsync("ct-bim-son"), await Component.StartAsync(certificate));
        var pdf = PdfSample.Valid("meanwhile");
        var document = await desk.Clerk.SubmitAsync(pdf, "Âu Mẫu Trung");
        var (_, call) = await desk.Leader.PrepareAsync("Sign", document);
        await desk.Leader.SignAsync(document, certificate);

        var late = await SignServiceTests.UploadAsync(call.Addresses().Upload, desk.Sign(pdf));

        Assert.Contains("đã được ký rồi", late.GetProperty("Message").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, await portal.CountAsync($"select count(*) from signing.document_version where document_id = '{document.Split('/')[^1]}'"));
    }

    [Fact]
    public async Task Nobody_else_gets_tickets_for_it_or_hears_of_the_call()
    {
        using var clerk = await portal.SignInAsync("van-thu-bim-son");
        using var leader = await portal.SignInAsync("ct-bim-son");
        var document = await clerk.SubmitAsync(PdfSample.Valid("mine"), "Âu Mẫu Trung");
        var (_, call) = await leader.PrepareAsync("Sign", document);
        foreach (var name in new[] { "van-thu-bim-son", "pct-bim-son", "gd-skhcn", "quan-tri" })
        {
            using var other = await portal.SignInAsync(name);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await other.PrepareAsync("Sign", document)).Status);
            using var state = await other.GetAsync($"/signing/sign-service/calls/{call.GetProperty("id").GetString()}");
            Assert.Equal(HttpStatusCode.NotFound, state.StatusCode);
        }
        // Nor does the right person get them for an act that is not theirs.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await leader.PrepareAsync("Seal", document)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await leader.PrepareAsync("Nonsense", document)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await leader.PrepareAsync("Sign")).Status);
    }

    [Fact]
    public async Task The_log_never_shows_what_stands_in_a_ticket()
    {
        const string Token = "0123456789-secret-abcdefghijklmnopqrstuvwxy";
        using var process = await PortalProcess.StartAsync(portal.ConnectionString, portal.Settings, Stop);
        using var component = new Visitor(process.Address);

        using var download = await component.GetAsync($"/signing/tickets/{Token}/van-ban.pdf");
        var upload = await SignServiceTests.UploadAsync(new Uri(process.Address, $"/signing/tickets/{Token}"), [1]);
        process.Kill();

        Assert.Equal(HttpStatusCode.Gone, download.StatusCode);
        Assert.False(upload.GetProperty("Status").GetBoolean());
        Assert.Contains("/signing/tickets/…/van-ban.pdf", process.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", process.Said, StringComparison.Ordinal);
    }
}
