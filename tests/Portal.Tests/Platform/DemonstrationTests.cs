using System.Net;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Portal.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Platform;

public sealed class DemonstrationTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task It_goes_in_one_act_with_its_people_accounts_certificates_and_documents_and_nothing_else_does()
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        using var leader = await portal.SignInAsync("gd-skhcn");
        using var administrator = await portal.SignInAsync("quan-tri");
        var certificate = await portal.GiveCertificateAsync("gd-skhcn");
        await portal.ExecuteAsync("update certificates.certificate set is_demonstration = true");
        await leader.SignAsync(await clerk.SubmitAsync(PdfSample.Valid(), "Ngô Mẫu Hưng"), certificate);
        var units = await portal.CountAsync("select count(*) from organisation.unit");
        var trail = await portal.CountAsync("select count(*) from platform.audit_entry");
        Assert.True(await portal.CountAsync("select count(*) from signing.document") > 3);

        using var answer = await administrator.SendFormAsync("/organisation/demonstration", new Dictionary<string, string>());

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        foreach (var table in new[] { "organisation.person", "organisation.post", "platform.account", "platform.role_grant", "certificates.certificate", "signing.document", "signing.document_version", "signing.signature", "signing.signing_attempt" })
            Assert.Equal((table, 0), (table, await portal.CountAsync($"select count(*) from {table}")));
        Assert.Equal(units, await portal.CountAsync("select count(*) from organisation.unit"));
        Assert.True(await portal.CountAsync("select count(*) from platform.audit_entry") > trail);
    }
}
