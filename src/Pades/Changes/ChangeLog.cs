using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Changes;

/// <summary>Words on a page, counted from 1.</summary>
internal sealed record TextPlace(int Page, string Words);

/// <summary>Collects what a comparison finds, each thing once and not without end.</summary>
internal sealed class ChangeLog(PdfFile after, Revisions revisions)
{
    private const int Most = 200;
    private readonly HashSet<(FindingCode, FindingSeverity, int)> known = [];

    public List<Finding> Findings { get; } = [];

    public void Permit(FindingCode code, ObjectPath path) => Add(code, FindingSeverity.Note, path);

    public void Warn(FindingCode code, ObjectPath path) => Add(code, FindingSeverity.Warning, path);

    public void Forbid(FindingCode code, ObjectPath path, TextPlace? text = null) => Add(code, FindingSeverity.Forbidden, path, text);

    public void Forbid(FindingCode code, long position)
    {
        if (Findings.Count < Most) Findings.Add(Make(code, FindingSeverity.Forbidden, revisions.Holding(position), 0, ""));
    }

    public static Finding Make(FindingCode code, FindingSeverity severity, int revision, int number, string path, TextPlace? text = null)
    {
        var (vietnamese, english) = FindingTexts.Of(code, severity);
        if (text is not null) (vietnamese, english) = ($"{vietnamese} Trang {text.Page}: “{text.Words}”.", $"{english} Page {text.Page}: “{text.Words}”.");
        return new(code, severity, revision, number, path, vietnamese, english);
    }

    private void Add(FindingCode code, FindingSeverity severity, ObjectPath path, TextPlace? text = null)
    {
        // The first forbidden thing must never be crowded out by permitted ones.
        if ((Findings.Count >= Most && severity == FindingSeverity.Note) || Findings.Count >= 2 * Most || !known.Add((code, severity, path.Object))) return;
        var section = path.Object == 0 ? null : after.Sections.FirstOrDefault(s => s.FindWithCompanion(path.Object) is not null);
        Findings.Add(Make(code, severity, revisions.Holding((section ?? after.Sections[0]).Offset), path.Object, path.ToString(), text));
    }
}
