using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CsCheck;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Trust;

/// <summary>Each answer is compared with <c>openssl verify</c>, which is told the same certificates and the same moment.</summary>
public sealed class CertificatePathTests(RunningSandbox sandbox) : IDisposable
{
    private readonly Openssl openssl = new();

    public void Dispose() => openssl.Dispose();

    [Theory, InlineData(false), InlineData(true)]
    public async Task People_of_both_CA_generations_are_trusted_side_by_side(bool old)
    {
        using var person = sandbox.Authority.IssuePerson("Nguyễn Văn A", "a@thanhhoa.gov.vn", change: p => p with { IsOldGeneration = old });
        var result = CertificatePath.Check(person, [], sandbox.Trust, TimeProvider.System.GetUtcNow(), []);

        Assert.Equal(CertificatePathStatus.RevocationUnknown, result.Status);
        Assert.Equal(3, result.Chain.Count);
        Assert.Equal(old ? sandbox.Authority.OldRoot : sandbox.Authority.Root, result.Chain[2]);
        var (root, issuing) = old ? (sandbox.Authority.OldRoot, sandbox.Authority.OldIssuing) : (sandbox.Authority.Root, sandbox.Authority.Issuing);
        // openssl knows no trust store that vouches for an intermediate, hence auth_level 0 for the generation of 2010.
        await openssl.Succeed("verify", "-auth_level", "0", "-CAfile", Pem("root", root), "-untrusted", Pem("issuing", issuing), Pem("person", person));
    }

    [Fact]
    public void An_old_intermediate_signed_with_SHA_1_counts_only_when_the_trust_store_vouches_for_it()
    {
        using var person = sandbox.Authority.IssuePerson("Nguyễn Văn B", "b@thanhhoa.gov.vn", change: p => p with { IsOldGeneration = true });
        var rootOnly = new TrustStore([sandbox.Authority.OldRoot]);
        var now = TimeProvider.System.GetUtcNow();

        var found = CertificatePath.Check(person, [sandbox.Authority.OldIssuing], rootOnly, now, []);
        Assert.Equal(CertificatePathStatus.WeakAlgorithm, found.Status);
        Assert.Equal(sandbox.Authority.OldIssuing, found.AtFault);
    }

    [Fact]
    public void Revocation_is_told_with_its_time_and_reason_and_only_from_that_time_on()
    {
        using var person = sandbox.Authority.IssuePerson("Lê Văn C", "c@thanhhoa.gov.vn");
        var now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        sandbox.Authority.Revoke(person.SerialNumber, X509RevocationReason.KeyCompromise, now.AddHours(-2));
        var lists = sandbox.Lists();

        var after = CertificatePath.Check(person, [], sandbox.Trust, now, lists);
        Assert.Equal(CertificatePathStatus.Revoked, after.Status);
        Assert.Equal(new(now.AddHours(-2), RevocationReason.KeyCompromise), after.Revoked);
        Assert.Equal(person, after.AtFault);
        var before = CertificatePath.Check(person, [], sandbox.Trust, now.AddHours(-3), lists);
        Assert.Equal(CertificatePathStatus.Trusted, before.Status);
        Assert.Equal(now.AddHours(-2), before.Revocations[0].Revoked!.Since);
    }

    [Fact]
    public async Task Openssl_agrees_about_good_and_revoked_with_the_same_lists()
    {
        using var good = sandbox.Authority.IssuePerson("Lê Văn D", "d@thanhhoa.gov.vn");
        using var revoked = sandbox.Authority.IssuePerson("Lê Văn E", "e@thanhhoa.gov.vn");
        sandbox.Authority.Revoke(revoked.SerialNumber, X509RevocationReason.AffiliationChanged);
        var (lists, now) = (sandbox.Lists(), TimeProvider.System.GetUtcNow().AddSeconds(1));
        foreach (var list in (string[])["root", "issuing"])
            await openssl.Succeed("crl", "-inform", "DER", "-in", openssl.Write(list, sandbox.Authority.MakeList(list)), "-out", openssl.PathOf(list + ".crl"));
        async Task<int> Ask(X509Certificate2 person) => (await openssl.Run("verify", "-crl_check_all", "-CAfile", Pem("ca", sandbox.Authority.Root),
            "-untrusted", Pem("sub", sandbox.Authority.Issuing), "-CRLfile", openssl.PathOf("root.crl"), "-CRLfile", openssl.PathOf("issuing.crl"), Pem("who", person))).Exit;

        Assert.Equal(0, await Ask(good));
        Assert.Equal(CertificatePathStatus.Trusted, CertificatePath.Check(good, [], sandbox.Trust, now, lists).Status);
        Assert.NotEqual(0, await Ask(revoked));
        Assert.Equal(CertificatePathStatus.Revoked, CertificatePath.Check(revoked, [], sandbox.Trust, now, lists).Status);
    }

    [Fact]
    public async Task Expired_and_future_certificates_are_told_apart()
    {
        var root = TestCa.Root();
        var person = root.Issue("CN=Person");

        await Agree(CertificatePathStatus.NotYetValid, root, [], person, TestCa.Start.AddSeconds(-1));
        await Agree(CertificatePathStatus.RevocationUnknown, root, [], person, TestCa.Start);
        await Agree(CertificatePathStatus.Expired, root, [], person, TestCa.Start.AddYears(3).AddSeconds(1));
    }

    [Fact]
    public async Task A_stranger_s_certificate_has_no_anchor_and_a_forged_one_a_bad_signature()
    {
        var root = TestCa.Root();
        var impostor = TestCa.Root();
        var other = TestCa.Root("CN=Other Root");

        await Agree(CertificatePathStatus.NoAnchor, root, [], other.Issue("CN=Person"));
        // The same name and no key identifier that tells them apart.
        var request = new CertificateRequest("CN=Person", impostor.Key, HashAlgorithmName.SHA256);
        await Agree(CertificatePathStatus.BadSignature, root, [], new(impostor.Sign(request), impostor.Key));
    }

    [Fact]
    public async Task An_issuer_that_is_no_CA_is_refused()
    {
        var root = TestCa.Root();
        var person = root.Issue("CN=Person", TestCa.With(new X509BasicConstraintsExtension(false, false, 0, true)));
        await Agree(CertificatePathStatus.NotACa, root, [person], person.Issue("CN=Victim"));

        var noKeyUsage = root.Issue("CN=Sub", TestCa.With(new X509BasicConstraintsExtension(true, false, 0, true), new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true)));
        await Agree(CertificatePathStatus.WrongKeyUsage, root, [noKeyUsage], noKeyUsage.Issue("CN=Victim"));
    }

    [Fact]
    public async Task Path_length_counts_the_CAs_that_follow()
    {
        var root = TestCa.Root();
        var first = root.Issue("CN=First", TestCa.Ca(pathLength: 0));
        var second = first.Issue("CN=Second", TestCa.Ca());

        await Agree(CertificatePathStatus.RevocationUnknown, root, [first], first.Issue("CN=Person"));
        await Agree(CertificatePathStatus.PathTooLong, root, [first, second], second.Issue("CN=Person"));
    }

    [Fact]
    public async Task An_unknown_critical_extension_is_refused_and_an_uncritical_one_is_not()
    {
        var root = TestCa.Root();
        await Agree(CertificatePathStatus.UnknownCriticalExtension, root, [], root.Issue("CN=P", TestCa.With(new X509Extension("1.2.3.4", [5, 0], true))));
        await Agree(CertificatePathStatus.RevocationUnknown, root, [], root.Issue("CN=P", TestCa.With(new X509Extension("1.2.3.4", [5, 0], false))));
    }

    public static TheoryData<string, string, bool> Mails => new()
    {
        { "thanhhoa.gov.vn", "a@thanhhoa.gov.vn", true }, { "thanhhoa.gov.vn", "A@THANHHOA.gov.vn", true },
        { "thanhhoa.gov.vn", "a@evil.vn", false }, { "thanhhoa.gov.vn", "a@sub.thanhhoa.gov.vn", false },
        { ".gov.vn", "a@thanhhoa.gov.vn", true }, { ".gov.vn", "a@gov.vn", false }, { "a@gov.vn", "b@gov.vn", false },
    };

    [Theory, MemberData(nameof(Mails))]
    public async Task Permitted_mail_names_bind_every_certificate_below(string tree, string mail, bool allowed)
    {
        var root = TestCa.Root();
        var sub = root.Issue("CN=Sub", r =>
        {
            TestCa.Ca()(r);
            TestCa.With(TestCa.NameConstraints(true, w => w.WriteCharacterString(UniversalTagNumber.IA5String, tree, new(TagClass.ContextSpecific, 1))))(r);
        });
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress(mail);

        await Agree(allowed ? CertificatePathStatus.RevocationUnknown : CertificatePathStatus.NameNotAllowed, root, [sub], sub.Issue("CN=P", TestCa.With(names.Build())));
    }

    [Theory]
    [InlineData("O=Tỉnh Thanh Hoá, C=VN", true, true)]
    [InlineData("O=TỈNH  thanh hoá, C=VN", true, true)]
    [InlineData("O=Elsewhere, C=VN", true, false)]
    [InlineData("O=Tỉnh Thanh Hoá, C=VN", false, false)]
    [InlineData("O=Elsewhere, C=VN", false, true)]
    public async Task Directory_names_are_compared_without_case_and_spaces(string name, bool permitted, bool allowed)
    {
        var root = TestCa.Root();
        var sub = root.Issue("CN=Sub", r =>
        {
            TestCa.Ca()(r);
            TestCa.With(TestCa.NameConstraints(permitted, w =>
            {
                using (w.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4)))
                    w.WriteEncodedValue(new X500DistinguishedName("O=Tỉnh Thanh Hoá, C=VN").RawData);
            }))(r);
        });
        var person = sub.Issue("CN=P, " + name);
        var expected = allowed ? CertificatePathStatus.RevocationUnknown : CertificatePathStatus.NameNotAllowed;

        // OpenSSL folds ASCII letters only; the name in capitals is ours to judge.
        if (name.Contains('Ỉ', StringComparison.Ordinal))
            Assert.Equal(expected, Check(root, [sub], person, TestCa.Now).Status);
        else
            await Agree(expected, root, [sub], person);
    }

    [Fact]
    public async Task A_policy_that_a_CA_demands_must_be_there()
    {
        var root = TestCa.Root();
        var demanding = root.Issue("CN=Sub", r =>
        {
            TestCa.Ca()(r);
            TestCa.With(new X509Extension("2.5.29.36", [0x30, 3, 0x80, 1, 0], true), Policies(0x2B))(r);
        });

        await Agree(CertificatePathStatus.RevocationUnknown, root, [demanding], demanding.Issue("CN=P", TestCa.With(Policies(0x2B))), withPolicies: true);
        await Agree(CertificatePathStatus.PolicyNotMet, root, [demanding], demanding.Issue("CN=P", TestCa.With(Policies(0x2C))), withPolicies: true);
        await Agree(CertificatePathStatus.PolicyNotMet, root, [demanding], demanding.Issue("CN=P"), withPolicies: true);
    }

    [Fact]
    public void Weak_keys_and_keys_not_for_signing_are_refused_as_the_policy_says()
    {
        var root = TestCa.Root();
        using var small = RSA.Create(1024);
        var weak = root.Sign(new CertificateRequest("CN=P", small, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var encipher = root.Issue("CN=P", TestCa.With(new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment, true)));
        var trust = new TrustStore([root.Certificate]);

        Assert.Equal(CertificatePathStatus.WeakAlgorithm, CertificatePath.Check(weak, [], trust, TestCa.Now, []).Status);
        var lenient = new CertificatePathOptions { Algorithms = new() { RsaKeys = new Dictionary<int, DateTimeOffset?> { [1024] = null } } };
        Assert.Equal(CertificatePathStatus.RevocationUnknown, CertificatePath.Check(weak, [], trust, TestCa.Now, [], lenient).Status);
        Assert.Equal(CertificatePathStatus.WrongKeyUsage, CertificatePath.Check(encipher.Certificate, [], trust, TestCa.Now, []).Status);
        var any = new CertificatePathOptions { Purpose = CertificatePurpose.Any };
        Assert.Equal(CertificatePathStatus.RevocationUnknown, CertificatePath.Check(encipher.Certificate, [], trust, TestCa.Now, [], any).Status);
    }

    [Fact]
    public void The_right_one_of_two_CAs_of_the_same_name_is_found_and_crossed_certificates_end()
    {
        var (root, other) = (TestCa.Root("CN=A"), TestCa.Root("CN=B"));
        var sameName = TestCa.Root("CN=A");
        var aByB = other.Issue("CN=A", TestCa.Ca(), reuse: root);
        var bByA = root.Issue("CN=B", TestCa.Ca(), reuse: other);
        var person = root.Issue("CN=P");

        var result = CertificatePath.Check(person.Certificate, [sameName.Certificate, aByB.Certificate, bByA.Certificate],
            new([sameName.Certificate, other.Certificate]), TestCa.Now, []);

        Assert.Equal([person.Certificate, aByB.Certificate, other.Certificate], result.Chain);
        Assert.Equal(CertificatePathStatus.NoAnchor,
            CertificatePath.Check(person.Certificate, [aByB.Certificate, bByA.Certificate], TrustStore.Empty, TestCa.Now, []).Status);
    }

    [Fact]
    public void A_flood_of_crossed_CAs_ends_in_bounded_steps()
    {
        var cas = Enumerable.Range(0, 12).Select(i => TestCa.Root($"CN=Ca {i}")).ToList();
        var crossed = cas.SelectMany(by => cas.Where(of => of != by).Select(of => by.Issue(of.Certificate.Subject, TestCa.Ca(), reuse: of).Certificate)).ToList();

        Assert.Equal(CertificatePathStatus.NoAnchor,
            CertificatePath.Check(cas[0].Issue("CN=P").Certificate, crossed, TrustStore.Empty, TestCa.Now, []).Status);
    }

    [Fact]
    public void An_Ed25519_authority_is_understood()
    {
        var authority = Cms.TestSigner.Ed25519().Certificate;
        Assert.Equal(CertificatePathStatus.Trusted, CertificatePath.Check(authority, [], new([authority]), TestCa.Now.AddYears(1), []).Status);
    }

    /// <summary>A path with something of everything on it.</summary>
    private static (TestCa Root, TestCa Sub, TestCa Person) Elaborate()
    {
        var root = TestCa.Root();
        var sub = root.Issue("CN=Sub, O=Thanh Hoá", r =>
        {
            TestCa.Ca(pathLength: 2)(r);
            TestCa.With(Policies(0x2B), TestCa.NameConstraints(true, w => w.WriteCharacterString(UniversalTagNumber.IA5String, "gov.vn", new(TagClass.ContextSpecific, 1))))(r);
        });
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress("a@gov.vn");
        names.AddUri(new("http://gov.vn/"));
        return (root, sub, sub.Issue("CN=P", TestCa.With(names.Build(), Policies(0x2B), new X509KeyUsageExtension(X509KeyUsageFlags.NonRepudiation, true))));
    }

    [Fact]
    public void A_certificate_has_one_encoding_only()
    {
        var encoded = TestCa.Root().Certificate.RawData;
        var unusedBits = (byte[])encoded.Clone();
        unusedBits[^1] &= 0xFE;
        var fields = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        fields.ReadEncodedValue();
        fields.ReadEncodedValue();
        // Tag, length in one byte, then the count of unused bits.
        unusedBits[encoded.Length - fields.ReadEncodedValue().Length + 2] = 1;

        Assert.NotNull(ParsedCertificate.TryRead(encoded));
        Assert.Null(ParsedCertificate.TryRead(unusedBits));
        Assert.Null(ParsedCertificate.TryRead([.. encoded, 0]));
    }

    [Fact]
    public void No_mutation_of_a_certificate_crashes_the_check_or_is_trusted()
    {
        var (root, sub, person) = Elaborate();
        var trust = new TrustStore([root.Certificate]);
        var (original, between) = (person.Certificate.RawData, ParsedCertificate.Of(sub.Certificate));
        Assert.Equal(CertificatePathStatus.RevocationUnknown, CertificatePath.Check(ParsedCertificate.Of(person.Certificate), [between], trust, TestCa.Now, []).Status);

        Gen.Select(Gen.Bool, Gen.Select(Gen.Int[0, 5000], Gen.Byte).Array[1, 3]).Sample((leaf, changes) =>
        {
            var bytes = (byte[])(leaf ? original : between.Encoded.ToArray()).Clone();
            foreach (var (at, value) in changes)
                bytes[at % bytes.Length] = value;
            if (bytes.AsSpan().SequenceEqual(leaf ? original : between.Encoded.Span) || ParsedCertificate.TryRead(bytes) is not { } mutated)
                return true;
            var result = leaf ? CertificatePath.Check(mutated, [between], trust, TestCa.Now, [])
                : CertificatePath.Check(ParsedCertificate.Of(person.Certificate), [mutated], trust, TestCa.Now, []);
            return result.Status is not (CertificatePathStatus.Trusted or CertificatePathStatus.RevocationUnknown);
        }, iter: 3_000);
    }

    private static X509Extension Policies(byte oid) => new("2.5.29.32", [0x30, 5, 0x30, 3, 6, 1, oid], false);

    private static CertificatePathResult Check(TestCa root, TestCa[] between, TestCa person, DateTimeOffset at) =>
        CertificatePath.Check(person.Certificate, between.Select(c => c.Certificate), new([root.Certificate]), at, []);

    private async Task Agree(CertificatePathStatus expected, TestCa root, TestCa[] between, TestCa person, DateTimeOffset? at = null, bool withPolicies = false)
    {
        var moment = at ?? TestCa.Now;
        Assert.Equal(expected, Check(root, between, person, moment).Status);
        string[] untrusted = between.Length == 0 ? [] : ["-untrusted", openssl.Write("between", System.Text.Encoding.ASCII.GetBytes(string.Join('\n', between.Select(c => c.Certificate.ExportCertificatePem()))))];
        string[] more = withPolicies ? ["-policy_check", "-policy", "2.5.29.32.0"] : [];
        var (exit, output) = await openssl.Run(["verify", "-attime", $"{moment.ToUnixTimeSeconds()}", .. more, "-CAfile", Pem("root", root.Certificate), .. untrusted, Pem("person", person.Certificate)]);
        Assert.True(exit == 0 == (expected == CertificatePathStatus.RevocationUnknown), $"{expected}, but openssl says:\n{output}");
    }

    private string Pem(string name, X509Certificate2 certificate) =>
        openssl.Write(name + ".pem", System.Text.Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()));
}
