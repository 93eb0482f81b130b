using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Validation;

/// <summary>
/// The digests of many byte ranges while the file is read once. The framework's hashes cannot be split at a gap, and a
/// library whose hashes can is seven times slower, so each range has a hash of its own.
/// </summary>
internal static class RangeHashes
{
    public static void Compute(ByteSource source, HashAlgorithmName algorithm, IEnumerable<SignatureCandidate> candidates)
    {
        var running = candidates.Select(candidate => (Candidate: candidate, Hash: IncrementalHash.CreateHash(algorithm))).ToList();
        try
        {
            var at = 0L;
            source.Stream(0, running.Max(r => r.Candidate.Range.End), block =>
            {
                foreach (var (candidate, hash) in running)
                {
                    Append(hash, block, at, 0, candidate.Range.FirstLength);
                    Append(hash, block, at, candidate.Range.Second, candidate.Range.End);
                }
                at += block.Length;
            });
            foreach (var (candidate, hash) in running) candidate.Digest = hash.GetHashAndReset();
        }
        finally
        {
            running.ForEach(r => r.Hash.Dispose());
        }
    }

    // The part of [from, to) that lies in the block, which begins at "at".
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> block, long at, long from, long to)
    {
        var start = Math.Max(from - at, 0);
        var end = Math.Min(to - at, block.Length);
        if (start < end) hash.AppendData(block[(int)start..(int)end]);
    }
}
