using ThanhHoa.DigitalSignature.Pades.Changes;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Text;

namespace ThanhHoa.DigitalSignature.Pades.Look;

/// <summary>
/// Which pages look otherwise after each step, told from the objects that draw them. Nothing is rendered (docs/decisions/0005):
/// the policy decides whether a change was permitted, this says where on which page a person should look.
/// </summary>
internal sealed class LookAnalysis(PdfFile file, Revisions revisions)
{
    private const int MostPages = 10_000;
    private readonly CoveredText texts = new();
    private readonly List<PageChange> found = [];
    private PageSequence? known;

    /// <param name="signed">The signed revisions, as for <see cref="ChangeAnalysis.Run"/>.</param>
    /// <param name="steps">What that found.</param>
    /// <returns>The steps with remarks on covered text, and the pages.</returns>
    public (IReadOnlyList<(long From, IReadOnlyList<Finding> Findings)> Steps, IReadOnlyList<PageChange> Pages) Run(
        IReadOnlyList<SignedRevision> signed, IReadOnlyList<(long From, IReadOnlyList<Finding> Findings)> steps)
    {
        var states = signed.GroupBy(s => s.End).OrderBy(group => group.Key).Select(group => group.First()).ToList();
        var looked = new List<(long, IReadOnlyList<Finding>)>();
        for (var i = 0; i < steps.Count; i++)
        {
            var (from, findings) = steps[i];
            var (after, end) = i + 1 < states.Count ? (states[i + 1].File, states[i + 1].End) : (file, file.Length);
            if (states[i].File.StartXref == after.StartXref || found.Count >= MostPages) looked.Add(steps[i]);
            else looked.Add((from, [.. findings, .. Look(states[i], after, end, findings)]));
        }
        return (looked, found);
    }

    private IReadOnlyList<Finding> Look(SignedRevision state, PdfFile after, long end, IReadOnlyList<Finding> findings)
    {
        var before = state.File;
        try
        {
            var changed = new ChangedObjects(before, after);
            var old = known ?? PageSequence.Read(before);
            var now = known = old.Next(after, changed);
            var comparison = new PageComparison(before, after, old, now, changed, new Verdicts(findings), texts);
            foreach (var (pageBefore, page, marks) in comparison.Run().Take(MostPages - found.Count))
            {
                found.Add(new PageChange
                {
                    EarlierLength = state.End,
                    LaterLength = end,
                    EarlierRevision = revisions.Holding(state.End - 1),
                    Revision = revisions.Holding(end - 1) is > 0 and var last ? last : revisions.Count,
                    PageBefore = pageBefore,
                    Page = page,
                    Marks = marks,
                });
            }
            return [.. comparison.Covered.Select(c => Remark(c.Mark, c.Page, after))];
        }
        catch (PdfException)
        {
            // Pages that cannot be told apart are what the policy's findings are about.
            known = null;
            return [];
        }
    }

    private Finding Remark(PageMark mark, int page, PdfFile after)
    {
        var section = after.Sections.FirstOrDefault(s => s.FindWithCompanion(mark.ObjectNumber) is not null) ?? after.Sections[0];
        var (code, severity) = mark.Subject == LookSubject.Signature ? (FindingCode.SignatureCoversText, FindingSeverity.Warning) : (FindingCode.TextCovered, FindingSeverity.Note);
        return ChangeLog.Make(code, severity, revisions.Holding(section.Offset), mark.ObjectNumber, "", new TextPlace(page, mark.CoveredText));
    }
}
