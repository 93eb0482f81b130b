using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CsCheck;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Trust;

public sealed class RevocationTests : IDisposable
{
    private static readonly DateTimeOffset Now = TestCa.Now;
    private readonly Openssl openssl = new();
    private readonly TestCa root = TestCa.Root();

    public void Dispose() => openssl.Dispose();

    [Fact]
    public void A_list_counts_until_its_next_update_and_one_made_later_counts_too()
    {
        var person = root.Issue("CN=P");
        var list = root.List(Now.AddHours(-2), Now.AddHours(-1));

        Assert.Equal(RevocationStatus.Unknown, Ask(person, Now, list).Status);
        Assert.Equal(RevocationStatus.Good, Ask(person, Now.AddHours(-1.5), list).Status);
        Assert.Equal(RevocationStatus.Good, Ask(person, Now.AddDays(-90), list).Status);
    }

    [Fact]
    public void A_revocation_is_never_too_old_to_count()
    {
        var person = root.Issue("CN=P");
        var list = root.List(Now.AddDays(-60), Now.AddDays(-59), (person.Certificate, Now.AddDays(-70), X509RevocationReason.KeyCompromise));

        Assert.Equal(RevocationStatus.Revoked, Ask(person, Now, list).Status);
        Assert.Equal(RevocationStatus.Good, Ask(person, Now.AddDays(-71), list).Status);
    }

    [Fact]
    public void An_old_answer_that_says_good_does_not_outweigh_a_revocation()
    {
        var person = root.Issue("CN=P");
        var revoked = root.List(Now.AddHours(-3), Now.AddHours(3), (person.Certificate, Now.AddHours(-4), X509RevocationReason.Superseded));
        var good = root.List(Now.AddHours(-2), Now.AddHours(3));

        Assert.Equal(RevocationStatus.Revoked, Ask(person, Now, good, revoked).Status);
    }

    [Fact]
    public void Silence_of_a_list_made_after_expiry_says_nothing()
    {
        var person = root.Issue("CN=P", until: Now.AddDays(-10));
        Assert.Equal(RevocationStatus.Unknown, Ask(person, Now.AddDays(-20), root.List(Now, Now.AddDays(1))).Status);
        Assert.Equal(RevocationStatus.Good, Ask(person, Now.AddDays(-20), root.List(Now.AddDays(-11), Now.AddDays(1))).Status);
    }

    [Fact]
    public void A_list_names_its_serial_numbers_as_certificates_write_theirs()
    {
        var revoked = Enumerable.Range(0, 40).Select(n => root.Issue($"CN=P{n}").Certificate).ToList();
        Assert.True(CertificateRevocationList.TryRead(root.List(Now, Now.AddDays(1), [.. revoked.Select(c => (c, Now.AddDays(-1), X509RevocationReason.Unspecified))]), out var list, out _));
        Assert.Equal(revoked.Select(c => c.SerialNumber).Order(), list.RevokedSerialNumbers().Order());
        Assert.True(CertificateRevocationList.TryRead(root.List(Now, Now.AddDays(1)), out var empty, out _));
        Assert.Empty(empty.RevokedSerialNumbers());
    }

    [Fact]
    public void A_list_of_another_key_does_not_count()
    {
        var person = root.Issue("CN=P");
        var answer = Ask(person, Now, TestCa.Root().List(Now, Now.AddDays(1)));

        Assert.Equal(RevocationStatus.Unknown, answer.Status);
        Assert.Contains("not signed", answer.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_list_finds_each_of_its_entries_and_no_other()
    {
        var people = Enumerable.Range(0, 40).Select(i => root.Issue($"CN=P{i}")).ToList();
        var list = root.List(Now, Now.AddDays(1), [.. people.Where((_, i) => i % 2 == 0).Select(p => (p.Certificate, Now.AddDays(-1), X509RevocationReason.Superseded))]);

        Assert.All(people, (person, i) => Assert.Equal(i % 2 == 0 ? RevocationStatus.Revoked : RevocationStatus.Good, Ask(person, Now, list).Status));
    }

    [Theory]
    [InlineData("2.5.29.28", "30038401FF", "Indirect")]
    [InlineData("2.5.29.28", "300383020780", "reasons")]
    [InlineData("2.5.29.27", "020101", "Delta")]
    [InlineData("1.2.3.4", "0500", "not known")]
    [InlineData("2.5.29.28", "30038601FF", "not known")]
    [InlineData("2.5.29.28", "30023000", "not known")]
    public void Lists_that_need_more_than_we_do_are_refused_and_say_why(string oid, string value, string expected)
    {
        Assert.False(CertificateRevocationList.TryRead(ListWith(new X509Extension(oid, Convert.FromHexString(value), true)), out _, out var problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_for_CA_certificates_says_nothing_about_people()
    {
        var person = root.Issue("CN=P");
        var onlyCas = ListWith(new X509Extension("2.5.29.28", Convert.FromHexString("30038201FF"), true));
        var onlyPeople = ListWith(new X509Extension("2.5.29.28", Convert.FromHexString("30038101FF"), true));

        Assert.Equal(RevocationStatus.Unknown, Ask(person, Now, onlyCas).Status);
        Assert.Equal(RevocationStatus.Good, Ask(person, Now, onlyPeople).Status);
    }

    [Theory, InlineData("V", RevocationStatus.Good), InlineData("R", RevocationStatus.Revoked), InlineData("-", RevocationStatus.Unknown)]
    public async Task An_answer_of_openssl_signed_by_the_CA_itself_counts(string state, RevocationStatus expected)
    {
        var (person, at) = (root.Issue("CN=P", until: TimeProvider.System.GetUtcNow().AddYears(1)), TimeProvider.System.GetUtcNow());
        var response = await OpensslAnswers(root, root, person, state, at);

        var result = CertificatePath.Check(person.Certificate, [], new([root.Certificate]), at, [], new() { OcspResponses = [response] });
        Assert.Equal(expected, result.Revocations[0].Status);
        if (expected == RevocationStatus.Revoked)
            Assert.Equal(RevocationReason.KeyCompromise, result.Revoked!.Reason);
    }

    [Fact]
    public async Task Only_a_responder_that_the_CA_entitled_may_answer_for_it()
    {
        var at = TimeProvider.System.GetUtcNow();
        var person = root.Issue("CN=P", until: at.AddYears(1));
        TestCa Responder(TestCa ca, string usage, DateTimeOffset until) => ca.Issue("CN=Responder", TestCa.With(
            new X509EnhancedKeyUsageExtension([new Oid(usage)], false)), until: until);
        async Task<RevocationStatus> Ask(TestCa responder)
        {
            var response = await OpensslAnswers(root, responder, person, "V", at);
            return CertificatePath.Check(person.Certificate, [], new([root.Certificate]), at, [], new() { OcspResponses = [response] }).Revocations[0].Status;
        }

        Assert.Equal(RevocationStatus.Good, await Ask(Responder(root, "1.3.6.1.5.5.7.3.9", at.AddYears(1))));
        Assert.Equal(RevocationStatus.Unknown, await Ask(Responder(root, "1.3.6.1.5.5.7.3.4", at.AddYears(1))));
        Assert.Equal(RevocationStatus.Unknown, await Ask(Responder(root, "1.3.6.1.5.5.7.3.9", at.AddDays(-1))));
        Assert.Equal(RevocationStatus.Unknown, await Ask(Responder(TestCa.Root(), "1.3.6.1.5.5.7.3.9", at.AddYears(1))));
    }

    [Fact]
    public async Task A_responder_that_a_list_calls_revoked_answers_no_more()
    {
        var at = TimeProvider.System.GetUtcNow();
        var person = root.Issue("CN=P", until: at.AddYears(1));
        var responder = root.Issue("CN=Responder", TestCa.With(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.9")], false)), until: at.AddYears(1));
        var response = await OpensslAnswers(root, responder, person, "V", at);
        RevocationStatus Ask(DateTimeOffset revokedAt)
        {
            // Of yesterday, so that it tells about the responder and not about the person.
            var list = root.List(at.AddDays(-1), at.AddHours(-1), (responder.Certificate, revokedAt, X509RevocationReason.KeyCompromise));
            Assert.True(CertificateRevocationList.TryRead(list, out var read, out var problem), problem);
            return CertificatePath.Check(person.Certificate, [], new([root.Certificate]), at, [read], new() { OcspResponses = [response] }).Revocations[0].Status;
        }

        Assert.Equal(RevocationStatus.Unknown, Ask(at.AddDays(-2)));
        Assert.Equal(RevocationStatus.Good, Ask(at.AddDays(2)));
    }

    [Fact]
    public async Task No_mutation_of_a_list_or_answer_crashes_or_hides_a_revocation()
    {
        var at = TimeProvider.System.GetUtcNow();
        var person = root.Issue("CN=P", until: at.AddYears(1));
        var list = root.List(at.AddHours(-1), at.AddHours(1), (person.Certificate, at.AddHours(-4), X509RevocationReason.KeyCompromise));
        var response = (await OpensslAnswers(root, root, person, "R", at)).Encoded.ToArray();
        var trust = new TrustStore([root.Certificate]);
        Gen.Select(Gen.Bool, Gen.Select(Gen.Int[0, 10_000], Gen.Byte).Array[1, 4]).Sample((useList, changes) =>
        {
            var bytes = (byte[])(useList ? list : response).Clone();
            foreach (var (position, value) in changes)
                bytes[position % bytes.Length] = value;
            CertificateRevocationList[] lists = CertificateRevocationList.TryRead(bytes, out var readList, out _) ? [readList] : [];
            OcspResponse[] responses = OcspResponse.TryRead(bytes, out var readResponse, out _) ? [readResponse] : [];
            return CertificatePath.Check(person.Certificate, [], trust, at, lists, new() { OcspResponses = responses }).Status
                is CertificatePathStatus.Revoked or CertificatePathStatus.RevocationUnknown;
        }, iter: 10_000);
    }

    private RevocationAnswer Ask(TestCa person, DateTimeOffset at, params byte[][] lists) => CertificatePath.Check(person.Certificate, [],
        new([root.Certificate]), at, [.. lists.Select(bytes => CertificateRevocationList.TryRead(bytes, out var list, out var problem) ? list : throw new InvalidDataException(problem))]).Revocations[0];

    /// <summary>The framework's builder knows no further extensions: its list is opened, extended and signed again.</summary>
    private byte[] ListWith(X509Extension extension)
    {
        var tbs = new AsnReader(root.List(Now, Now.AddDays(1)), AsnEncodingRules.DER).ReadSequence().ReadSequence();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        var context0 = new Asn1Tag(TagClass.ContextSpecific, 0);
        using (writer.PushSequence())
        {
            while (!tbs.PeekTag().HasSameClassAndValue(context0))
                writer.WriteEncodedValue(tbs.ReadEncodedValue().Span);
            using (writer.PushSequence(context0))
            using (writer.PushSequence())
            {
                for (var extensions = tbs.ReadSequence(context0).ReadSequence(); extensions.HasData;)
                    writer.WriteEncodedValue(extensions.ReadEncodedValue().Span);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(extension.Oid!.Value!);
                    writer.WriteBoolean(true);
                    writer.WriteOctetString(extension.RawData);
                }
            }
        }
        var signed = writer.Encode();
        var generator = X509SignatureGenerator.CreateForECDsa(root.Key);
        writer.Reset();
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(signed);
            writer.WriteEncodedValue(generator.GetSignatureAlgorithmIdentifier(HashAlgorithmName.SHA256));
            writer.WriteBitString(generator.SignData(signed, HashAlgorithmName.SHA256));
        }
        return writer.Encode();
    }

    private async Task<OcspResponse> OpensslAnswers(TestCa ca, TestCa responder, TestCa person, string state, DateTimeOffset at)
    {
        static byte[] Pem(string text) => System.Text.Encoding.ASCII.GetBytes(text);
        var (expiry, since) = ($"{at.AddYears(1):yyMMddHHmmss}Z", state == "R" ? $"{at.AddHours(-1):yyMMddHHmmss}Z,keyCompromise" : "");
        openssl.Write("index.txt", Pem(state == "-" ? "" : $"{state}\t{expiry}\t{since}\t{person.Certificate.SerialNumber}\tunknown\t/CN=P\n"));
        openssl.Write("ca.pem", Pem(ca.Certificate.ExportCertificatePem()));
        openssl.Write("person.pem", Pem(person.Certificate.ExportCertificatePem()));
        openssl.Write("responder.pem", Pem(responder.Certificate.ExportCertificatePem()));
        openssl.Write("responder.key", Pem(responder.Key.ExportPkcs8PrivateKeyPem()));
        await openssl.Succeed("ocsp", "-issuer", "ca.pem", "-cert", "person.pem", "-no_nonce", "-reqout", "request");
        await openssl.Succeed("ocsp", "-index", "index.txt", "-CA", "ca.pem", "-rsigner", "responder.pem", "-rkey", "responder.key",
            "-reqin", "request", "-respout", "response", "-nmin", "30");
        Assert.True(OcspResponse.TryRead(await File.ReadAllBytesAsync(openssl.PathOf("response"), TestContext.Current.CancellationToken), out var response, out var problem), problem);
        return response;
    }
}
