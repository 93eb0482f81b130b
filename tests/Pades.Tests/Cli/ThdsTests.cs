using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Cli;

/// <summary>The command line as a process of its own: what it writes, prints and answers.</summary>
public sealed class ThdsTests : IDisposable
{
    private static readonly string[] Modules = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"];

    private readonly RunningSandbox sandbox;
    private readonly Workbench bench = new();
    private readonly X509Certificate2 person;
    private readonly string document;

    public ThdsTests(RunningSandbox sandbox)
    {
        this.sandbox = sandbox;
        person = sandbox.Authority.IssuePerson("Nguyễn Thị Hường", "huong@example.vn");
        document = bench.Write("in.pdf", HandMade.Table());
        bench.Write("key.p12", person.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, "mật khẩu"));
    }

    public void Dispose() => bench.Dispose();

    [Fact]
    public void A_file_key_signs_to_LTA()
    {
        var (exit, said) = Thds("sign", "in.pdf", "out.pdf", "--p12", "key.p12", "--password-env", "SECRET", "--rect", "50,50,200,60", "--text", "Đã ký", "--reason", "Duyệt",
            "--level", "B-LTA", "--tsa", sandbox.Host.TsaUrl + "?fault=Dead", "--tsa", sandbox.Host.TsaUrl.ToString(), "--trust", Path.Combine(sandbox.Data, "trust"));
        Assert.True(exit == 0, said);
        Assert.Contains("out.pdf: B-LTA", said, StringComparison.Ordinal);
        Assert.Contains("Unreachable", said, StringComparison.Ordinal);
        var (verified, report) = Thds("verify", "out.pdf", "--json", "--offline", "--trust", Path.Combine(sandbox.Data, "trust"));
        Assert.True(verified == 0, report);
        var answer = System.Text.Json.JsonDocument.Parse(report).RootElement;
        Assert.Equal("intact", answer.GetProperty("conclusion").GetString());
        var signature = answer.GetProperty("signatures")[0];
        Assert.Equal(("intact", "permitted", "TOTAL-PASSED", "B-LTA"), (signature.GetProperty("integrity").GetString(), signature.GetProperty("changes").GetString(), signature.GetProperty("indication").GetString(), signature.GetProperty("level").GetString()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, signature.GetProperty("subIndication").ValueKind);
    }

    [Fact]
    public void A_level_out_of_reach_is_told_by_the_exit_code_and_reached_later()
    {
        var (exit, said) = Thds("sign", "in.pdf", "out.pdf", "--p12", "key.p12", "--password-env", "SECRET", "--level", "B-T", "--tsa", sandbox.Host.TsaUrl + "?fault=Http500");
        Assert.True(exit == 4, said);
        Assert.Equal(0, Thds("verify", "out.pdf").Exit);
        var (later, answer) = Thds("extend", "out.pdf", "later.pdf", "--level", "B-T", "--tsa", sandbox.Host.TsaUrl.ToString());
        Assert.True(later == 0, answer);
    }

    [Fact]
    public void A_final_certification_carries_its_revocation_data_inside()
    {
        string[] order = ["--p12", "key.p12", "--password-env", "SECRET", "--certify", "1", "--level", "B-T", "--tsa", sandbox.Host.TsaUrl.ToString()];
        var (exit, said) = Thds(["sign", "in.pdf", "out.pdf", .. order, "--trust", Path.Combine(sandbox.Data, "trust")]);
        Assert.True(exit == 0, said);
        var (alone, warned) = Thds(["sign", "in.pdf", "alone.pdf", .. order]);
        Assert.True(alone == 0, warned);
        Assert.DoesNotContain("revocation", said, StringComparison.Ordinal);
        Assert.Contains("not everything about revocation", warned, StringComparison.Ordinal);
        Assert.InRange(new FileInfo(bench.PathOf("out.pdf")).Length - new FileInfo(bench.PathOf("alone.pdf")).Length, 1000, 20_000);
    }

    [Fact]
    public void The_device_may_be_elsewhere_between_prepare_and_complete()
    {
        bench.Write("signer.cer", person.RawData);
        var (exit, said) = Thds("prepare", "in.pdf", "--cert", "signer.cer", "--out", "state.bin");
        Assert.True(exit == 0, said);
        var digest = Convert.FromHexString(said.Trim().Split(' ')[1]);
        bench.Write("value.bin", person.GetRSAPrivateKey()!.SignHash(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var (completed, answer) = Thds("complete", "in.pdf", "state.bin", "value.bin", "out.pdf");
        Assert.True(completed == 0, answer);
        Assert.Equal(0, Thds("verify", "out.pdf").Exit);

        var other = HandMade.Table();
        other[^20] ^= 1;
        bench.Write("other.pdf", other);
        Assert.Equal(1, Thds("complete", "other.pdf", "state.bin", "value.bin", "wrong.pdf").Exit);
        Assert.False(File.Exists(bench.PathOf("wrong.pdf")));
    }

    [Fact]
    public void Verify_fetches_what_is_missing_unless_told_otherwise_and_obeys_the_policy()
    {
        var trust = Directory.CreateDirectory(bench.PathOf("trust")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(sandbox.Data, "trust"))) File.Copy(file, Path.Combine(trust, Path.GetFileName(file)));
        Assert.Equal(0, Thds("sign", "in.pdf", "out.pdf", "--p12", "key.p12", "--password-env", "SECRET").Exit);
        string Answer(params string[] more)
        {
            var (exit, said) = Thds(["verify", "out.pdf", "--json", "--trust", trust, .. more]);
            Assert.True(exit == 0, said);
            var signature = System.Text.Json.JsonDocument.Parse(said.Split('\n')[0]).RootElement.GetProperty("signatures")[0];
            return $"{signature.GetProperty("indication").GetString()} {signature.GetProperty("subIndication").GetString()}".Trim();
        }
        Assert.Equal("INDETERMINATE TRY_LATER", Answer("--offline"));
        Assert.Equal("TOTAL-PASSED", Answer());
        File.WriteAllText(Path.Combine(trust, "policy.json"), """{ "rsa": { "4096": null } }""");
        Assert.Equal("INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE_NO_POE", Answer());
        File.WriteAllText(Path.Combine(trust, "policy.json"), "{\n \"rsa\": 4096 }");
        var (refused, reason) = Thds("verify", "out.pdf", "--trust", trust);
        Assert.Equal(3, refused);
        Assert.Contains("policy.json, line 2, at $.rsa", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_document_as_signed_is_taken_out_and_nothing_else_is()
    {
        Assert.Equal(0, Thds("sign", "in.pdf", "one.pdf", "--p12", "key.p12", "--password-env", "SECRET", "--field", "Đơn vị").Exit);
        Assert.Equal(0, Thds("sign", "one.pdf", "two.pdf", "--p12", "key.p12", "--password-env", "SECRET").Exit);
        var (exit, said) = Thds("extract", "two.pdf", "taken.pdf", "--signature", "Đơn vị");
        Assert.True(exit == 0, said);
        Assert.Equal(File.ReadAllBytes(bench.PathOf("one.pdf")), File.ReadAllBytes(bench.PathOf("taken.pdf")));
        var (missing, reason) = Thds("extract", "two.pdf", "none.pdf", "--signature", "Signature9");
        Assert.Equal(1, missing);
        Assert.Contains("Đơn vị", reason, StringComparison.Ordinal);
        Assert.Equal(2, Thds("extract", "two.pdf", "two.pdf", "--signature", "Đơn vị").Exit);
        Assert.False(File.Exists(bench.PathOf("none.pdf")));
    }

    [Fact]
    public void A_token_signs_many_documents_with_one_session()
    {
        var module = Modules.FirstOrDefault(File.Exists);
        Assert.SkipUnless(module is not null && Workbench.Has("softhsm2-util") && Workbench.Has("pkcs11-tool"), "softhsm2 and opensc are not installed.");
        Directory.CreateDirectory(bench.PathOf("tokens"));
        var settings = bench.Write("softhsm2.conf", System.Text.Encoding.ASCII.GetBytes($"directories.tokendir = {bench.PathOf("tokens")}\nobjectstore.backend = file\n"));
        bench.Environment["SOFTHSM2_CONF"] = settings;
        bench.Write("key.pem", System.Text.Encoding.ASCII.GetBytes(person.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()));
        bench.Write("signer.cer", person.RawData);
        bench.Succeed("softhsm2-util", "--init-token", "--free", "--label", "leader", "--so-pin", "5678", "--pin", "1234");
        bench.Succeed("softhsm2-util", "--import", bench.PathOf("key.pem"), "--token", "leader", "--label", "sign", "--id", "01", "--pin", "1234");
        bench.Succeed("pkcs11-tool", "--module", module!, "--token-label", "leader", "--login", "--pin", "1234", "--write-object", bench.PathOf("signer.cer"), "--type", "cert", "--id", "01", "--label", "sign");

        bench.Write("second.pdf", Producers.Make("skia"));
        bench.Write("bad.pdf", "not a PDF"u8);
        var (exit, said) = Thds("sign", "--out-dir", "signed", "in.pdf", "bad.pdf", "second.pdf", "--pkcs11", module!, "--pin-env", "PIN", "--label", "sign");
        Assert.True(exit == 1, said);
        Assert.Contains("bad.pdf: refused (NotPdf)", said, StringComparison.Ordinal);
        Assert.Equal(0, Thds("verify", "signed/in.pdf").Exit);
        Assert.Equal(0, Thds("verify", "signed/second.pdf").Exit);
        Assert.False(File.Exists(bench.PathOf("signed/bad.pdf")));
        Assert.Equal(3, Thds("sign", "in.pdf", "x.pdf", "--pkcs11", module!, "--pin-env", "SECRET").Exit);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(2, "sign", "in.pdf")]
    [InlineData(2, "sign", "in.pdf", "out.pdf", "--p12", "key.p12", "--pasword-env", "SECRET")]
    [InlineData(2, "sign", "in.pdf", "in.pdf", "--p12", "key.p12", "--password-env", "SECRET")]
    [InlineData(2, "sign", "in.pdf", "out.pdf", "--p12", "key.p12", "--password-env", "SECRET", "--level", "B-T")]
    [InlineData(2, "sign", "in.pdf", "out.pdf", "--p12", "key.p12", "--password-env", "SECRET", "--certify", "1", "--level", "B-LT", "--tsa", "http://127.0.0.1:9")]
    [InlineData(3, "sign", "in.pdf", "out.pdf", "--p12", "key.p12", "--password-env", "PIN")]
    [InlineData(5, "sign", "none.pdf", "out.pdf", "--p12", "key.p12", "--password-env", "SECRET")]
    [InlineData(1, "inspect", "key.p12")]
    [InlineData(0, "inspect", "in.pdf")]
    [InlineData(2, "verify", "in.pdf")]
    [InlineData(3, "verify", "in.pdf", "key.p12", "--json")]
    [InlineData(2, "verify", "in.pdf", "--at", "yesterday")]
    [InlineData(0, "help")]
    public void Every_end_has_its_code(int expected, params string[] arguments)
    {
        var (exit, said) = Thds(arguments);
        Assert.True(exit == expected, said);
        Assert.DoesNotContain("Unhandled", said, StringComparison.Ordinal);
        Assert.DoesNotContain("mật khẩu", said, StringComparison.Ordinal);
        Assert.False(File.Exists(bench.PathOf("out.pdf")));
        Assert.Equal(HandMade.Table(), File.ReadAllBytes(document));
    }

    private (int Exit, string Output) Thds(params string[] arguments)
    {
        bench.Environment["SECRET"] = "mật khẩu";
        bench.Environment["PIN"] = "1234";
        return bench.Run(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [Path.Combine(AppContext.BaseDirectory, "thds.dll"), .. arguments]);
    }
}
