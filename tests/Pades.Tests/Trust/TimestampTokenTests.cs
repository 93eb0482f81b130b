using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CsCheck;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Trust;

public sealed class TimestampTokenTests(RunningSandbox sandbox) : IDisposable
{
    private static readonly byte[] Data = "giá trị chữ ký"u8.ToArray();
    private readonly Openssl openssl = new();

    public void Dispose() => openssl.Dispose();

    [Theory, InlineData("SHA256"), InlineData("SHA384"), InlineData("SHA512")]
    public async Task A_token_of_the_sandbox_satisfies_openssl_and_us(string hashName)
    {
        var hash = new HashAlgorithmName(hashName);
        var token = await Stamp(hash);

        await openssl.Succeed("ts", "-verify", "-token_in", "-in", openssl.Write("token", token.Encoded.Span), "-data", openssl.Write("data", Data),
            "-CAfile", openssl.Write("root", Pem(sandbox.Authority.Root)), "-untrusted", openssl.Write("sub", Pem(sandbox.Authority.Issuing)));
        var verdict = token.Check(CryptographicOperations.HashData(hash, Data), [], sandbox.Trust, sandbox.Lists());
        Assert.True(verdict is { IsIntact: true, IsBelievable: true });
        Assert.Equal(CertificatePathStatus.Trusted, verdict.Path!.Status);
        Assert.Equal(TimeSpan.FromSeconds(1), token.Accuracy);
        Assert.InRange(token.Time, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(5));
    }

    [Fact]
    public async Task A_token_is_about_its_own_bytes_only()
    {
        var token = await Stamp(HashAlgorithmName.SHA256);
        var verdict = token.Check(SHA256.HashData([0]), [], sandbox.Trust, []);

        Assert.False(verdict.ImprintMatches);
        Assert.True(verdict.SignatureValid);
        Assert.False(verdict.IsBelievable);
    }

    [Fact]
    public async Task Without_trust_a_token_is_intact_and_not_believable()
    {
        var verdict = (await Stamp(HashAlgorithmName.SHA256)).Check(SHA256.HashData(Data), [], TrustStore.Empty, []);
        Assert.True(verdict is { IsIntact: true, IsBelievable: false });
        Assert.Equal(CertificatePathStatus.NoAnchor, verdict.Path!.Status);
    }

    [Theory]
    [InlineData("critical,timeStamping", CertificatePathStatus.RevocationUnknown)]
    [InlineData("critical,timeStamping,emailProtection", CertificatePathStatus.WrongKeyUsage)]
    public async Task A_token_of_openssl_is_read_and_its_service_must_be_one_for_time_stamps_alone(string usage, CertificatePathStatus expected)
    {
        var config = openssl.Write("tsa.cnf", System.Text.Encoding.ASCII.GetBytes($"""
            [req]
            distinguished_name = dn
            [dn]
            [v3]
            extendedKeyUsage = {usage}
            [tsa]
            default_tsa = t
            [t]
            serial = {openssl.Write("serial", "01"u8)}
            default_policy = 1.2.3.4
            digests = sha256
            accuracy = secs:2, millisecs:500, microsecs:100
            ess_cert_id_alg = sha256
            signer_digest = sha256
            """));
        await openssl.Succeed("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=TSA", "-config", config, "-extensions", "v3", "-days", "30");
        await openssl.Succeed("ts", "-query", "-data", openssl.Write("data", Data), "-sha256", "-cert", "-out", "query");
        var (exit, _) = await openssl.Run("ts", "-reply", "-config", config, "-queryfile", "query", "-signer", "cert.pem", "-inkey", "key.pem", "-token_out", "-out", "token");
        if (expected == CertificatePathStatus.WrongKeyUsage)
        {
            // openssl will not even sign; the same certificate is then judged on its own.
            Assert.NotEqual(0, exit);
            var certificate = X509CertificateLoader.LoadCertificateFromFile(openssl.PathOf("cert.pem"));
            Assert.Equal(expected, CertificatePath.Check(certificate, [], new([certificate]), TimeProvider.System.GetUtcNow(), [],
                new() { Purpose = CertificatePurpose.TimeStamping }).Status);
            return;
        }
        Assert.True(TimestampToken.TryRead(await File.ReadAllBytesAsync(openssl.PathOf("token"), TestContext.Current.CancellationToken), out var token, out var problem), problem);
        var verdict = token.Check(SHA256.HashData(Data), [], new([X509CertificateLoader.LoadCertificateFromFile(openssl.PathOf("cert.pem"))]), []);
        Assert.True(verdict.IsIntact);
        Assert.Equal(CertificatePathStatus.Trusted, verdict.Path!.Status);
        Assert.Equal(TimeSpan.FromMicroseconds(2_500_100), token.Accuracy);
        Assert.Equal("1.2.3.4", token.Policy);
    }

    [Fact]
    public async Task No_mutation_of_a_token_crashes_or_moves_its_time()
    {
        var token = await Stamp(HashAlgorithmName.SHA256);
        var (original, imprint) = (token.Encoded.ToArray(), SHA256.HashData(Data));
        Gen.Select(Gen.Int[0, original.Length - 1], Gen.Byte).Array[1, 4].Sample(changes =>
        {
            var bytes = (byte[])original.Clone();
            foreach (var (at, value) in changes)
                bytes[at] = value;
            return !TimestampToken.TryRead(bytes, out var read, out _)
                || !read.Check(imprint, [], sandbox.Trust, []).IsIntact || read.Time == token.Time;
        }, iter: 3_000);
    }

    private async Task<TimestampToken> Stamp(HashAlgorithmName hash)
    {
        var client = new TimestampClient(sandbox.Http, [sandbox.Host.TsaUrl], TimeProvider.System, sandbox.Trust);
        var answer = await client.RequestAsync(CryptographicOperations.HashData(hash, Data), hash, TestContext.Current.CancellationToken);
        Assert.Empty(answer.Problems);
        return answer.Value!;
    }

    private static byte[] Pem(X509Certificate2 certificate) => System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem());
}
