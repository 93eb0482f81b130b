using ThanhHoa.DigitalSignature.Pades.Changes;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Text;

namespace ThanhHoa.DigitalSignature.Pades.Look;

/// <summary>The pages of two states side by side; only those are compared whose objects were written anew.</summary>
internal sealed class PageComparison(PdfFile before, PdfFile after, PageSequence old, PageSequence now, ChangedObjects changed, Verdicts verdicts, CoveredText texts)
{
    private const int MostMarks = 1000;
    private const int MostAnnotations = 20_000;
    private static readonly string[] TextMarkup = ["Highlight", "Underline", "Squiggly", "StrikeOut", "Caret", "Link"];
    private readonly HashSet<int> apart = [.. old.Pages.Concat(now.Pages).Select(page => page.Reference.Number), (after.Trailer["Root"] as PdfReference)?.Number ?? 0];
    private ObjectComparison? objects;
    private bool layersDiffer;

    /// <summary>Permitted marks that cover text, with their page.</summary>
    public List<(PageMark Mark, int Page)> Covered { get; } = [];

    public IEnumerable<(int? Before, int? After, IReadOnlyList<PageMark> Marks)> Run()
    {
        if (changed.Numbers.Count == 0) yield break;
        layersDiffer = Objects.Differs(before.Catalog["OCProperties"], after.Catalog["OCProperties"]);
        var (mayBeAnywhere, annotations) = (false, new HashSet<int>());
        foreach (var number in changed.Numbers.Where(n => before.Find(n) is { Kind: not XrefEntryKind.Free }))
        {
            if (IsAnnotation(number)) annotations.Add(number);
            else mayBeAnywhere |= !IsPlaced(number);
        }
        var isSameOrder = old.Pages.Count == now.Pages.Count && old.Pages.Zip(now.Pages).All(pair => pair.First.Reference.Number == pair.Second.Reference.Number);
        var pairs = isSameOrder ? Enumerable.Range(0, old.Pages.Count).Select(i => (Before: i, After: i, IsMoved: false)) : old.Match(now);
        foreach (var (a, b, isMoved) in pairs)
        {
            if (!isMoved && a >= 0 && b >= 0 && old.Pages[a].Reference.Number == now.Pages[b].Reference.Number && !IsTouched(now.Pages[b], old.Pages[a], mayBeAnywhere, annotations)) continue;
            var marks = Compare(a < 0 ? null : old.Pages[a], b < 0 ? null : now.Pages[b], a + 1, isMoved);
            if (marks.Count > 0) yield return (a < 0 ? null : a + 1, b < 0 ? null : b + 1, marks);
        }
    }

    private ObjectComparison Objects => objects ??= new ObjectComparison(before, after, apart, new UntouchedObjects(before, after, apart));

    // Written anew, yet not by itself part of what a page draws: its place in the document is looked at directly.
    private bool IsPlaced(int number)
    {
        if (apart.Contains(number) || before.Catalog.Entries.Values.Any(v => v is PdfReference r && r.Number == number && Load(number) is not PdfStream)) return true;
        if ((before.Trailer["Info"] as PdfReference)?.Number == number) return true;
        return Load(number) switch
        {
            PdfStream stream => stream.Dictionary.IsName("Type", "XRef") || stream.Dictionary.IsName("Type", "ObjStm"),
            PdfDictionary dictionary => dictionary.IsName("Type", "Pages") || dictionary["ByteRange"] is not null,
            _ => false,
        };
    }

    private bool IsAnnotation(int number) => Load(number) is PdfDictionary dictionary && !apart.Contains(number)
        && (dictionary["Rect"] is not null || dictionary["T"] is not null || dictionary["FT"] is not null);

    private PdfObject Load(int number)
    {
        try
        {
            return before.Find(number) is { Kind: XrefEntryKind.InFile } entry ? before.Load(new PdfReference(number, entry.Extra)) : before.Load(new PdfReference(number, 0));
        }
        catch (PdfException)
        {
            return PdfNull.Instance;
        }
    }

    private bool IsTouched(PdfPage page, PdfPage was, bool mayBeAnywhere, HashSet<int> annotations)
    {
        if (layersDiffer || changed.Contains(page.Reference.Number) || changed.Contains(page.Dictionary["Annots"]) || page.Box != was.Box || page.Rotation != was.Rotation) return true;
        if (annotations.Count > 0 && (after.Array(page.Dictionary["Annots"])?.Items.Exists(item => item is PdfReference r && annotations.Contains(r.Number)) ?? false)) return true;
        return mayBeAnywhere && (changed.Reaches(page.Dictionary["Contents"], apart.Contains) || changed.Reaches(page.Resources, apart.Contains) || changed.Reaches(page.Dictionary["Annots"], apart.Contains)
            || Objects.Differs(was.Resources, page.Resources));
    }

    private List<PageMark> Compare(PdfPage? was, PdfPage? page, int number, bool isMoved)
    {
        var marks = new List<PageMark>();
        if (isMoved || was is null || page is null || was.Reference.Number != page.Reference.Number || LooksOther(was, page))
        {
            marks.Add(new PageMark
            {
                Change = was is null ? LookChange.Appeared : page is null ? LookChange.Vanished : LookChange.Changed,
                Subject = LookSubject.Page,
                Before = Whole(was),
                After = Whole(page),
                // Nothing but a new page made from a template is ever permitted.
                IsPermitted = was is null && verdicts.PermitsPage(page!.Reference.Number),
                ObjectNumber = (page ?? was!).Reference.Number,
            });
        }
        if (was is null || page is null) return marks;
        try
        {
            CompareAnnotations(was, page, number, marks);
        }
        catch (PdfException)
        {
            // What cannot be told apart is shown as a whole.
            marks.Add(new PageMark { Change = LookChange.Changed, Subject = LookSubject.Page, Before = Whole(was), After = Whole(page), IsPermitted = verdicts.Permits([page.Reference.Number]), ObjectNumber = page.Reference.Number });
        }
        return marks;
    }

    private bool LooksOther(PdfPage was, PdfPage page)
    {
        if (was.Box != page.Box || was.Rotation != page.Rotation) return true;
        try
        {
            return Objects.Differs(was.Dictionary["Contents"], page.Dictionary["Contents"]) || Objects.Differs(was.Resources, page.Resources)
                || Objects.Differs(was.Dictionary["UserUnit"], page.Dictionary["UserUnit"]) || (layersDiffer && HasLayers(page));
        }
        catch (PdfException)
        {
            // Too large to be told apart: better looked at once too often.
            return true;
        }
    }

    private bool HasLayers(PdfPage page)
    {
        var resources = after.Dictionary(page.Resources);
        return after.Dictionary(resources?["Properties"]) is { Entries.Count: > 0 } || (after.Dictionary(resources?["XObject"])?.Entries.Values ?? [])
            .Any(form => after.Dictionary(form) is { } inner && (inner["OC"] is not null || after.Dictionary(inner["Resources"])?["Properties"] is not null));
    }

    private static PdfRectangle? Whole(PdfPage? page) => page is null ? null : new PdfRectangle(0, 0, page.DisplaySize.Width, page.DisplaySize.Height);

    private void CompareAnnotations(PdfPage was, PdfPage page, int number, List<PageMark> marks)
    {
        var (left, right) = (Items(before, was), Items(after, page));
        var places = left.Select((item, i) => ((item as PdfReference)?.Number ?? 0, i)).Where(p => p.Item1 > 0).DistinctBy(p => p.Item1).ToDictionary(p => p.Item1, p => p.i);
        var kept = new HashSet<int>();
        foreach (var item in right)
        {
            var match = item is PdfReference reference ? places.GetValueOrDefault(reference.Number, -1) : left.FindIndex(other => other is not PdfReference && !Objects.Differs(other, item));
            if (match >= 0) kept.Add(match);
            var (earlier, later) = (match < 0 ? null : AnnotationLook.Read(before, was, left[match]), AnnotationLook.Read(after, page, item));
            if ((earlier is null && later is null) || (earlier is not null && later is not null && earlier.LooksLike(later, before, after, Objects))) continue;
            Mark(earlier, later, was, page, number, marks);
        }
        for (var i = 0; i < left.Count && marks.Count < MostMarks; i++)
        {
            if (!kept.Contains(i) && AnnotationLook.Read(before, was, left[i]) is { } gone) Mark(gone, null, was, page, number, marks);
        }
    }

    private static List<PdfObject> Items(PdfFile file, PdfPage page)
    {
        var items = file.Array(page.Dictionary["Annots"])?.Items ?? [];
        return items.Count > MostAnnotations ? throw new PdfException(PdfErrorCode.LimitExceeded, "A page has too many annotations to be compared one by one") : items;
    }

    private void Mark(AnnotationLook? earlier, AnnotationLook? later, PdfPage was, PdfPage page, int number, List<PageMark> marks)
    {
        if (marks.Count >= MostMarks) return;
        var lists = new[] { page.Reference.Number, (page.Dictionary["Annots"] as PdfReference)?.Number ?? page.Reference.Number };
        var (subject, name) = later?.Describe(after) ?? earlier!.Describe(before);
        var parts = (later?.Parts(after) ?? []).Concat(earlier?.Parts(before) ?? []);
        // One that is no object of its own is found at the list it stands in.
        parts = (later ?? earlier)!.Number == 0 ? parts.Concat(lists) : parts.Where(part => part != 0);
        var covered = later is not null && !(subject == LookSubject.Annotation && TextMarkup.Contains(name)) ? texts.Under(before, was, later.Area, later.Number) : "";
        var mark = new PageMark
        {
            Change = earlier is null ? LookChange.Appeared : later is null ? LookChange.Vanished : LookChange.Changed,
            Subject = subject,
            Name = name,
            Before = earlier?.Shown,
            After = later?.Shown,
            IsPermitted = verdicts.Permits(parts) && (later is not null || verdicts.PermitsRemoval(lists)),
            ObjectNumber = (later ?? earlier)!.Number,
            CoveredText = covered,
        };
        marks.Add(mark);
        if (mark.IsPermitted && covered.Length > 0 && subject is LookSubject.Signature or LookSubject.Field) Covered.Add((mark, number));
    }
}
