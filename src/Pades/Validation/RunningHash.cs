using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Validation;

/// <summary>A hash fed piece by piece that can be copied on the way; SHAKE256 has a class of its own in the framework.</summary>
internal sealed class RunningHash : IDisposable
{
    private readonly IncrementalHash? hash;
    private readonly Shake256? shake;

    private RunningHash(IncrementalHash? hash, Shake256? shake) => (this.hash, this.shake) = (hash, shake);

    public static RunningHash Start(HashAlgorithmName algorithm) =>
        algorithm == DigestAlgorithms.Shake256 ? new(null, new Shake256()) : new(IncrementalHash.CreateHash(algorithm), null);

    public RunningHash Clone() => new(hash?.Clone(), shake?.Clone());

    public void Append(ReadOnlySpan<byte> data)
    {
        hash?.AppendData(data);
        shake?.AppendData(data);
    }

    public byte[] Finish() => hash?.GetHashAndReset() ?? shake!.GetHashAndReset(DigestAlgorithms.Length(DigestAlgorithms.Shake256));

    public void Dispose()
    {
        hash?.Dispose();
        shake?.Dispose();
    }
}
