using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Trust;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Signing;

/// <summary>A document certified with P=1 takes no update: what is needed later must be inside the signature.</summary>
public sealed class FinalCertificationTests(RunningSandbox sandbox)
{
    [Fact]
    public async Task Revocation_data_is_signed_with_a_document_that_may_not_change_afterwards()
    {
        using var key = RSA.Create(2048);
        var person = sandbox.Authority.IssuePerson("Nguyễn Thị Hường", "huong@example.vn", key);
        var signer = new TestSigner(person, (bytes, hash, _) => key.SignData(bytes, hash, RSASignaturePadding.Pkcs1));
        var extender = Extender();
        var data = await extender.CollectAsync(person, [], TestContext.Current.CancellationToken);
        Assert.True(data.IsComplete);

        var document = HandMade.Table();
        var prepared = PdfSigner.Prepare(new MemoryStream(document), SignOnce.Plan(signer) with { CertificationLevel = 1, Revocation = data, Chain = [sandbox.Authority.Issuing], ReservedBytes = extender.ReservedBytes });
        var result = await extender.CompleteAsync(prepared, signer.Sign(prepared.SignedAttributes, prepared.Hash, prepared.Scheme), TestContext.Current.CancellationToken);
        Assert.Equal(SignatureLevel.T, result.Level);
        byte[] pdf = [.. document, .. result.Increment];

        new MatrixJudge(sandbox).ConvinceOthers(pdf, SignatureLevel.T, person);
        Assert.Equal(CertificatePathStatus.Trusted, PathFromInside(pdf, person).Status);
    }

    // Nothing but what the signature carries.
    private CertificatePathResult PathFromInside(byte[] pdf, X509Certificate2 person)
    {
        Assert.True(CmsSignedData.TryRead(Judges.Contents(pdf, Judges.ByteRanges(pdf)[0]), out var cms, out var problem), problem);
        var (lists, responses) = RevocationArchive.Read(cms.Signers[0]);
        return CertificatePath.Check(person, [], sandbox.Trust, TimeProvider.System.GetUtcNow(), lists, new() { OcspResponses = responses });
    }

    private PdfExtender Extender()
    {
        var stamps = new TimestampClient(sandbox.Http, [sandbox.Host.TsaUrl], TimeProvider.System, sandbox.Trust);
        return new PdfExtender(stamps, new OcspClient(sandbox.Http, TimeProvider.System), new CrlClient(sandbox.Http, TimeProvider.System), sandbox.Trust, TimeProvider.System);
    }
}
