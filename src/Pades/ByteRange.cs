namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>/ByteRange of a signature: two stretches of the file with the /Contents token between them (ISO 32000-2 §12.8.1).</summary>
/// <param name="First">Start of the first stretch; 0 in every valid signature.</param>
/// <param name="FirstLength">Its length in bytes.</param>
/// <param name="Second">Start of the second stretch.</param>
/// <param name="SecondLength">Its length in bytes.</param>
public readonly record struct ByteRange(long First, long FirstLength, long Second, long SecondLength)
{
    /// <summary>The first byte after the signed bytes.</summary>
    public long End => Second + SecondLength;
}
