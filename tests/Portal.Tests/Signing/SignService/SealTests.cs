using System.Net;
using System.Text.Json;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing.SignService;

/// <summary>The clerk puts the organisation's signature on with the component: by its own paths, with the organisation's key, after the number.</summary>
public sealed class SealTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string Unit = "Sở Khoa học và Công nghệ";

    [Fact]
    public async Task A_numbered_document_is_issued_through_the_component_and_one_without_number_is_not()
    {
        await using var desk = await OpenAsync();
        var document = await desk.Clerk.SubmitAsync(PdfSample.Valid("seal"), "Ngô Mẫu Hưng");
        await desk.Leader.SignAsync(document, await portal.GiveCertificateAsync("gd-skhcn"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await desk.Clerk.PrepareAsync("Seal", document)).Status);
        await NumberAsync(desk.Clerk, document);

        var (status, call) = await desk.Clerk.PrepareAsync("Seal", document);
        var answer = await desk.Component.CallAsync(call.GetProperty("path").GetString()!, call.GetProperty("message").GetString()!);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("/SignIssued", call.GetProperty("path").GetString());
        var message = JsonSerializer.Deserialize<JsonElement>(call.GetProperty("message").GetString()!);
        Assert.Matches("^[0-9]{2,}/QĐ-UBND$", message.GetProperty("DocNumber").GetString());
        Assert.Matches("^[0-9]{2}/[0-9]{2}/[0-9]{4}$", message.GetProperty("IssuedDate").GetString());
        Assert.True(answer!.Value.GetProperty("Status").GetInt32() == 0, answer.ToString());
        var id = document.Split('/')[^1];
        Assert.Equal("Sealed", await portal.TextAsync($"select state from signing.document where id = '{id}'"));
        Assert.Equal($"Organisation {Unit}", await portal.TextAsync($"select s.kind || ' ' || s.signer_name from signing.signature s join signing.document_version v on v.id = s.version_id where v.document_id = '{id}' order by v.ordinal desc limit 1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await desk.Clerk.PrepareAsync("Seal", document)).Status);
    }

    [Fact]
    public async Task Nobodys_own_certificate_serves_as_the_organisations_nor_the_organisations_as_a_persons()
    {
        await using var desk = await OpenAsync();
        var seal = desk.Component.Behaviour.Holder;
        var document = await desk.Clerk.SubmitAsync(PdfSample.Valid("wrong seal"), "Ngô Mẫu Hưng");
        var (_, answer) = await desk.Leader.SignWithAsync(desk.Component, document);
        Assert.Contains("đăng ký cho người khác", answer!.Value.GetProperty("Message").GetString(), StringComparison.Ordinal);
        await desk.Leader.SignAsync(document, await portal.GiveCertificateAsync("gd-skhcn"));
        await NumberAsync(desk.Clerk, document);
        desk.Component.Behaviour.Holder = await portal.GiveCertificateAsync("van-thu-skhcn");

        var (_, call) = await desk.Clerk.PrepareAsync("Seal", document);
        answer = await desk.Component.CallAsync("/SignIssued", call.GetProperty("message").GetString()!);

        Assert.NotEqual(0, answer!.Value.GetProperty("Status").GetInt32());
        Assert.Equal("Numbered", await portal.TextAsync($"select state from signing.document where id = '{document.Split('/')[^1]}'"));
        // The leader signs, but the organisation's key is not the leader's to use.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await desk.Leader.PrepareAsync("Seal", document)).Status);
        Assert.NotNull(seal);
    }

    private async Task<LeadersDesk> OpenAsync() => new(await portal.SignInAsync("van-thu-skhcn"), await portal.SignInAsync("gd-skhcn"), await Component.StartAsync(await portal.GiveKeptSealAsync(Unit, "van-thu-skhcn")));

    private static async Task NumberAsync(Visitor clerk, string document)
    {
        using var answer = await clerk.SendFormAsync(document, [], to: $"{document}/number");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}
