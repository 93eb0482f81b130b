namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>Signs PDFs in two steps, so that the key may be anywhere: PAdES baseline signatures (EN 319 142-1).</summary>
public static class PdfSigner
{
    /// <summary>
    /// Lays out a signature without changing the document. Reads the tail, the cross-reference and the objects touched;
    /// streams the rest once through the hash.
    /// </summary>
    /// <param name="pdf">Readable and seekable; its position is not kept.</param>
    /// <param name="plan">What to sign with and how it looks.</param>
    /// <exception cref="PdfException">Every refusal, with its code.</exception>
    public static PreparedSignature Prepare(Stream pdf, SignaturePlan plan) => Signing.PrepareSignature.Run(pdf, plan);

    /// <summary>Puts the signature value in place and returns only the bytes to append to the original document.</summary>
    /// <param name="prepared">What <see cref="Prepare"/> returned, in this process or another.</param>
    /// <param name="signatureValue">RSA: as long as the modulus; ECDSA: DER of r and s; Ed25519: 64 bytes.</param>
    /// <exception cref="PdfException">The value does not verify with the certificate.</exception>
    public static byte[] Complete(PreparedSignature prepared, ReadOnlySpan<byte> signatureValue) => Signing.CompleteSignature.Run(prepared, signatureValue);
}
