using ThanhHoa.DigitalSignature.Pades.Cms;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Signing;

/// <summary>Checks the signature value and writes the CMS into the hole; the document is not needed.</summary>
internal static class CompleteSignature
{
    /// <param name="prepared">What waits.</param>
    /// <param name="signatureValue">By the key of its certificate.</param>
    /// <param name="timeStamp">A token over the value, or null.</param>
    public static byte[] Run(PreparedSignature prepared, ReadOnlySpan<byte> signatureValue, ReadOnlyMemory<byte>? timeStamp = null)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        var certificates = prepared.Certificates.Select(certificate => ParsedCertificate.Read(certificate).Certificate).ToList();
        var key = ParsedCertificate.Of(certificates[0]).Key;
        if (!key.Verify(new SignatureAlgorithm(prepared.Scheme, prepared.Hash), prepared.SignedAttributes, signatureValue)) throw new PdfException(PdfErrorCode.SignatureMismatch, "The signature value was not made over this document with the key of this certificate");
        var cms = CmsSignature.Assemble(prepared.SignedAttributes, prepared.Hash, prepared.Scheme, signatureValue, certificates, timeStamp);
        return Embed(prepared.Increment, prepared.OriginalLength, prepared.ByteRange, cms);
    }

    public static byte[] Embed(byte[] increment, long originalLength, ByteRange range, ReadOnlySpan<byte> cms)
    {
        var hole = (int)(range.FirstLength - originalLength) + 1;
        var room = (int)((range.Second - range.FirstLength - 2) / 2);
        if (cms.Length > room) throw new PdfException(PdfErrorCode.SignatureTooLarge, $"The signature takes {cms.Length} bytes; {room} were kept for it");
        var result = (byte[])increment.Clone();
        for (var i = 0; i < cms.Length; i++)
        {
            result[hole + (i * 2)] = Digit(cms[i] >> 4);
            result[hole + (i * 2) + 1] = Digit(cms[i] & 15);
        }
        return result;
    }

    private static byte Digit(int value) => (byte)(value < 10 ? '0' + value : 'A' + value - 10);
}
