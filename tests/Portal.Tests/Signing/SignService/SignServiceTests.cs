using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Sandbox;
using ThanhHoa.DigitalSignature.Sandbox.SignService;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing.SignService;

/// <summary>A leader signs with the component they already have; the portal takes a signature and nothing else.</summary>
public sealed class SignServiceTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, true, "ETSI.CAdES.detached")]
    [InlineData(false, true, "adbe.pkcs7.detached")]
    [InlineData(false, false, "adbe.pkcs7.detached")]
    public async Task The_component_fetches_signs_and_hands_in_what_pdfsig_calls_valid(bool newer, bool certifies, string kind)
    {
        await using var desk = await OpenAsync();
        (desk.Component.Behaviour.IsNewer, desk.Component.Behaviour.Certifies) = (newer, certifies);
        var original = PdfSample.Valid(kind);
        var document = await desk.Clerk.SubmitAsync(original, "Âu Mẫu Trung");

        var (call, answer) = await desk.Leader.SignWithAsync(desk.Component, document);

        Assert.Equal("/SignApproved", call.GetProperty("path").GetString());
        Assert.Equal(0, answer!.Value.GetProperty("Status").GetInt32());
        Assert.Equal(document, answer.Value.GetProperty("FileServer").GetString());
        Assert.Equal("signed", await StateAsync(desk.Leader, call));
        Assert.Contains("Đã ký, chữ ký hợp lệ", await desk.Leader.ReadAsync(document), StringComparison.Ordinal);
        using var download = await desk.Leader.GetAsync($"{document}/versions/2/file?download=true");
        var signed = await download.Content.ReadAsByteArrayAsync(Stop);
        Assert.Equal(original, signed[..original.Length]);
        var verdict = await PdfSigAsync(signed);
        Assert.Contains("Signature is Valid", verdict, StringComparison.Ordinal);
        Assert.Contains("Total document signed", verdict, StringComparison.Ordinal);
        Assert.Contains(kind, verdict, StringComparison.Ordinal);
        var id = document.Split('/')[^1];
        Assert.Equal("Pc", await portal.TextAsync($"select s.channel from signing.signature s join signing.document_version v on v.id = s.version_id where v.document_id = '{id}'"));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from platform.audit_entry where act = 'signing.signature.accepted' and subject_id = '{id}'"));
    }

    [Fact]
    public async Task The_message_has_the_very_names_of_the_protocol()
    {
        await using var desk = await OpenAsync();
        var document = await desk.Clerk.SubmitAsync(PdfSample.Valid(), "Âu Mẫu Trung");

        var (_, call) = await desk.Leader.PrepareAsync("Sign", document);

        var message = JsonSerializer.Deserialize<JsonElement>(call.GetProperty("message").GetString()!);
        Assert.Equal(["FileUploadHandler", "SessionId", "JWTToken", "FileName", "MetaData"], message.EnumerateObject().Select(p => p.Name));
        Assert.Equal("", message.GetProperty("SessionId").GetString());
        Assert.Equal("", message.GetProperty("JWTToken").GetString());
        Assert.True(call.Addresses().Download.IsAbsoluteUri && call.Addresses().Upload.IsAbsoluteUri);
    }

    [Fact]
    public async Task A_second_upload_of_the_same_bytes_gets_the_same_answer_and_no_second_version()
    {
        await using var desk = await OpenAsync();
        desk.Component.Behaviour.Answer = SignServiceAnswer.UploadTwice;
        var document = await desk.Clerk.SubmitAsync(PdfSample.Valid("twice"), "Âu Mẫu Trung");

        var (_, answer) = await desk.Leader.SignWithAsync(desk.Component, document);

        Assert.Equal(0, answer!.Value.GetProperty("Status").GetInt32());
        Assert.Equal(document, answer.Value.GetProperty("FileServer").GetString());
        Assert.Equal(2, await VersionsAsync(document));
    }

    [Fact]
    public async Task Two_uploads_at_the_same_moment_make_one_version_and_get_the_same_answer()
    {
        await using var desk = await OpenAsync();
        var pdf = PdfSample.Valid("race");
        var document = await desk.Clerk.SubmitAsync(pdf, "Âu Mẫu Trung");
        var (_, call) = await desk.Leader.PrepareAsync("Sign", document);
        var signed = desk.Sign(pdf);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => UploadAsync(call.Addresses().Upload, signed)));

        Assert.All(answers, answer => Assert.True(answer.GetProperty("Status").GetBoolean(), answer.ToString()));
        Assert.Equal(2, await VersionsAsync(document));
    }

    [Fact]
    public async Task When_the_component_falls_silent_the_page_still_learns_that_the_signature_came()
    {
        await using var desk = await OpenAsync();
        desk.Component.Behaviour.Answer = SignServiceAnswer.Silent;
        var document = await desk.Clerk.SubmitAsync(PdfSample.Valid("silent"), "Âu Mẫu Trung");

        var (call, answer) = await desk.Leader.SignWithAsync(desk.Component, document);

        Assert.Null(answer);
        Assert.Equal("signed", await StateAsync(desk.Leader, call));
    }

    [Theory]
    [InlineData(SignServiceAnswer.WrongCertificate, "đăng ký cho người khác")]
    [InlineData(SignServiceAnswer.AlteredFile, "không phải là văn bản mà cổng đã gửi đi")]
    public async Task What_the_component_did_wrong_is_refused_in_plain_words(SignServiceAnswer wrong, string sentence)
    {
        await using var desk = await OpenAsync();
        desk.Component.Behaviour.Answer = wrong;
        desk.Component.Behaviour.Stranger = await portal.GiveCertificateAsync("pct-bim-son");
        var document = await desk.Clerk.SubmitAsync(PdfSample.Valid(wrong.ToString()), "Âu Mẫu Trung");

        var (call, answer) = await desk.Leader.SignWithAsync(desk.Component, document);

        Assert.NotEqual(0, answer!.Value.GetProperty("Status").GetInt32());
        Assert.Contains(sentence, answer.Value.GetProperty("Message").GetString(), StringComparison.Ordinal);
        Assert.Equal("refused", await StateAsync(desk.Leader, call));
        await UntouchedAsync(document);
    }

    [Fact]
    public async Task Cancelled_or_failed_in_the_component_nothing_is_signed_and_the_call_can_be_begun_again()
    {
        await using var desk = await OpenAsync();
        var document = await desk.Clerk.SubmitAsync(PdfSample.Valid("cancel"), "Âu Mẫu Trung");

        desk.Component.Behaviour.Answer = SignServiceAnswer.Cancel;
        var (call, answer) = await desk.Leader.SignWithAsync(desk.Component, document);
        Assert.Null(answer);
        Assert.Equal("waiting", await StateAsync(desk.Leader, call));
        desk.Component.Behaviour.Answer = SignServiceAnswer.Error;
        (_, answer) = await desk.Leader.SignWithAsync(desk.Component, document);
        Assert.Contains("0x80090016", answer!.Value.GetProperty("Message").GetString(), StringComparison.Ordinal);
        desk.Component.Behaviour.Answer = SignServiceAnswer.Sign;
        (_, answer) = await desk.Leader.SignWithAsync(desk.Component, document);
        Assert.Equal(0, answer!.Value.GetProperty("Status").GetInt32());
    }

    [Fact]
    public async Task A_certificate_that_is_expired_revoked_or_unknown_is_refused()
    {
        var now = TimeProvider.System.GetUtcNow();
        var revoked = await portal.GiveCertificateAsync("ct-bim-son");
        await portal.ExecuteAsync($"update certificates.certificate set revoked_at = now() where serial_number = '{revoked.SerialNumber}'");
        (System.Security.Cryptography.X509Certificates.X509Certificate2 Token, string Sentence)[] wrong =
        [
            (await portal.GiveCertificateAsync("ct-bim-son", new CertificateProfile("") { NotBefore = now.AddYears(-2), NotAfter = now.AddDays(-1) }), "đã hết hạn"),
            (revoked, "đã bị thu hồi"),
            (await portal.GiveCertificateAsync("ct-bim-son", registered: false), "chưa được đăng ký cho bạn"),
        ];
        await using var desk = await OpenAsync();
        var document = await desk.Clerk.SubmitAsync(PdfSample.Valid("bad"), "Âu Mẫu Trung");
        foreach (var (token, sentence) in wrong)
        {
            desk.Component.Behaviour.Holder = token;

            var (_, answer) = await desk.Leader.SignWithAsync(desk.Component, document);

            Assert.Contains(sentence, answer!.Value.GetProperty("Message").GetString(), StringComparison.Ordinal);
            await UntouchedAsync(document);
        }
    }

    [Theory]
    [InlineData("unsigned", "đúng một chữ ký mới")]
    [InlineData("two signatures", "đúng một chữ ký mới")]
    [InlineData("something behind the signature", "đúng một chữ ký mới")]
    [InlineData("a broken signature", "đúng một chữ ký mới")]
    [InlineData("a page changed before the signature", "đúng một chữ ký mới")]
    [InlineData("a page changed by the signature's own update", "còn có thay đổi khác")]
    [InlineData("locked", "chế độ khóa")]
    [InlineData("no pdf at all", "không phải là văn bản mà cổng đã gửi đi")]
    [InlineData("no file", "Không nhận được tệp")]
    public async Task More_or_less_than_one_signature_is_refused(string what, string sentence)
    {
        await using var desk = await OpenAsync();
        var pdf = PdfSample.Valid($"more {what}");
        var document = await desk.Clerk.SubmitAsync(pdf, "Âu Mẫu Trung");
        var (_, call) = await desk.Leader.PrepareAsync("Sign", document);

        var answer = await UploadAsync(call.Addresses().Upload, desk.Tamper(pdf, what));

        Assert.False(answer.GetProperty("Status").GetBoolean());
        Assert.Contains(sentence, answer.GetProperty("Message").GetString(), StringComparison.Ordinal);
        await UntouchedAsync(document);
        // The right file still goes through.
        Assert.True((await UploadAsync(call.Addresses().Upload, desk.Sign(pdf))).GetProperty("Status").GetBoolean());
    }

    [Fact]
    public async Task A_batch_goes_through_one_call_and_each_file_finds_its_document()
    {
        await using var desk = await OpenAsync();
        var documents = new List<string>();
        for (var i = 0; i < 5; i++) documents.Add(await desk.Clerk.SubmitAsync(PdfSample.Valid(i < 3 ? $"batch {i}" : "the same twice"), "Âu Mẫu Trung", $"Văn bản {i}"));

        var (call, answer) = await desk.Leader.SignWithAsync(desk.Component, [.. documents]);

        Assert.Equal("/SignFiles", call.GetProperty("path").GetString());
        Assert.Equal(5, answer!.Value.GetProperty("Files").EnumerateArray().Count(f => f.GetProperty("Status").GetInt32() == 0));
        foreach (var document in documents) Assert.Equal(2, await VersionsAsync(document));
        Assert.Equal(5, (await ProgressAsync(desk.Leader, call)).Count(d => d.GetProperty("state").GetString() == "signed"));
    }

    private async Task<LeadersDesk> OpenAsync() => new(
        await portal.SignInAsync("van-thu-bim-son"), await portal.SignInAsync("ct-bim-son"), await Component.StartAsync(await portal.GiveCertificateAsync("ct-bim-son")));

    private Task<long> VersionsAsync(string document) => portal.CountAsync($"select count(*) from signing.document_version where document_id = '{document.Split('/')[^1]}'");

    private async Task UntouchedAsync(string document)
    {
        Assert.Equal(1, await VersionsAsync(document));
        Assert.True(await portal.CountAsync($"select count(*) from platform.audit_entry where act = 'signing.signature.refused' and subject_id = '{document.Split('/')[^1]}'") <= 5);
    }

    private static async Task<IReadOnlyList<JsonElement>> ProgressAsync(Visitor leader, JsonElement call) =>
        [.. JsonSerializer.Deserialize<JsonElement>(await leader.ReadAsync($"/signing/sign-service/calls/{call.GetProperty("id").GetString()}")).GetProperty("documents").EnumerateArray()];

    private static async Task<string?> StateAsync(Visitor leader, JsonElement call) => (await ProgressAsync(leader, call)).Single().GetProperty("state").GetString();

    internal static async Task<JsonElement> UploadAsync(Uri address, byte[]? signed)
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "Key" } };
        if (signed is not null) form.Add(new ByteArrayContent(signed), "uploadfile", "van-ban.pdf");
        // No cookies, as the component.
#pragma warning disable RS0030
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false });
#pragma warning restore RS0030
        using var answer = await http.PostAsync(address, form, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }

    private static async Task<string> PdfSigAsync(byte[] pdf)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, pdf, Stop);
        using var judge = Process.Start(new ProcessStartInfo("pdfsig", ["-nocert", path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = await judge.StandardOutput.ReadToEndAsync(Stop);
        File.Delete(path);
        return said;
    }
}
