using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Validation;

/// <summary>
/// The digests of many byte ranges while the file is read once. All ranges begin with the same bytes, so one hash runs through
/// the file and is copied where a range leaves out its /Contents; from there on each copy goes its own way to its range's end,
/// which in an honest file is the short rest of a revision.
/// </summary>
internal static class RangeHashes
{
    public static void Compute(ByteSource source, HashAlgorithmName algorithm, IEnumerable<SignatureCandidate> candidates)
    {
        var waiting = new Queue<SignatureCandidate>(candidates.OrderBy(candidate => candidate.Range.FirstLength));
        var running = new List<(SignatureCandidate Candidate, RunningHash Hash)>(waiting.Count);
        using var common = RunningHash.Start(algorithm);
        try
        {
            var at = 0L;
            source.Stream(0, waiting.Max(candidate => candidate.Range.End), block =>
            {
                var done = 0;
                while (waiting.TryPeek(out var next) && next.Range.FirstLength <= at + block.Length)
                {
                    var gap = (int)(next.Range.FirstLength - at);
                    common.Append(block[done..gap]);
                    done = gap;
                    running.Add((waiting.Dequeue(), common.Clone()));
                }
                if (waiting.Count > 0) common.Append(block[done..]);
                for (var i = running.Count - 1; i >= 0; i--)
                {
                    var (candidate, hash) = running[i];
                    Append(hash, block, at, candidate.Range.Second, candidate.Range.End);
                    if (candidate.Range.End > at + block.Length) continue;
                    candidate.Digest = hash.Finish();
                    hash.Dispose();
                    running.RemoveAt(i);
                }
                at += block.Length;
            });
        }
        finally
        {
            // Only what an unreadable file left over.
            running.ForEach(r => r.Hash.Dispose());
        }
    }

    // The part of [from, to) that lies in the block, which begins at "at".
    private static void Append(RunningHash hash, ReadOnlySpan<byte> block, long at, long from, long to)
    {
        var start = Math.Max(from - at, 0);
        var end = Math.Min(to - at, block.Length);
        if (start < end) hash.Append(block[(int)start..(int)end]);
    }
}
