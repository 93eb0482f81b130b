using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Signing;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Preservation;

/// <summary>Completes a signature with a time stamp over its value (EN 319 142-1 §5.4.2).</summary>
internal sealed class StampedCompletion(TimestampClient? service, TokenRoom room)
{
    public async Task<LevelResult> Run(PreparedSignature prepared, ReadOnlyMemory<byte> signatureValue, CancellationToken cancellation)
    {
        // First of all the signature itself: whatever follows, it is not lost.
        var plain = CompleteSignature.Run(prepared, signatureValue.Span);
        if (service is null) return new(plain, SignatureLevel.B, [new(null, OutsideFailure.NoAddress, "no time-stamping service is set")]);
        var imprint = CryptographicOperations.HashData(prepared.Hash, signatureValue.Span);
        var answer = await service.RequestAsync(imprint, prepared.Hash, cancellation);
        if (answer.Value is not { } token) return new(plain, SignatureLevel.B, answer.Problems);
        room.Learn(token.Encoded.Length);
        try
        {
            return new(CompleteSignature.Run(prepared, signatureValue.Span, token.Encoded), SignatureLevel.T, answer.Problems);
        }
        catch (PdfException error) when (error.Code == PdfErrorCode.SignatureTooLarge)
        {
            return new(plain, SignatureLevel.B, [.. answer.Problems, new(null, OutsideFailure.TooLarge, error.Message)]);
        }
    }
}
