using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Signing;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Preservation;

/// <summary>Adds a document time stamp (ISO 32000-2 §12.8.5, EN 319 142-1 §5.4.3).</summary>
internal sealed class DocumentTimeStamp(TimestampClient service, TokenRoom room)
{
    private const int LongestIncrement = 64 << 20;
    private const int Attempts = 3;
    private static readonly HashAlgorithmName Hash = HashAlgorithmName.SHA256;

    /// <summary>The revision, or null with the services' problems.</summary>
    public async Task<(byte[]? Increment, IReadOnlyList<OutsideProblem> Problems)> Add(AppendedFile document, CancellationToken cancellation)
    {
        var file = document.Open();
        var problems = new List<OutsideProblem>();
        // A token larger than its hole is asked again with more room: no person's key is used for it.
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var revision = new Revision(file);
            var signature = new SignatureDictionary("ETSI.RFC3161", room.Bytes, file.Length + LongestIncrement);
            new FieldWriter(revision).Stamp(new FieldTree(file).Fields().ToList(), revision.Add(signature.Dictionary));
            var increment = revision.Write();
            var range = signature.Close(increment, file.Length);
            var digest = DocumentHash.Compute(file.Source, file.Length, increment, range, Hash);
            var answer = await service.RequestAsync(digest, Hash, cancellation);
            problems.AddRange(answer.Problems);
            if (answer.Value is not { } token) return (null, problems);
            var fits = token.Encoded.Length <= room.Bytes;
            room.Learn(token.Encoded.Length);
            if (fits) return (CompleteSignature.Embed(increment, file.Length, range, token.Encoded.Span), problems);
        }
        problems.Add(new(null, OutsideFailure.TooLarge, "the tokens of the service grow faster than the room kept for them"));
        return (null, problems);
    }
}
