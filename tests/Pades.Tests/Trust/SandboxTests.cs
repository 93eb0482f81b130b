using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Sandbox;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Trust;

public sealed class SandboxTests(RunningSandbox sandbox) : IDisposable
{
    private readonly Openssl openssl = new();
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("sandbox");

    public void Dispose()
    {
        openssl.Dispose();
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Openssl_asks_the_responder_by_itself_and_gets_good_and_revoked()
    {
        using var good = sandbox.Authority.IssuePerson("Nguyễn Văn A", "a@thanhhoa.gov.vn");
        using var revoked = sandbox.Authority.IssuePerson("Nguyễn Văn B", "b@thanhhoa.gov.vn");
        sandbox.Authority.Revoke(revoked.SerialNumber, X509RevocationReason.KeyCompromise);
        async Task<string> Ask(X509Certificate2 person) => await openssl.Succeed("ocsp", "-issuer", Pem("issuer", sandbox.Authority.Issuing), "-cert", Pem("person", person),
            "-url", new Uri(sandbox.Host.Url, "/ocsp").AbsoluteUri, "-CAfile", Pem("root", sandbox.Authority.Root), "-verify_other", Pem("issuer2", sandbox.Authority.Issuing));

        Assert.Contains("person.pem: good", await Ask(good), StringComparison.Ordinal);
        var answer = await Ask(revoked);
        Assert.Contains("person.pem: revoked", answer, StringComparison.Ordinal);
        Assert.Contains("Reason: keyCompromise", answer, StringComparison.Ordinal);
        Assert.Contains("Response verify OK", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_responder_answers_GET_as_RFC_5019_asks()
    {
        using var person = sandbox.Authority.IssuePerson("Nguyễn Văn A", "a@thanhhoa.gov.vn");
        await openssl.Succeed("ocsp", "-issuer", Pem("issuer", sandbox.Authority.Issuing), "-cert", Pem("person", person), "-no_nonce", "-reqout", "request");
        var request = Uri.EscapeDataString(Convert.ToBase64String(await File.ReadAllBytesAsync(openssl.PathOf("request"), Cancel)));

        var answer = await sandbox.Http.GetByteArrayAsync(new Uri(sandbox.Host.Url, "/ocsp/" + request), Cancel);
        Assert.True(OcspResponse.TryRead(answer, out _, out var problem), problem);
    }

    [Fact]
    public async Task A_query_of_openssl_is_stamped_and_its_reply_verified_by_openssl()
    {
        await openssl.Succeed("ts", "-query", "-data", openssl.Write("data", [1, 2, 3]), "-sha384", "-cert", "-out", "query");
        using var query = new ByteArrayContent(await File.ReadAllBytesAsync(openssl.PathOf("query"), Cancel)) { Headers = { ContentType = new("application/timestamp-query") } };
        using var reply = await sandbox.Http.PostAsync(sandbox.Host.TsaUrl, query, Cancel);

        Assert.Equal("application/timestamp-reply", reply.Content.Headers.ContentType!.MediaType);
        await openssl.Succeed("ts", "-verify", "-queryfile", "query", "-in", openssl.Write("reply", await reply.Content.ReadAsByteArrayAsync(Cancel)),
            "-CAfile", Pem("root", sandbox.Authority.Root), "-untrusted", Pem("sub", sandbox.Authority.Issuing));
    }

    [Fact]
    public async Task A_certificate_is_ordered_with_a_CSR_and_revoked_over_HTTP()
    {
        await openssl.Succeed("req", "-new", "-newkey", "rsa:3072", "-nodes", "-keyout", "key.pem", "-out", "csr.pem", "-subj", "/CN=counts for nothing");
        using var ordered = await sandbox.Http.PostAsJsonAsync(new Uri(sandbox.Host.Url, "/ca/certificates"), new
        {
            csr = await File.ReadAllTextAsync(openssl.PathOf("csr.pem"), Cancel),
            commonName = "Lê Thị Hoà",
            email = "hoa@thanhhoa.gov.vn",
            organisationUnits = (string[])["Sở Nội vụ", "Văn phòng Sở"],
            profile = "Person",
        }, Cancel);
        Assert.True(ordered.IsSuccessStatusCode, await ordered.Content.ReadAsStringAsync(Cancel));
        var encoded = (await ordered.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("certificate").GetBytesFromBase64();
        using var certificate = X509CertificateLoader.LoadCertificate(encoded);

        var shown = await openssl.Succeed("x509", "-inform", "DER", "-in", openssl.Write("c", encoded), "-noout", "-subject", "-nameopt", "utf8,sep_comma_plus", "-ext", "keyUsage,subjectAltName");
        Assert.Contains("subject=C=VN,L=Thanh Hoá,O=UBND tỉnh Thanh Hoá,OU=Sở Nội vụ,OU=Văn phòng Sở,CN=Lê Thị Hoà,emailAddress=hoa@thanhhoa.gov.vn", shown, StringComparison.Ordinal);
        Assert.Contains("Digital Signature, Non Repudiation", shown, StringComparison.Ordinal);
        Assert.Contains("email:hoa@thanhhoa.gov.vn", shown, StringComparison.Ordinal);

        using var revoked = await sandbox.Http.PostAsJsonAsync(new Uri(sandbox.Host.Url, "/ca/revocations"), new { serial = certificate.SerialNumber, reason = "Superseded" }, Cancel);
        Assert.Equal(System.Net.HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal(CertificatePathStatus.Revoked, CertificatePath.Check(certificate, [], sandbox.Trust, TimeProvider.System.GetUtcNow().AddSeconds(1), sandbox.Lists()).Status);
        using var unknown = await sandbox.Http.PostAsJsonAsync(new Uri(sandbox.Host.Url, "/ca/revocations"), new { serial = "00", reason = "Superseded" }, Cancel);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData(CertificateKind.Organisation, "Digital Signature, Non Repudiation", "CA:FALSE")]
    [InlineData(CertificateKind.Server, "TLS Web Server Authentication", "DNS:ky.thanhhoa.gov.vn")]
    [InlineData(CertificateKind.Tsa, "Time Stamping", "Digital Signature")]
    public async Task Each_kind_of_certificate_says_what_its_key_is_for(CertificateKind kind, params string[] expected)
    {
        using var certificate = sandbox.Authority.Issue(new CertificateProfile("ky.thanhhoa.gov.vn") { Kind = kind });
        var shown = await openssl.Succeed("x509", "-in", Pem("c", certificate), "-noout", "-ext", "basicConstraints,keyUsage,extendedKeyUsage,subjectAltName");

        Assert.All(expected, text => Assert.Contains(text, shown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_order_without_a_proven_key_is_refused()
    {
        foreach (var order in (object[])[new { commonName = "X" }, new { commonName = "X", csr = "nonsense" }, new { commonName = "X", publicKey = "nonsense" }])
        {
            using var answer = await sandbox.Http.PostAsJsonAsync(new Uri(sandbox.Host.Url, "/ca/certificates"), order, Cancel);
            Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Theory, InlineData("http://0.0.0.0:0"), InlineData("http://192.0.2.1:5081"), InlineData("http://example.org:5081")]
    public async Task It_listens_on_loopback_only(string url) =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => SandboxHost.StartAsync(new() { Url = url, Data = data.FullName }, cancellation: Cancel));

    [Fact]
    public async Task The_home_page_says_that_this_is_a_trial_and_lists_what_was_issued()
    {
        using var person = sandbox.Authority.IssuePerson("Người <b>Thử</b>", "n@thanhhoa.gov.vn");
        var page = await sandbox.Http.GetStringAsync(sandbox.Host.Url, Cancel);

        Assert.Contains("Đây là môi trường thử nghiệm", page, StringComparison.Ordinal);
        Assert.Contains(person.SerialNumber, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Thử</b>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_register_and_tokens_survive_restarts()
    {
        var options = new SandboxOptions { Url = "http://127.0.0.1:0", Data = data.FullName, People = WritePeople(2), TokenPin = "2468" };
        string serial;
        byte[] root, token;
        await using (var first = await SandboxHost.StartAsync(options, cancellation: Cancel))
        {
            using var person = first.Authority.IssuePerson("Nguyễn Văn A", "x@thanhhoa.gov.vn");
            first.Authority.Revoke(serial = person.SerialNumber, X509RevocationReason.Superseded);
            (root, token) = (first.Authority.Root.RawData, await File.ReadAllBytesAsync(TokenOf(0), Cancel));
        }
        File.Delete(Path.Combine(data.FullName, "tokens", "p1@thanhhoa.gov.vn.cer"));
        await using var second = await SandboxHost.StartAsync(options, cancellation: Cancel);

        Assert.Equal(root, second.Authority.Root.RawData);
        Assert.Equal(X509RevocationReason.Superseded, second.Authority.Issued.Single(c => c.SerialNumber == serial).Reason);
        Assert.Equal(token, await File.ReadAllBytesAsync(TokenOf(0), Cancel));
        for (var i = 0; i < 2; i++)
        {
            using var loaded = X509CertificateLoader.LoadPkcs12FromFile(TokenOf(i), "2468", X509KeyStorageFlags.EphemeralKeySet);
            Assert.Equal(loaded.RawData, await File.ReadAllBytesAsync(Path.Combine(data.FullName, "tokens", $"p{i}@thanhhoa.gov.vn.cer"), Cancel));
            Assert.Equal($"Người Thử {i}", loaded.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
            Assert.Equal(CertificatePathStatus.RevocationUnknown, CertificatePath.Check(loaded, [],
                TrustStore.Load(Path.Combine(data.FullName, "trust")), TimeProvider.System.GetUtcNow(), []).Status);
        }
    }

    [Fact]
    public async Task Killed_at_any_moment_it_starts_again_and_finishes_the_tokens()
    {
        var people = WritePeople(6);
        foreach (var after in (int[])[0, 1, 3])
        {
            using var process = StartProcess(people);
            while (!process.HasExited && CountTokens() < after)
                await Task.Delay(5, Cancel);
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(Cancel);
        }
        await using var last = await SandboxHost.StartAsync(new() { Url = "http://127.0.0.1:0", Data = data.FullName, People = people }, cancellation: Cancel);

        for (var i = 0; i < 6; i++)
        {
            using var loaded = X509CertificateLoader.LoadPkcs12FromFile(TokenOf(i), "123456", X509KeyStorageFlags.EphemeralKeySet);
            Assert.True(loaded.HasPrivateKey);
            Assert.Contains(last.Authority.Issued, c => c.SerialNumber == loaded.SerialNumber);
        }
        Assert.Empty(data.EnumerateFiles("*.tmp", SearchOption.AllDirectories));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private int CountTokens() => Directory.Exists(Path.Combine(data.FullName, "tokens")) ? Directory.EnumerateFiles(Path.Combine(data.FullName, "tokens"), "*.p12").Count() : 0;

    private string TokenOf(int index) => Path.Combine(data.FullName, "tokens", $"p{index}@thanhhoa.gov.vn.p12");

    private string WritePeople(int count)
    {
        var file = openssl.PathOf("people.tsv");
        File.WriteAllLines(file, ["#email\tname\tunit\tpost", .. Enumerable.Range(0, count).Select(i => $"p{i}@thanhhoa.gov.vn\tNgười Thử {i}\tSở Y tế\tChuyên viên")]);
        return file;
    }

    private Process StartProcess(string people)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SandboxHost).Assembly.Location]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["Sandbox__Url"] = "http://127.0.0.1:0";
        start.Environment["Sandbox__Data"] = data.FullName;
        start.Environment["Sandbox__People"] = people;
        return Process.Start(start)!;
    }

    private string Pem(string name, X509Certificate2 certificate) =>
        openssl.Write(name + ".pem", System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()));
}
