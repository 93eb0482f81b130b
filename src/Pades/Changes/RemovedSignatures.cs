using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Changes;

/// <summary>Signatures that an earlier revision shows and the file as it is does not: taking one out must not go unseen, even when all is signed again.</summary>
internal sealed class RemovedSignatures(PdfFile file, Revisions revisions)
{
    // Each costs reading a cross-reference chain; the newest are looked at.
    private const int MostRevisions = 100;

    /// <param name="present">Where the values of the signatures that are still there begin.</param>
    /// <param name="password">Opens an encrypted file.</param>
    public IEnumerable<Finding> Find(IReadOnlySet<long> present, string? password)
    {
        var missing = new HashSet<long>();
        foreach (var end in revisions.Ends.SkipLast(1).TakeLast(MostRevisions))
        {
            foreach (var value in Values(end, password).Where(value => !present.Contains(value.Start) && value.Bytes.AsSpan().ContainsAnyExcept((byte)0)))
            {
                if (missing.Add(value.Start)) yield return ChangeLog.Make(FindingCode.SignatureReplaced, FindingSeverity.Forbidden, revisions.Holding(end), 0, "Root.AcroForm.Fields");
            }
        }
    }

    private List<PdfString> Values(long end, string? password)
    {
        try
        {
            var earlier = file.OpenRevision(end);
            earlier.Unlock(password);
            return
            [
                .. new FieldTree(earlier).Fields().Where(field => field.Type == "Sig").Select(field => earlier.Dictionary(field.Value)).OfType<PdfDictionary>()
                    .Where(value => value["ByteRange"] is not null).Select(value => earlier.Resolve(value["Contents"])).OfType<PdfString>(),
            ];
        }
        catch (PdfException)
        {
            // What cannot be read alone was no document that anybody saw.
            return [];
        }
    }
}
