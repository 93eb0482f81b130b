using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Document;

/// <summary>Walks the page tree within bounds; a node met twice ends the walk with an error.</summary>
internal sealed class PageTree(PdfFile file)
{
    private static readonly PdfRectangle Letter = new(0, 0, 612, 792);
    private readonly HashSet<int> path = [];
    private int nodes;

    /// <summary>All pages in order.</summary>
    public IEnumerable<PdfPage> Pages() => Walk(Root, Inherited.None, 0);

    /// <summary>A page counted from 1; trusts /Count to pass over the branches before it.</summary>
    public PdfPage Page(int number)
    {
        if (number < 1) throw NotFound(number);
        var remaining = (long)number - 1;
        return Descend(Root, Inherited.None, ref remaining, 0) ?? throw NotFound(number);
    }

    private PdfReference Root => file.Catalog["Pages"] as PdfReference ?? throw new PdfException(PdfErrorCode.Damaged, "The catalog names no page tree");

    private static PdfException NotFound(int number) => new(PdfErrorCode.PageNotFound, $"There is no page {number}");

    private IEnumerable<PdfPage> Walk(PdfReference reference, Inherited above, int depth)
    {
        var node = Enter(reference, depth);
        var here = above.With(node);
        if (Kids(node) is not { } kids)
        {
            yield return Leaf(reference, node, here);
        }
        else
        {
            foreach (var kid in kids.Items)
            {
                foreach (var page in Walk(Reference(kid, reference), here, depth + 1)) yield return page;
            }
        }
        path.Remove(reference.Number);
    }

    private PdfPage? Descend(PdfReference reference, Inherited above, ref long remaining, int depth)
    {
        var node = Enter(reference, depth);
        var here = above.With(node);
        if (Kids(node) is not { } kids) return remaining-- == 0 ? Leaf(reference, node, here) : null;
        if (depth > 0 && file.Integer(node["Count"]) is >= 0 and var count && count <= remaining)
        {
            remaining -= count;
            path.Remove(reference.Number);
            return null;
        }
        foreach (var kid in kids.Items)
        {
            if (Descend(Reference(kid, reference), here, ref remaining, depth + 1) is { } page) return page;
        }
        path.Remove(reference.Number);
        return null;
    }

    private PdfDictionary Enter(PdfReference reference, int depth)
    {
        if (depth > PdfLimits.Depth || ++nodes > PdfLimits.TreeNodes) throw new PdfException(PdfErrorCode.LimitExceeded, "The page tree is too deep or too large");
        if (!path.Add(reference.Number)) throw new PdfException(PdfErrorCode.Damaged, $"The page tree runs in a circle at object {reference.Number}");
        var node = file.Resolve(reference) as PdfDictionary ?? throw new PdfException(PdfErrorCode.Damaged, $"Object {reference.Number} of the page tree is missing");
        if (Kids(node) is null) path.Remove(reference.Number);
        return node;
    }

    private PdfArray? Kids(PdfDictionary node) =>
        file.Name(node["Type"]) == "Page" ? null : file.Array(node["Kids"]);

    private static PdfReference Reference(PdfObject kid, PdfReference parent) =>
        kid as PdfReference ?? throw new PdfException(PdfErrorCode.Damaged, $"A kid of page-tree node {parent.Number} is no reference");

    private PdfPage Leaf(PdfReference reference, PdfDictionary node, Inherited here)
    {
        var media = here.MediaBox is { } box ? Rectangle(file, box) ?? Letter : Letter;
        var crop = here.CropBox is { } inner && Rectangle(file, inner) is { } own ? Intersect(media, own) : media;
        var turn = (int)((file.Integer(here.Rotate) ?? 0) % 360);
        if (turn < 0) turn += 360;
        return new PdfPage(reference, node, crop, turn % 90 == 0 ? turn : 0, here.Resources);
    }

    /// <summary>An array of four numbers, in any order of corners; null when it is none.</summary>
    public static PdfRectangle? Rectangle(PdfFile file, PdfObject? value)
    {
        if (file.Array(value) is not { Count: 4 } array) return null;
        Span<double> n = stackalloc double[4];
        for (var i = 0; i < 4; i++)
        {
            if (file.Number(array[i]) is not { } number) return null;
            n[i] = number;
        }
        return new PdfRectangle(Math.Min(n[0], n[2]), Math.Min(n[1], n[3]), Math.Abs(n[2] - n[0]), Math.Abs(n[3] - n[1]));
    }

    private static PdfRectangle Intersect(PdfRectangle a, PdfRectangle b)
    {
        var (x, y) = (Math.Max(a.X, b.X), Math.Max(a.Y, b.Y));
        var (width, height) = (Math.Min(a.Right, b.Right) - x, Math.Min(a.Top, b.Top) - y);
        return width > 0 && height > 0 ? new PdfRectangle(x, y, width, height) : a;
    }

    private readonly record struct Inherited(PdfObject? MediaBox, PdfObject? CropBox, PdfObject? Rotate, PdfObject? Resources)
    {
        public static Inherited None => default;

        public Inherited With(PdfDictionary node)
        {
            return new(node["MediaBox"] ?? MediaBox, node["CropBox"] ?? CropBox, node["Rotate"] ?? Rotate, node["Resources"] ?? Resources);
        }
    }
}
