using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Signing;

/// <summary>The hash over both stretches of a byte range, in one pass and constant memory.</summary>
internal static class DocumentHash
{
    public static byte[] Compute(ByteSource source, long originalLength, byte[] increment, ByteRange range, HashAlgorithmName algorithm)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        source.Stream(0, originalLength, hash.AppendData);
        var gapStart = (int)(range.FirstLength - originalLength);
        hash.AppendData(increment.AsSpan(0, gapStart));
        hash.AppendData(increment.AsSpan((int)(range.Second - originalLength)));
        return hash.GetHashAndReset();
    }
}
