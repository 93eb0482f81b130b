using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Changes;

/// <summary>One intact signature with the revision it closes.</summary>
/// <param name="End">The byte after what it covers.</param>
/// <param name="File">The document as it was signed.</param>
/// <param name="Signature">Its dictionary there.</param>
/// <param name="Field">Its field there.</param>
internal sealed record SignedRevision(long End, PdfFile File, PdfDictionary Signature, PdfDictionary? Field);

/// <summary>
/// Compares each signed revision with the next one and the last with the file as it is. What a step may do is decided by all
/// signatures before it, so that a later revision cannot excuse an earlier one.
/// </summary>
internal sealed class ChangeAnalysis(PdfFile file, Revisions revisions, IReadOnlySet<long> values)
{
    /// <returns>Findings of each step, with the end of the revision from which it starts; they concern every signature up to there.</returns>
    public IReadOnlyList<(long From, IReadOnlyList<Finding> Findings)> Run(IEnumerable<SignedRevision> signed)
    {
        var states = signed.GroupBy(s => s.End).OrderBy(group => group.Key).ToList();
        var steps = new List<(long, IReadOnlyList<Finding>)>();
        if (states.Count == 0) return steps;
        var permissions = Permissions.Usual;
        RevisionComparison? comparison = null;
        for (var i = 0; i < states.Count; i++)
        {
            var before = states[i].First().File;
            foreach (var signature in states[i]) permissions = permissions.Narrow(signature.File, signature.Signature, signature.Field);
            var after = i + 1 < states.Count ? states[i + 1].First().File : file;
            var log = new ChangeLog(after, revisions);
            if (before.StartXref != after.StartXref)
            {
                comparison = new RevisionComparison(before, after, permissions, values, log, comparison);
                comparison.Run();
            }
            steps.Add((states[i].Key, log.Findings));
        }
        // Each byte once, and blamed on the step in which it was written.
        var hidden = new AppendedBytes(file, states[0].Key).Unexplained(states[0].Key).Take(100).ToList();
        for (var i = 0; i < steps.Count; i++)
        {
            var (from, findings) = steps[i];
            var to = i + 1 < steps.Count ? steps[i + 1].Item1 : file.Length;
            var log = new ChangeLog(file, revisions);
            foreach (var place in hidden.Where(place => place >= from && place < to)) log.Forbid(FindingCode.HiddenBytes, place);
            steps[i] = (from, [.. findings, .. log.Findings]);
        }
        return steps;
    }
}
