using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ThanhHoa.DigitalSignature.Agent.Tests.Parts;
using ThanhHoa.DigitalSignature.Agent.Tests.Tokens;

namespace ThanhHoa.DigitalSignature.Agent.Tests;

/// <summary>From the page's request to signatures that others verify, on a real token.</summary>
public sealed class SigningTests(SoftTokens tokens)
{
    [Fact]
    public async Task A_paired_portal_reads_the_certificates_without_a_PIN()
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();

        var (status, body) = await portal.Ask(HttpMethod.Post, "/v1/certificates");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(new[] { tokens.RsaId, tokens.EcId, SoftTokens.IdOf(tokens.Ed25519) }.Order(), body.EnumerateArray().Select(one => one.Text("id")).Order());
        var rsa = body.EnumerateArray().Single(one => one.Text("id") == tokens.RsaId);
        Assert.Equal("RSA-2048", rsa.Text("keyKind"));
        Assert.Equal(SoftTokens.Label, rsa.Text("token"));
        Assert.Equal(tokens.Rsa.SerialNumber, rsa.Text("serial"));
        Assert.Equal(tokens.Rsa.RawData, rsa.GetProperty("certificate").GetBytesFromBase64());
        Assert.Equal(tokens.Rsa.NotAfter.ToUniversalTime(), rsa.GetProperty("notAfter").GetDateTimeOffset().UtcDateTime);
    }

    [Theory]
    [InlineData("RsaPkcs1", "SHA-256")]
    [InlineData("RsaPkcs1", "SHA-384")]
    [InlineData("RsaPkcs1", "SHA-512")]
    [InlineData("RsaPss", "SHA-256")]
    [InlineData("RsaPss", "SHA-512")]
    [InlineData("Ecdsa", "SHA-256")]
    [InlineData("Ecdsa", "SHA-384")]
    [InlineData("Ecdsa", "SHA-512")]
    public async Task A_signature_verifies_by_dotnet_and_by_openssl(string scheme, string hash)
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var certificate = scheme == "Ecdsa" ? tokens.Ec : tokens.Rsa;

        var operation = await portal.Sign(portal.Manifest(SoftTokens.IdOf(certificate), 1, scheme, hash));
        using var user = await agent.User();
        await user.Approve(SoftTokens.Pin);
        var signature = Signatures(await portal.End(operation)).Single().Value;

        var digest = TestPortal.Digest(hash, 1);
        var name = new HashAlgorithmName(hash.Replace("-", "", StringComparison.Ordinal));
        Assert.True(scheme switch
        {
            "RsaPkcs1" => certificate.GetRSAPublicKey()!.VerifyHash(digest, signature, name, RSASignaturePadding.Pkcs1),
            "RsaPss" => certificate.GetRSAPublicKey()!.VerifyHash(digest, signature, name, RSASignaturePadding.Pss),
            _ => certificate.GetECDsaPublicKey()!.VerifyHash(digest, signature, DSASignatureFormat.Rfc3279DerSequence),
        });
        OpensslAgrees(certificate, scheme, hash, digest, signature);
    }

    [Fact]
    public async Task Ed25519_signs_the_attributes_themselves()
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var manifest = portal.Manifest(SoftTokens.IdOf(tokens.Ed25519), 1, "Ed25519", "SHA-512");
        var message = System.Text.Encoding.UTF8.GetBytes("signed attributes 1");
        manifest["items"]![0]!["message"] = Convert.ToBase64String(message);

        var operation = await portal.Sign(manifest);
        using var user = await agent.User();
        await user.Approve(SoftTokens.Pin);
        var signature = Signatures(await portal.End(operation)).Single().Value;

        OpensslAgrees(tokens.Ed25519, "Ed25519", "SHA-512", message, signature);
    }

    [Fact]
    public async Task Two_hundred_documents_need_one_PIN()
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();

        var operation = await portal.Sign(portal.Manifest(tokens.RsaId, 200));
        using var user = await agent.User();
        Assert.Equal(HttpStatusCode.Accepted, await user.Approve(SoftTokens.Pin));
        var report = await portal.End(operation);

        Assert.Equal("done", report.Text("state"));
        Assert.Equal(200, report.GetProperty("done").GetInt32());
        var signatures = Signatures(report);
        Assert.Equal(200, signatures.Count);
        using var key = tokens.Rsa.GetRSAPublicKey()!;
        for (var number = 1; number <= 200; number++)
            Assert.True(key.VerifyHash(TestPortal.Digest("SHA-256", number), signatures[$"doc-{number}"], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.False(agent.OpenedAnotherWindow);
    }

    [Fact]
    public async Task The_window_shows_what_is_going_to_be_signed()
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        await portal.Sign(portal.Manifest(tokens.RsaId, 30));

        using var user = await agent.User();
        var shown = await user.Request();

        Assert.Equal("https://kyso.example", shown.Text("origin"));
        Assert.Equal("Lê Văn Lãnh Đạo", shown.Text("user"));
        Assert.Equal("K7P2", shown.Text("code"));
        Assert.Equal(30, shown.GetProperty("titles").GetArrayLength());
        Assert.Equal("Quyết định số 30 về việc thử nghiệm", shown.GetProperty("titles")[29].GetString());
        Assert.Equal("Nguyễn Văn Mẫu", shown.GetProperty("certificate").Text("holder"));
        Assert.True(shown.GetProperty("certificate").GetProperty("valid").GetBoolean());
        Assert.Equal(SoftTokens.Label, shown.GetProperty("token").Text("label"));
        Assert.False(shown.GetProperty("token").GetProperty("demonstration").GetBoolean());
    }

    [Fact]
    public async Task A_result_stays_for_a_reloaded_page_and_is_gone_after_ten_minutes()
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var operation = await portal.Sign(portal.Manifest(tokens.RsaId));
        using (var user = await agent.User())
            await user.Approve(SoftTokens.Pin);
        await portal.End(operation);

        agent.Clock.Offset = TimeSpan.FromMinutes(9);
        Assert.Single(Signatures(await portal.Look(operation)));
        agent.Clock.Offset = TimeSpan.FromMinutes(11);
        Assert.Equal(HttpStatusCode.NotFound, (await portal.Ask(HttpMethod.Get, $"/v1/operations/{operation}")).Status);
    }

    [Fact]
    public async Task A_manifest_signs_once_even_after_a_restart()
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var manifest = portal.Seal(portal.Manifest(tokens.RsaId));
        var (_, first) = await portal.AskToSign(manifest);
        using (var user = await agent.User())
            await user.Approve(SoftTokens.Pin);
        await portal.End(first.Text("operation"));

        var (status, again) = await portal.AskToSign(manifest);
        Assert.Equal((HttpStatusCode.Conflict, "manifest-replayed"), (status, again.Text("code")));
        Assert.Equal(first.Text("operation"), again.Text("operation"));

        await agent.Restart();
        (status, again) = await portal.AskToSign(manifest);
        Assert.Equal((HttpStatusCode.Conflict, "manifest-replayed"), (status, again.Text("code")));
        Assert.False(agent.OpenedAnotherWindow);
    }

    private static Dictionary<string, byte[]> Signatures(JsonElement report) =>
        report.GetProperty("signatures").EnumerateArray().ToDictionary(one => one.Text("id"), one => one.GetProperty("signature").GetBytesFromBase64());

    private static void OpensslAgrees(X509Certificate2 certificate, string scheme, string hash, byte[] digest, byte[] signature)
    {
        using var folder = new TemporaryFolder();
        string In(string name) => Path.Combine(folder.Path, name);
        File.WriteAllText(In("cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllBytes(In("digest"), digest);
        File.WriteAllBytes(In("signature"), signature);
        var name = hash.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        string[] padding = scheme switch
        {
            "RsaPkcs1" => ["-pkeyopt", "rsa_padding_mode:pkcs1", "-pkeyopt", "digest:" + name],
            "RsaPss" => ["-pkeyopt", "rsa_padding_mode:pss", "-pkeyopt", "rsa_pss_saltlen:digest", "-pkeyopt", "digest:" + name],
            "Ed25519" => ["-rawin"],
            _ => [],
        };
        if (scheme == "Ecdsa")
            Assert.Equal(UniversalTagNumber.Sequence, (UniversalTagNumber)AsnDecoder.ReadEncodedValue(signature, AsnEncodingRules.DER, out _, out _, out _).TagValue);
        Shell.MustRun("openssl", ["pkeyutl", "-verify", "-certin", "-inkey", In("cert.pem"), "-in", In("digest"), "-sigfile", In("signature"), .. padding]);
    }
}
