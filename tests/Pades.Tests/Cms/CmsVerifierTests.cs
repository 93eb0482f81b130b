using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CsCheck;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using ThanhHoa.DigitalSignature.Pades.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Trust;
using CmsAttributes = Org.BouncyCastle.Asn1.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Cms;

public sealed class CmsVerifierTests : IDisposable
{
    private static readonly byte[] Document = "Báo cáo"u8.ToArray();
    private static readonly byte[] Digest = SHA256.HashData(Document);
    private readonly Openssl openssl = new();

    public void Dispose() => openssl.Dispose();

    private static byte[] Signed(TestSigner? signer = null) =>
        CmsSignatureTests.Sign(signer ?? TestSigner.Rsa2048, HashAlgorithmName.SHA256, SignatureScheme.RsaPkcs1, Document);

    [Fact]
    public void Another_document_gives_a_differing_digest_and_a_still_valid_value()
    {
        var verdict = CmsSignatureTests.Judge(Signed(), SHA256.HashData([1]));

        Assert.False(verdict.DigestMatches);
        Assert.True(verdict.SignatureValid);
        Assert.Equal([CmsDefect.DigestDiffers], verdict.Defects);
    }

    [Fact]
    public void A_changed_value_is_not_valid()
    {
        var encoded = Signed();
        encoded[^1] ^= 1;

        Assert.Contains(CmsDefect.SignatureInvalid, CmsSignatureTests.Judge(encoded, Digest).Defects);
    }

    [Fact]
    public void Zeros_behind_the_value_are_padding_and_anything_else_is_told()
    {
        Assert.True(CmsSignedData.TryRead((byte[])[.. Signed(), .. new byte[5000]], out var padded, out _));
        Assert.True(CmsSignedData.TryRead((byte[])[.. Signed(), .. new byte[50], 7], out var hiding, out _));

        Assert.True(padded.HasOnlyZerosBehind);
        Assert.False(hiding.HasOnlyZerosBehind);
    }

    [Fact]
    public void Another_certificate_with_the_same_issuer_and_serial_does_not_take_the_place_of_the_bound_one()
    {
        var signer = TestSigner.Rsa2048;
        using var otherKey = RSA.Create(2048);
        var twin = new CertificateRequest(signer.Certificate.SubjectName, otherKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .Create(signer.Certificate.IssuerName, X509SignatureGenerator.CreateForRSA(otherKey, RSASignaturePadding.Pkcs1),
                new DateTimeOffset(signer.Certificate.NotBefore), new DateTimeOffset(signer.Certificate.NotAfter), signer.Certificate.SerialNumberBytes.Span);
        var attributes = SignedAttributes.Build(Digest, HashAlgorithmName.SHA256, signer.Certificate);
        var value = signer.Sign(attributes, HashAlgorithmName.SHA256, SignatureScheme.RsaPkcs1);
        byte[] Assemble(params X509Certificate2[] certificates) =>
            CmsSignature.Assemble(attributes, HashAlgorithmName.SHA256, SignatureScheme.RsaPkcs1, value, certificates);

        var both = CmsSignatureTests.Judge(Assemble(twin, signer.Certificate), Digest);
        Assert.True(both.IsSound);
        Assert.Equal(signer.Certificate.RawData, both.Certificate!.Encoded.ToArray());
        var replaced = CmsSignatureTests.Judge(Assemble(twin), Digest);
        Assert.Equal([CmsDefect.SigningCertificateDiffers, CmsDefect.SignatureInvalid], replaced.Defects);
    }

    [Theory]
    [InlineData("-sha256", "-cades")]
    [InlineData("-sha384", "-nosmimecap")]
    [InlineData("-sha1", "-nosmimecap")]
    [InlineData("-sha512", "-keyid")]
    [InlineData("-sha256", "-noattr")]
    [InlineData("-sha256", "-keyopt", "rsa_padding_mode:pss")]
    [InlineData("-sha256", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:17")]
    [InlineData("-sha256", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_mgf1_md:sha512", "-keyopt", "rsa_pss_saltlen:0")]
    public async Task What_openssl_signs_is_sound(string digest, params string[] options)
    {
        var cms = await SignWithOpenssl(["-md", digest[1..], .. options]);
        var signer = Assert.Single(cms.Signers);
        var verdict = CmsVerifier.VerifyDetached(cms, signer, CryptographicOperations.HashData(signer.Digest!.Value, Document));

        Assert.True(verdict.IsSound, string.Join(' ', verdict.Defects));
        Assert.Equal(options is not ["-cades"], verdict.Defects.Contains(CmsDefect.SigningCertificateUnbound));
        Assert.False(CmsVerifier.VerifyDetached(cms, signer, CryptographicOperations.HashData(signer.Digest!.Value, [9])).IsSound);
    }

    [Fact]
    public async Task A_value_in_BER_of_indefinite_length_that_carries_its_content_is_sound()
    {
        var cms = await SignWithOpenssl(["-stream", "-nodetach"]);

        Assert.Equal(0x80, cms.Encoded.Span[1]);
        Assert.Equal(Document, cms.Content!.Value.ToArray());
        Assert.True(CmsVerifier.VerifyEncapsulated(cms, cms.Signers[0]).IsSound);
        Assert.False(CmsVerifier.VerifyDetached(cms, cms.Signers[0], Digest).IsSound);
    }

    [Fact]
    public async Task Several_signers_are_each_reported_and_judged()
    {
        await NewOpensslSigner("second");
        var cms = await SignWithOpenssl(["-signer", "second.pem", "-inkey", "second.key"]);

        Assert.Equal(2, cms.Signers.Count);
        Assert.All(cms.Signers, signer => Assert.True(CmsVerifier.VerifyDetached(cms, signer, Digest).IsSound));
    }

    [Fact]
    public void A_signer_whose_attributes_contradict_each_other_is_not_sound()
    {
        var twice = Resigned(v => v.Add(Attribute(Oids.MessageDigest, new DerOctetString(new byte[32]))));
        var otherType = Resigned(v => v.Add(Attribute(Oids.ContentType, new DerObjectIdentifier(Oids.TstInfo))), without: Oids.ContentType);
        var noDigest = Resigned(_ => { }, without: Oids.MessageDigest);
        var unbound = Resigned(_ => { }, without: Oids.SigningCertificateV2);
        var replaced = Resigned(v => v.Add(Attribute(Oids.CmsAlgorithmProtection, new DerSequence(
            new AlgorithmIdentifier(new DerObjectIdentifier("2.16.840.1.101.3.4.2.3")),
            new DerTaggedObject(false, 1, new AlgorithmIdentifier(new DerObjectIdentifier("1.2.840.113549.1.1.13"), DerNull.Instance))))));

        Assert.Contains(CmsDefect.AttributesMalformed, CmsSignatureTests.Judge(twice, Digest).Defects);
        Assert.Equal([CmsDefect.ContentTypeDiffers], CmsSignatureTests.Judge(otherType, Digest).Defects);
        Assert.False(CmsSignatureTests.Judge(noDigest, Digest).IsSound);
        Assert.Equal([CmsDefect.SigningCertificateUnbound], CmsSignatureTests.Judge(unbound, Digest).Defects);
        Assert.Equal([CmsDefect.AlgorithmsReplaced], CmsSignatureTests.Judge(replaced, Digest).Defects);
    }

    [Fact]
    public void Algorithm_protection_that_tells_the_truth_is_sound()
    {
        var honest = Resigned(v => v.Add(Attribute(Oids.CmsAlgorithmProtection, new DerSequence(
            new AlgorithmIdentifier(new DerObjectIdentifier(DigestAlgorithms.Oid(HashAlgorithmName.SHA256)), DerNull.Instance),
            new DerTaggedObject(false, 1, new AlgorithmIdentifier(new DerObjectIdentifier("1.2.840.113549.1.1.11"), DerNull.Instance))))));

        Assert.Empty(CmsSignatureTests.Judge(honest, Digest).Defects);
    }

    [Fact]
    public void An_unusual_salt_made_by_another_library_is_checked_and_a_changed_one_refused()
    {
        using var key = RSA.Create(2048);
        var parameters = key.ExportParameters(true);
        var signer = new PssSigner(new RsaBlindedEngine(), new Org.BouncyCastle.Crypto.Digests.Sha256Digest(),
            new Org.BouncyCastle.Crypto.Digests.Sha512Digest(), 21);
        signer.Init(forSigning: true, new ParametersWithRandom(Org.BouncyCastle.Security.DotNetUtilities.GetRsaKeyPair(parameters).Private));
        signer.BlockUpdate(Document, 0, Document.Length);
        var value = signer.GenerateSignature();
        var verifier = PublicKeyVerifier.Read(key.ExportSubjectPublicKeyInfo());
        var algorithm = new SignatureAlgorithm(SignatureScheme.RsaPss, HashAlgorithmName.SHA256, HashAlgorithmName.SHA512, 21);

        Assert.True(verifier.Verify(algorithm, Document, value));
        Assert.False(verifier.Verify(algorithm with { SaltLength = 20 }, Document, value));
        Assert.False(verifier.Verify(algorithm with { MaskHash = HashAlgorithmName.SHA384 }, Document, value));
        Assert.False(verifier.Verify(algorithm, [1, 2], value));
        value[9] ^= 4;
        Assert.False(verifier.Verify(algorithm, Document, value));
    }

    [Theory, InlineData(0, 1, true), InlineData(7, 1, false), InlineData(0, 2, false)]
    public void The_padding_of_PSS_is_zeros_and_a_one_and_nothing_else(byte filling, byte separator, bool valid)
    {
        using var key = RSA.Create(2048);
        byte[] salt = [1, 2, 3];
        var digest = SHA256.HashData([.. new byte[8], .. SHA256.HashData(Document), .. salt]);
        byte[] block = [.. Enumerable.Repeat(filling, 256 - 32 - 1 - 1 - salt.Length), separator, .. salt];
        block[0] = 0;
        for (var at = 0; at < block.Length; at++)
            block[at] ^= SHA256.HashData([.. digest, 0, 0, 0, (byte)(at / 32)])[at % 32];
        block[0] &= 0x7F;
        byte[] encoded = [.. block, .. digest, 0xBC];
        var engine = new RsaBlindedEngine();
        engine.Init(true, Org.BouncyCastle.Security.DotNetUtilities.GetRsaKeyPair(key).Private);
        var value = engine.ProcessBlock(encoded, 0, encoded.Length);

        var algorithm = new SignatureAlgorithm(SignatureScheme.RsaPss, HashAlgorithmName.SHA256, HashAlgorithmName.SHA256, salt.Length);
        byte[] padded = [.. new byte[256 - value.Length], .. value];
        Assert.Equal(valid, PublicKeyVerifier.Read(key.ExportSubjectPublicKeyInfo()).Verify(algorithm, Document, padded));
    }

    [Theory, InlineData("named_curve", "EC", 256), InlineData("explicit", Oids.EcPublicKey, 0)]
    public async Task A_curve_must_be_named_not_written_out(string encoding, string algorithm, int size)
    {
        await openssl.Succeed("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-param_enc", encoding, "-outform", "PEM", "-out", "key.pem");
        await openssl.Succeed("ec", "-in", "key.pem", "-pubout", "-outform", "DER", "-out", "public.der");
        var key = PublicKeyVerifier.Read(await File.ReadAllBytesAsync(openssl.PathOf("public.der"), TestContext.Current.CancellationToken));

        Assert.Equal((algorithm, size), (key.Algorithm, key.Size));
    }

    [Fact]
    public void No_mutation_crashes_the_verifier_or_makes_another_document_sound()
    {
        byte[][] seeds = [Signed(), CmsSignatureTests.Sign(TestSigner.P256, HashAlgorithmName.SHA256, SignatureScheme.Ecdsa, Document)];
        var other = SHA256.HashData([1, 2, 3]);
        Gen.Select(Gen.Int[0, 1].Select(i => seeds[i]), Gen.Select(Gen.Int[0, 3000], Gen.Byte, Gen.Int[0, 3]).Array[1, 8]).Sample((seed, changes) =>
        {
            var bytes = seed.ToList();
            foreach (var (at, value, kind) in changes)
                Mutate(bytes, at % bytes.Count, value, kind);
            if (!CmsSignedData.TryRead(bytes.ToArray(), out var cms, out _))
                return true;
            foreach (var signer in cms.Signers)
            {
                _ = signer.SigningTime;
                if (CmsVerifier.VerifyDetached(cms, signer, other).IsSound)
                    return false;
            }
            return true;
        }, iter: 20_000);
    }

    [Fact]
    public void Deeply_nested_and_endless_input_is_refused_in_bounded_time()
    {
        var nested = Enumerable.Repeat<byte[]>([0x30, 0x80], 500_000).SelectMany(b => b).ToArray();
        Assert.False(CmsSignedData.TryRead(nested, out _, out _));
        Assert.False(CmsSignedData.TryRead((byte[])[.. nested, .. new byte[nested.Length]], out _, out _));
        Assert.False(CmsSignedData.TryRead(Array.Empty<byte>(), out _, out _));
        Assert.False(CmsSignedData.TryRead(new byte[12_288], out _, out _));
        Assert.False(CmsSignedData.TryRead((byte[])[0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF, 0], out _, out var problem));
        Assert.NotEmpty(problem);
    }

    private Task<string> NewOpensslSigner(string name) => openssl.Succeed("req", "-x509", "-newkey", "rsa:2048", "-nodes",
        "-keyout", $"{name}.key", "-out", $"{name}.pem", "-subj", $"/CN={name}", "-days", "30");

    private async Task<CmsSignedData> SignWithOpenssl(string[] options)
    {
        await NewOpensslSigner("first");
        await openssl.Succeed(["cms", "-sign", "-binary", "-in", openssl.Write("document", Document), "-signer", "first.pem", "-inkey", "first.key",
            "-outform", "DER", "-out", "out.der", .. options]);
        var encoded = await File.ReadAllBytesAsync(openssl.PathOf("out.der"), TestContext.Current.CancellationToken);
        Assert.True(CmsSignedData.TryRead(encoded, out var cms, out var problem), problem);
        return cms;
    }

    private static void Mutate(List<byte> bytes, int at, byte value, int kind)
    {
        if (kind == 0)
            bytes[at] = value;
        else if (kind == 1)
            bytes[at] ^= (byte)(1 << (value & 7));
        else if (kind == 2 && bytes.Count > 2)
            bytes.RemoveAt(at);
        else
            bytes.Insert(at, value);
    }

    private static CmsAttributes.Attribute Attribute(string oid, Asn1Encodable value) => new(new DerObjectIdentifier(oid), new DerSet(value));

    /// <summary>Signs other attributes than <see cref="SignedAttributes.Build"/> would make.</summary>
    private static byte[] Resigned(Action<Asn1EncodableVector> change, string? without = null)
    {
        var signer = TestSigner.Rsa2048;
        var vector = new Asn1EncodableVector();
        foreach (var encodable in Asn1Set.GetInstance(SignedAttributes.Build(Digest, HashAlgorithmName.SHA256, signer.Certificate)))
        {
            if (CmsAttributes.Attribute.GetInstance(encodable).AttrType.Id != without)
                vector.Add(encodable);
        }
        change(vector);
        var attributes = new DerSet(vector).GetDerEncoded();
        return CmsSignature.Assemble(attributes, HashAlgorithmName.SHA256, SignatureScheme.RsaPkcs1,
            signer.Sign(attributes, HashAlgorithmName.SHA256, SignatureScheme.RsaPkcs1), [signer.Certificate]);
    }
}
