using ThanhHoa.DigitalSignature.Pades.Tests.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Signing;

/// <summary>A whole signature in one call, as a caller with a software key makes it.</summary>
internal static class SignOnce
{
    public static readonly DateTimeOffset Time = new(2026, 3, 2, 9, 30, 0, TimeSpan.FromHours(7));

    public static SignaturePlan Plan(TestSigner signer) => new() { Certificate = signer.Certificate, SigningTime = Time };

    public static byte[] Sign(byte[] pdf, TestSigner signer, Func<SignaturePlan, SignaturePlan>? change = null)
    {
        var plan = Plan(signer);
        if (change is not null) plan = change(plan);
        var prepared = PdfSigner.Prepare(new MemoryStream(pdf), plan);
        var value = signer.Sign(prepared.SignedAttributes, prepared.Hash, prepared.Scheme);
        return [.. pdf, .. PdfSigner.Complete(prepared, value)];
    }
}
