using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Certificates;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Sandbox;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing.ServerSeals;

/// <summary>The organisation's key lies in SoftHSM2; the library serves one process and one token.</summary>
public sealed class SealOnServerTests(PortalFixture portal) : IClassFixture<PortalFixture>, IAsyncLifetime
{
    private const string Unit = "Sở Khoa học và Công nghệ";
    private static SoftToken? shared;
    private static X509Certificate2? seal;
    private PortalHost host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        seal ??= portal.Authority.Issue(new CertificateProfile(Unit) { Kind = CertificateKind.Organisation });
        shared ??= new SoftToken(seal);
        await portal.ExecuteAsync("delete from signing.server_seal");
        await RegisterAsync(Unit);
        host = await HostAsync(SoftToken.Pin);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_numbered_document_is_sealed_by_the_server_and_pdfsig_calls_both_signatures_valid()
    {
        using var head = await InAsync("gd-skhcn");
        using var clerk = await InAsync("van-thu-skhcn");
        var document = await NumberedAsync(clerk, head);
        Assert.DoesNotContain("/seal-on-server", await clerk.ReadAsync(document), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await EnableAsync(head)).StatusCode);
        Assert.Contains("/seal-on-server", await clerk.ReadAsync(document), StringComparison.Ordinal);

        await SealAsync(clerk, document);

        Assert.Equal("Sealed", await StateAsync(document));
        Assert.Equal("Server/1", await portal.TextAsync($"select s.channel || '/' || count(*) filter (where s.person_id is null) from signing.signature s join signing.document_version v on v.id = s.version_id where v.document_id = '{Id(document)}' and s.kind = 'Organisation' group by s.channel"));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from platform.audit_entry where act = 'signing.server-seal.used' and subject_id = '{Id(document)}' and actor_name <> 'portal'"));
        using var file = await clerk.GetAsync($"{document}/versions/{await portal.CountAsync($"select max(ordinal) from signing.document_version where document_id = '{Id(document)}'")}/file?download=true");
        Assert.Equal(2, (await PdfSigAsync(await file.Content.ReadAsByteArrayAsync(Stop))).Split("Signature is Valid").Length - 1);
    }

    [Fact]
    public async Task Pressed_several_times_at_once_there_is_one_seal()
    {
        using var head = await InAsync("gd-skhcn");
        using var clerk = await InAsync("van-thu-skhcn");
        var document = await NumberedAsync(clerk, head);
        await EnableAsync(head);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SealAsync(clerk, document)));
        Assert.Equal("Sealed", await StateAsync(document));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from signing.signature s join signing.document_version v on v.id = s.version_id where v.document_id = '{Id(document)}' and s.channel = 'Server'"));
    }

    [Fact]
    public async Task Without_a_number_without_the_units_choice_or_after_it_ended_nothing_is_signed()
    {
        using var head = await InAsync("gd-skhcn");
        using var clerk = await InAsync("van-thu-skhcn");
        var early = await SignedAsync(clerk, head);
        var document = await NumberedAsync(clerk, head);
        await SealAsync(clerk, document);
        Assert.Equal("Numbered", await StateAsync(document));

        await EnableAsync(head);
        await SealAsync(clerk, early);
        Assert.Equal("Signed", await StateAsync(early));

        var chosen = await portal.TextAsync("select id::text from signing.server_seal where disabled_at is null");
        using (var ended = await head.SendFormAsync("/signing/server-seals", new Dictionary<string, string> { ["seal"] = chosen }, to: "/signing/server-seals?handler=Disable")) Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        await SealAsync(clerk, document);
        Assert.Equal("Numbered", await StateAsync(document));
        Assert.Equal(0, await portal.CountAsync($"select count(*) from platform.audit_entry where act = 'signing.server-seal.used' and subject_id in ('{Id(document)}', '{Id(early)}')"));
    }

    [Fact]
    public async Task Nobody_of_another_unit_uses_the_key_or_chooses_for_the_unit_and_no_certificate_of_another_unit_is_taken()
    {
        using var head = await InAsync("gd-skhcn");
        using var clerk = await InAsync("van-thu-skhcn");
        using var otherHead = await InAsync("gd-stc");
        using var otherClerk = await InAsync("van-thu-stc");
        var document = await NumberedAsync(clerk, head);

        Assert.Equal(HttpStatusCode.OK, (await EnableAsync(otherHead)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await EnableAsync(otherHead, "Sở Tài chính")).StatusCode);
        Assert.Equal(0, await portal.CountAsync("select count(*) from signing.server_seal"));
        await EnableAsync(head);
        using var answer = await otherClerk.SendFormAsync("/verify", [], to: $"{document}/seal-on-server");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("Numbered", await StateAsync(document));
    }

    [Fact]
    public async Task A_wrong_pin_is_tried_once_and_told_without_naming_it()
    {
        using var head = await InAsync("gd-skhcn");
        using var clerk = await InAsync("van-thu-skhcn");
        var document = await NumberedAsync(clerk, head);
        await EnableAsync(head);
        // A login is the process's: the other portal's has to end first.
        await host.DisposeAsync();
        host = await HostAsync("999999");
        using var later = await InAsync("van-thu-skhcn");
        for (var i = 0; i < 4; i++) await SealAsync(later, document);
        var told = WebUtility.HtmlDecode(await later.ReadAsync(document));
        Assert.Contains("Khóa của cơ quan trên máy chủ chưa dùng được", told, StringComparison.Ordinal);
        Assert.DoesNotContain("999999", told, StringComparison.Ordinal);
        Assert.Equal("Numbered", await StateAsync(document));
    }

    private static string Id(string document) => document.Split('/')[^1];

    private async Task<PortalHost> HostAsync(string pin)
    {
        var started = new PortalHost(portal.ConnectionString, portal.Settings.Append(KeyValuePair.Create("Seals:Module", (string?)shared!.Module)).Append(KeyValuePair.Create("Seals:Pin", (string?)pin)).ToDictionary());
        await started.StartAsync();
        return started;
    }

    private async Task<Visitor> InAsync(string name)
    {
        var visitor = new Visitor(host.Address);
        await visitor.SignInAsync($"{name}@trinh-dien.example", PortalFixture.Password);
        return visitor;
    }

    private async Task RegisterAsync(string unit)
    {
        if (await portal.CountAsync($"select count(*) from certificates.certificate where serial_number = '{seal!.SerialNumber}'") > 0) return;
        var id = Guid.Parse(await portal.TextAsync($"select id::text from organisation.unit where name = '{unit}' and valid_to is null"));
        await portal.Host.WithAsync<CertificatesDb, int>(db =>
        {
            db.Certificates.Add(Certificate.Register(seal!, new CertificateHolder(SubjectKind.Organisation, null, id), DeviceKind.EToken, TimeProvider.System.GetUtcNow(), by: null));
            return db.SaveChangesAsync(Stop);
        });
    }

    private async Task<string> SignedAsync(Visitor clerk, Visitor leader)
    {
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "Ngô Mẫu Hưng");
        await leader.SignAsync(document, await portal.GiveCertificateAsync("gd-skhcn"));
        return document;
    }

    private async Task<string> NumberedAsync(Visitor clerk, Visitor leader)
    {
        var document = await SignedAsync(clerk, leader);
        using var numbered = await clerk.SendFormAsync(document, [], to: $"{document}/number");
        Assert.Equal("Numbered", await StateAsync(document));
        return document;
    }

    private static Task<HttpResponseMessage> EnableAsync(Visitor head, string unit = Unit) =>
        head.SendFormAsync("/signing/server-seals", new Dictionary<string, string> { ["Unit"] = unit, ["Thumbprint"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(seal!.RawData)) });

    private static async Task SealAsync(Visitor clerk, string document)
    {
        using var answer = await clerk.SendFormAsync(document, [], to: $"{document}/seal-on-server");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private Task<string> StateAsync(string document) => portal.TextAsync($"select state from signing.document where id = '{Id(document)}'");

    private static async Task<string> PdfSigAsync(byte[] pdf)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, pdf, Stop);
            using var judge = Process.Start(new ProcessStartInfo("pdfsig", ["-nocert", path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            return await judge.StandardOutput.ReadToEndAsync(Stop);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
