using System.Diagnostics;
using System.Net;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing;

public sealed class SigningTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_goes_from_the_clerk_through_the_leaders_inbox_to_a_signed_version_that_pdfsig_calls_valid()
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        using var leader = await portal.SignInAsync("gd-skhcn");
        var certificate = await portal.GiveCertificateAsync("gd-skhcn");
        var original = PdfSample.Valid();
        var document = await clerk.SubmitAsync(original, "Ngô Mẫu Hưng", "Quyết định về ứng dụng chữ ký số");

        Assert.Contains("Quyết định về ứng dụng chữ ký số", await leader.ReadAsync("/signing/inbox"), StringComparison.Ordinal);
        await leader.SignAsync(document, certificate);

        Assert.Contains("Đã ký, chữ ký hợp lệ", await leader.ReadAsync(document), StringComparison.Ordinal);
        var signed = await BytesAsync(clerk, $"{document}/versions/2/file?download=true");
        Assert.Equal(original, signed[..original.Length]);
        Assert.Equal(original, await BytesAsync(clerk, $"{document}/versions/1/file?download=true"));
        Assert.Contains("Signature is Valid", await PdfSigAsync(signed), StringComparison.Ordinal);
        Assert.Equal(1, await portal.CountAsync($"select count(*) from platform.audit_entry where act = 'signing.signature.accepted' and subject_id = '{document.Split('/')[^1]}'"));
    }

    [Fact]
    public async Task An_answer_lost_on_the_way_is_asked_again_and_gives_the_same_version()
    {
        using var clerk = await portal.SignInAsync("van-thu-stc");
        using var leader = await portal.SignInAsync("gd-stc");
        var certificate = await portal.GiveCertificateAsync("gd-stc");
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "Cao Mẫu Nam");
        var (_, started) = await leader.StartAsync(document, certificate);
        var signature = Desk.SignWithDevice(started, certificate);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => leader.FinishAsync(document, started, signature)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(2, await portal.CountAsync($"select count(*) from signing.document_version where document_id = '{document.Split('/')[^1]}'"));
    }

    [Fact]
    public async Task Two_windows_of_one_leader_make_one_signature()
    {
        using var clerk = await portal.SignInAsync("van-thu-snv");
        using var leader = await portal.SignInAsync("gd-snv");
        var certificate = await portal.GiveCertificateAsync("gd-snv");
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "Chu Mẫu Phong");
        var (_, first) = await leader.StartAsync(document, certificate);
        var (_, second) = await leader.StartAsync(document, certificate);

        Assert.Equal(HttpStatusCode.OK, (await leader.FinishAsync(document, second, Desk.SignWithDevice(second, certificate))).Status);
        var (status, answer) = await leader.FinishAsync(document, first, Desk.SignWithDevice(first, certificate));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("already-signed", answer.GetProperty("code").GetString());
        Assert.Equal(2, await portal.CountAsync($"select count(*) from signing.document_version where document_id = '{document.Split('/')[^1]}'"));
    }

    [Fact]
    public async Task The_signature_stands_where_the_leader_put_it_and_never_outside_the_page()
    {
        using var clerk = await portal.SignInAsync("van-thu-kkt");
        using var leader = await portal.SignInAsync("tb-kkt");
        var certificate = await portal.GiveCertificateAsync("tb-kkt");
        Assert.Equal(new PdfRectangle(100, 200, 150, 50), await PlaceAsync(new { page = 1, x = 100, y = 200, width = 150, height = 50 }));
        Assert.Equal(new PdfRectangle(595 - 60, 0, 60, 30), await PlaceAsync(new { page = 7, x = 5000, y = -50, width = 10, height = 10 }));

        async Task<PdfRectangle> PlaceAsync(object placement)
        {
            var document = await clerk.SubmitAsync(PdfSample.Valid(), "Ninh Mẫu Xuân");
            var (_, started) = await leader.StartAsync(document, certificate, placement);
            await leader.FinishAsync(document, started, Desk.SignWithDevice(started, certificate));
            using var signed = new MemoryStream(await BytesAsync(leader, $"{document}/versions/2/file"));
            return Assert.Single(PdfInspector.Inspect(signed).SignatureFields).Rectangle;
        }
    }

    [Theory]
    [InlineData("van-thu-stc")]
    [InlineData("gd-stc")]
    [InlineData("quan-tri")]
    [InlineData("thanh-tra-skhcn")]
    public async Task Nobody_of_another_unit_and_no_administrator_sees_it(string stranger)
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        using var other = await portal.SignInAsync(stranger);
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "Dương Mẫu Khánh");

        foreach (var path in new[] { document, $"{document}/versions/1/file", $"{document}/versions/1/file?download=true" })
        {
            using var answer = await other.GetAsync(path);
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden, $"{stranger} got {answer.StatusCode} at {path}");
        }
    }

    [Fact]
    public async Task A_leader_cannot_sign_what_waits_for_a_colleague()
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        using var colleague = await portal.SignInAsync("pgd-skhcn-1");
        using var other = await portal.SignInAsync("pgd-skhcn-2");
        var certificate = await portal.GiveCertificateAsync("pgd-skhcn-2");
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "Dương Mẫu Khánh");
        using var options = await colleague.OptionsAsync(document);

        using var answer = await other.SendJsonAsync("/signing/inbox", "/signing/sign/start", new
        {
            purpose = "Sign",
            certificate = Convert.ToBase64String(certificate.RawData),
            documents = options.RootElement.GetProperty("documents"),
        });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("not-yours", await answer.TextAsync(), StringComparison.Ordinal);
    }

    private static async Task<byte[]> BytesAsync(Visitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync(Stop);
    }

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
