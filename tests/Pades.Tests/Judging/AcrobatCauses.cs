using ThanhHoa.DigitalSignature.Pades.Signing;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Judging;

/// <summary>What makes Acrobat reject a signed file that every other reader takes, found with our own reader, revision by revision.</summary>
internal static class AcrobatCauses
{
    public static IReadOnlyList<string> In(byte[] pdf, string? password = null)
    {
        var file = PdfFile.Open(new ByteSource(new MemoryStream(pdf)));
        var updates = file.Sections.ToList();
        // Linearised: the oldest two sections are one revision.
        var first = updates.Count > 1 && updates[^2].Offset < updates[^1].Offset ? updates[^2..] : updates[^1..];
        updates.RemoveRange(updates.Count - first.Count, first.Count);

        var causes = new List<string>();
        if (Gap(first) is { } missing) causes.Add($"the first revision's cross-reference has a gap at {missing}");
        foreach (var update in updates) causes.AddRange(Form(update, first[0]));
        if (causes.Count == 0) causes.AddRange(Rewritten(pdf, [.. updates, first.MaxBy(section => section.TrailerEnd)!], password));
        if (causes.Count == 0 && FollowsFinalCertification(file, password)) causes.Add("an update follows a certification at P=1");
        return causes;
    }

    private static int? Gap(List<XrefSection> first)
    {
        var size = first.Max(section => ((PdfNumber)section.Trailer["Size"]!).Integer);
        for (var number = 0; number < size; number++)
        {
            if (first.All(section => section.FindWithCompanion(number) is null)) return number;
        }
        return null;
    }

    private static IEnumerable<string> Form(XrefSection update, XrefSection first)
    {
        if ((update.Kind == XrefKind.Stream) != (first.Kind == XrefKind.Stream)) yield return $"a {update.Kind} follows a {first.Kind}";
        if (update.Trailer["XRefStm"] is not null) yield return "a stale /XRefStm";
        if (update.Trailer["Encrypt"]?.ToString() != first.Trailer["Encrypt"]?.ToString()) yield return "another /Encrypt";
        if (update.Kind == XrefKind.Stream && update.Find(update.StreamNumber) is not { Kind: XrefEntryKind.InFile } itself) yield return "a cross-reference stream that does not list itself";
        else if (update.Kind == XrefKind.Stream && update.Find(update.StreamNumber)!.Value.Place != update.Offset) yield return "a cross-reference stream that lists itself elsewhere";
    }

    private static IEnumerable<string> Rewritten(byte[] pdf, List<XrefSection> sections, string? password)
    {
        for (var i = 0; i + 1 < sections.Count; i++)
        {
            var (before, after) = (Open(pdf, sections[i + 1], password), Open(pdf, sections[i], password));
            foreach (var (start, entries) in sections[i].Parts)
            {
                for (var number = start; number < start + entries.Length; number++)
                {
                    var reference = new PdfReference(number, 0);
                    if (before.Find(number) is { Kind: not XrefEntryKind.Free } && Same(before, before.Load(reference), after, after.Load(reference)))
                        yield return $"object {number} is written again unchanged";
                }
            }
        }
    }

    private static bool FollowsFinalCertification(PdfFile file, string? password)
    {
        file.Unlock(password);
        if (Permission.CertificationLevel(file) != 1) return false;
        var range = file.Array(file.Dictionary(file.Dictionary(file.Catalog["Perms"])!["DocMDP"])!["ByteRange"])!;
        return file.Integer(range[2]) + file.Integer(range[3]) != file.Length;
    }

    // The file as it was when this section was its newest.
    private static PdfFile Open(byte[] pdf, XrefSection newest, string? password)
    {
        var end = newest.TrailerEnd + pdf.AsSpan((int)newest.TrailerEnd).IndexOf("%%EOF"u8) + 5;
        var file = PdfFile.Open(new ByteSource(new MemoryStream(pdf)), end);
        file.Unlock(password);
        return file;
    }

    private static bool Same(PdfFile before, PdfObject a, PdfFile after, PdfObject b) => (a, b) switch
    {
        (PdfDictionary x, PdfDictionary y) => x.Entries.Count == y.Entries.Count && x.Entries.All(entry => y[entry.Key] is { } other && Same(before, entry.Value, after, other)),
        (PdfArray x, PdfArray y) => x.Count == y.Count && x.Items.Zip(y.Items).All(pair => Same(before, pair.First, after, pair.Second)),
        (PdfStream x, PdfStream y) => Same(before, x.Dictionary, after, y.Dictionary) && before.RawData(x).AsSpan().SequenceEqual(after.RawData(y)),
        (PdfString x, PdfString y) => x.Bytes.AsSpan().SequenceEqual(y.Bytes),
        (PdfBoolean x, PdfBoolean y) => x.Value == y.Value,
        _ => a.GetType() == b.GetType() && a.ToString() == b.ToString(),
    };
}
