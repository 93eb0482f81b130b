using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Agent.Tests.Parts;

namespace ThanhHoa.DigitalSignature.Agent.Tests.Tokens;

public sealed class DemonstrationTokenTests(SoftTokens tokens)
{
    [Theory]
    [InlineData(false, "RsaPkcs1", "SHA-256")]
    [InlineData(false, "RsaPss", "SHA-384")]
    [InlineData(true, "Ecdsa", "SHA-384")]
    public async Task A_file_signs_like_a_token_and_says_what_it_is(bool ec, string scheme, string hash)
    {
        using var folder = new DemonstrationFolder(tokens, ec);
        await using var agent = await With(folder);
        var portal = await agent.PairedPortal();
        var operation = await portal.Sign(portal.Manifest(folder.CertificateId, 2, scheme, hash));
        using var user = await agent.User();
        Assert.True((await user.Request()).GetProperty("token").GetProperty("demonstration").GetBoolean());

        await user.Approve(DemonstrationFolder.Pin);
        var signature = (await portal.End(operation)).GetProperty("signatures")[1].GetProperty("signature").GetBytesFromBase64();

        var digest = TestPortal.Digest(hash, 2);
        var name = new HashAlgorithmName(hash.Replace("-", "", StringComparison.Ordinal));
        Assert.True(ec
            ? folder.Certificate.GetECDsaPublicKey()!.VerifyHash(digest, signature, DSASignatureFormat.Rfc3279DerSequence)
            : folder.Certificate.GetRSAPublicKey()!.VerifyHash(digest, signature, name, scheme == "RsaPss" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task Five_wrong_PINs_lock_it_over_restarts_and_a_right_one_forgives_the_earlier()
    {
        using var folder = new DemonstrationFolder(tokens);
        await using var agent = await With(folder);
        var portal = await agent.PairedPortal();

        Assert.Equal(("pin-wrong", null), await Try(agent, portal, folder, "sai"));
        Assert.Equal(("", null), await Try(agent, portal, folder, DemonstrationFolder.Pin));
        Assert.Equal(("pin-wrong", null), await Try(agent, portal, folder, "sai"));
        Assert.Equal(("pin-wrong", null), await Try(agent, portal, folder, ""));
        Assert.Equal(("pin-wrong", "few-left"), await Try(agent, portal, folder, "sai"));
        await agent.Restart();
        Assert.Equal(("pin-wrong", "last-try"), await Try(agent, portal, folder, "sai"));
        Assert.Equal(("pin-locked", "locked"), await Try(agent, portal, folder, "sai"));
        Assert.Equal("pin-locked", (await portal.AskToSign(portal.Manifest(folder.CertificateId))).Body.Text("code"));
        await agent.Restart();
        Assert.Equal("pin-locked", (await portal.AskToSign(portal.Manifest(folder.CertificateId))).Body.Text("code"));
    }

    [Fact]
    public async Task A_file_that_is_taken_away_is_a_token_removed_and_costs_no_attempt()
    {
        using var folder = new DemonstrationFolder(tokens);
        await using var agent = await With(folder);
        var portal = await agent.PairedPortal();
        var operation = await portal.Sign(portal.Manifest(folder.CertificateId));
        using var user = await agent.User();
        File.Move(folder.Key, folder.Key + ".away");

        await user.Approve(DemonstrationFolder.Pin);

        Assert.Equal("token-removed", await portal.Refusal(operation));
        Assert.Equal("token-missing", (await portal.AskToSign(portal.Manifest(folder.CertificateId))).Body.Text("code"));
    }

    [Fact]
    public async Task A_key_that_does_not_belong_to_the_certificate_signs_nothing_for_the_portal()
    {
        using var folder = new DemonstrationFolder(tokens);
        using var other = new DemonstrationFolder(tokens);
        File.Copy(Path.ChangeExtension(other.Key, ".cer"), Path.ChangeExtension(folder.Key, ".cer"), overwrite: true);
        await using var agent = await With(folder);
        var portal = await agent.PairedPortal();
        var operation = await portal.Sign(portal.Manifest(other.CertificateId));
        using var user = await agent.User();

        await user.Approve(DemonstrationFolder.Pin);
        var report = await portal.End(operation);

        Assert.Equal(("device-failed", 0), (report.Text("code"), report.GetProperty("signatures").GetArrayLength()));
    }

    private static Task<RunningAgent> With(DemonstrationFolder folder) => RunningAgent.With(options => options.DemonstrationTokens = folder.Path);

    private static async Task<(string Code, string? Pin)> Try(RunningAgent agent, TestPortal portal, DemonstrationFolder folder, string pin)
    {
        var operation = await portal.Sign(portal.Manifest(folder.CertificateId));
        using var user = await agent.User();
        await user.Approve(pin);
        var report = await portal.End(operation);
        return (report.TryGetProperty("code", out var code) ? code.GetString()! : "", report.TryGetProperty("pin", out var left) ? left.GetString() : null);
    }
}
