using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Tests.Trust;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Validation;

/// <summary>The conclusion of EN 319 102-1 and the level of whole documents, with what stands in them and nothing else.</summary>
public sealed class ConclusionTests(RunningSandbox sandbox)
{
    private readonly X509Certificate2 person = sandbox.Authority.IssuePerson("Lê Văn Lâu", "lau@example.vn");

    [Fact]
    public async Task Each_level_is_told_and_what_the_document_holds_decides_the_conclusion()
    {
        var plain = SignOnce.Sign(HandMade.Table(), Signer(), plan => plan with { Chain = [sandbox.Authority.Issuing] });
        Assert.Equal((SignatureLevel.B, Indication.Indeterminate, SubIndication.TryLater), Answer(plain));
        Assert.Equal((SignatureLevel.B, Indication.TotalPassed, SubIndication.None), Answer(plain, o => o with { Crls = sandbox.Lists() }));
        Assert.Equal((SignatureLevel.B, Indication.Indeterminate, SubIndication.NoCertificateChainFound), Answer(plain, o => o with { Trust = TrustStore.Empty }));

        var stamped = await Extend(plain, SignatureLevel.T);
        Assert.Equal((SignatureLevel.T, Indication.Indeterminate, SubIndication.TryLater), Answer(stamped));
        var documented = await Extend(plain, SignatureLevel.LT);
        Assert.Equal((SignatureLevel.LT, Indication.TotalPassed, SubIndication.None), Answer(documented));
        var archived = await Extend(plain, SignatureLevel.Lta);
        Assert.Equal((SignatureLevel.Lta, Indication.TotalPassed, SubIndication.None), Answer(archived));
        // The level is what is there; whom one trusts is another question.
        Assert.Equal((SignatureLevel.Lta, Indication.Indeterminate, SubIndication.NoCertificateChainFound), Answer(archived, o => o with { Trust = TrustStore.Empty }));
    }

    [Fact]
    public async Task A_later_revocation_counts_only_against_what_no_time_stamp_proves_older()
    {
        var plain = SignOnce.Sign(HandMade.Table(), Signer(), plan => plan with { Chain = [sandbox.Authority.Issuing] });
        var archived = await Extend(plain, SignatureLevel.Lta);
        Assert.True(sandbox.Authority.Revoke(person.SerialNumber, X509RevocationReason.CessationOfOperation, TimeProvider.System.GetUtcNow().AddSeconds(2)));
        ValidationOptions Later(ValidationOptions options) => options with { At = options.At.AddHours(1), Crls = sandbox.Lists() };
        Assert.Equal((Indication.Indeterminate, SubIndication.RevokedNoPoe), (Answer(plain, Later).Indication, Answer(plain, Later).Why));
        Assert.Equal((Indication.TotalPassed, SubIndication.None), (Answer(archived, Later).Indication, Answer(archived, Later).Why));
    }

    [Fact]
    public async Task After_the_certificate_expired_the_document_time_stamp_speaks()
    {
        var plain = SignOnce.Sign(HandMade.Table(), Signer(), plan => plan with { Chain = [sandbox.Authority.Issuing] });
        var archived = await Extend(plain, SignatureLevel.Lta);
        ValidationOptions Later(ValidationOptions options) => options with { At = new DateTimeOffset(person.NotAfter.ToUniversalTime()).AddDays(1) };
        Assert.Equal(SubIndication.OutOfBoundsNoPoe, Answer(plain, Later).Why);
        Assert.Equal((Indication.TotalPassed, SubIndication.None), (Answer(archived, Later).Indication, Answer(archived, Later).Why));
        var report = PdfValidator.Validate(new MemoryStream(archived), Later(Options()));
        Assert.InRange(report.Signatures[0].Conclusion.BestSignatureTime, TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddHours(1));
    }

    [Fact]
    public void A_broken_signature_has_failed_for_the_reason_that_broke_it()
    {
        var pdf = SignOnce.Sign(HandMade.Table(), Signer());
        pdf[pdf.AsSpan().IndexOf("50 700"u8)] ^= 1;
        Assert.Equal((Indication.TotalFailed, SubIndication.HashFailure), (Answer(pdf).Indication, Answer(pdf).Why));
        Assert.Null(Answer(pdf).Level);
    }

    private TestSigner Signer() => new(person, (bytes, hash, _) => person.GetRSAPrivateKey()!.SignData(bytes, hash, RSASignaturePadding.Pkcs1));

    private ValidationOptions Options() => new() { At = TimeProvider.System.GetUtcNow(), Trust = sandbox.Trust };

    private (SignatureLevel? Level, Indication Indication, SubIndication Why) Answer(byte[] pdf, Func<ValidationOptions, ValidationOptions>? change = null)
    {
        var options = change is null ? Options() : change(Options());
        var signature = PdfValidator.Validate(new MemoryStream(pdf), options).Signatures[0];
        return (signature.Level, signature.Conclusion.Indication, signature.Conclusion.SubIndication);
    }

    private async Task<byte[]> Extend(byte[] pdf, SignatureLevel level)
    {
        var stamps = new TimestampClient(sandbox.Http, [sandbox.Host.TsaUrl], TimeProvider.System, sandbox.Trust);
        var extender = new PdfExtender(stamps, new OcspClient(sandbox.Http, TimeProvider.System), new CrlClient(sandbox.Http, TimeProvider.System), sandbox.Trust, TimeProvider.System);
        var result = await extender.ExtendAsync(new MemoryStream(pdf), level, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(level, result.Level);
        return [.. pdf, .. result.Increment];
    }
}
