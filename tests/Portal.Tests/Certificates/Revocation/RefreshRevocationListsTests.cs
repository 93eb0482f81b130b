using System.Net;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Certificates.Revocation;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Portal.Tests.Signing;
using ThanhHoa.DigitalSignature.Sandbox;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Revocation;

public sealed class RefreshRevocationListsTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_issuer_revoked_is_in_the_registry_after_the_next_refresh_and_blocks_signing()
    {
        var certificate = await portal.GiveCertificateAsync("ct-bim-son");
        var other = await portal.GiveCertificateAsync("pct-bim-son");
        // The list at hand is current for long; the refresh asks for a newer one all the same.
        await RefreshAsync();
        Assert.Equal(0, await RevokedAsync(certificate));
        portal.Authority.Revoke(certificate.SerialNumber, X509RevocationReason.KeyCompromise);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(RefreshAsync, Stop)));
        await RefreshAsync();

        Assert.Equal(1, await RevokedAsync(certificate));
        Assert.Equal(0, await RevokedAsync(other));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from certificates.certificate_event e join certificates.certificate c on c.id = e.certificate_id where c.serial_number = '{certificate.SerialNumber}' and e.kind = 'Revoked' and e.detail = 'KeyCompromise'"));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from platform.audit_entry a join certificates.certificate c on c.id::text = a.subject_id where a.act = 'certificates.certificate.revocation-found' and c.serial_number = '{certificate.SerialNumber}'"));
        using var clerk = await portal.SignInAsync("van-thu-bim-son");
        using var leader = await portal.SignInAsync("ct-bim-son");
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "Âu Mẫu Trung");
        var (status, answer) = await leader.StartAsync(document, certificate);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.StartsWith("Chứng thư số đã bị thu hồi từ", answer.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_generations_of_the_authority_are_asked()
    {
        var old = await portal.GiveCertificateAsync("gd-stc", new CertificateProfile("") { IsOldGeneration = true });
        var young = await portal.GiveCertificateAsync("gd-stc");
        portal.Authority.Revoke(old.SerialNumber);
        await RefreshAsync();
        Assert.Equal((1, 0), (await RevokedAsync(old), await RevokedAsync(young)));
    }

    [Fact]
    public async Task A_certificate_with_a_revoked_number_of_another_authority_of_that_name_stays()
    {
        var revoked = await portal.GiveCertificateAsync("gd-snv");
        var kept = await portal.GiveCertificateAsync("pgd-snv");
        portal.Authority.Revoke(revoked.SerialNumber);
        // Whoever enters it this way: what the row says is not enough, the certificate itself is judged.
        await portal.ExecuteAsync($"update certificates.certificate set serial_number = '{revoked.SerialNumber}' where serial_number = '{kept.SerialNumber}'");
        await RefreshAsync();
        Assert.Equal("Chu Mẫu Phong", await portal.TextAsync($"select string_agg(subject_name, ',') from certificates.certificate where serial_number = '{revoked.SerialNumber}' and revoked_at is not null"));
    }

    private Task RefreshAsync() => portal.Host.RunAsync<RefreshRevocationLists>(job => job.RunAsync(Stop));

    private Task<long> RevokedAsync(X509Certificate2 certificate) => portal.CountAsync($"select count(*) from certificates.certificate where serial_number = '{certificate.SerialNumber}' and revoked_at is not null");
}
