using System.Globalization;
using ThanhHoa.DigitalSignature.Pades.Appearance;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Forms;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Signing;

/// <summary>Puts a signature into an existing field, or makes the field, its widget and the form (ISO 32000-2 §12.7.5.5).</summary>
internal sealed class FieldWriter(Revision revision)
{
    // Print and Locked: seen on paper, not moved in a viewer.
    private const int WidgetFlags = 4 | 128;
    private readonly PdfFile file = revision.File;
    private readonly FormUpdate form = new(revision);

    /// <summary>Gives the field its value, or makes one when <paramref name="target"/> is null; returns its name.</summary>
    public string Sign(FormField? target, IReadOnlyList<FormField> fields, SignaturePlan plan, PdfReference value)
    {
        if (plan.CertificationLevel > 0) Certify(value);
        if (target is not null)
        {
            Fill(target, plan.Appearance, value);
            return target.Name;
        }
        var name = plan.FieldName;
        if (name is { Length: 0 } || name?.Contains('.', StringComparison.Ordinal) == true) throw new PdfException(PdfErrorCode.FieldNotFound, $"There is no field {name}, and a new field's name has no full stop");
        name ??= FreeName(fields);
        Create(name, plan.Appearance, value, plan.Lock is null ? null : Locks.ForField(plan.Lock));
        return name;
    }

    /// <summary>An invisible field of its own for a document time stamp.</summary>
    public void Stamp(IReadOnlyList<FormField> fields, PdfReference value) => Create(FreeName(fields, "DocTimeStamp"), null, value, null);

    // ISO 32000-2 §12.8.6: the catalog names the certification signature.
    private void Certify(PdfReference value)
    {
        var root = (PdfReference)file.Trailer["Root"]!;
        var catalog = (PdfDictionary)revision.Current(root);
        if (catalog["Perms"] is PdfReference indirect && file.Resolve(indirect) is PdfDictionary shared)
        {
            revision.Replace(indirect, new PdfDictionary(shared) { ["DocMDP"] = value });
            return;
        }
        var permissions = new PdfDictionary(file.Dictionary(catalog["Perms"]) ?? new PdfDictionary()) { ["DocMDP"] = value };
        revision.Replace(root, new PdfDictionary(catalog) { ["Perms"] = permissions });
    }

    private static string FreeName(IReadOnlyList<FormField> fields, string stem = "Signature")
    {
        var taken = fields.Select(field => field.Name.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        for (var n = 1; ; n++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{stem}{n}");
            if (!taken.Contains(name)) return name;
        }
    }

    private void Fill(FormField field, SignatureAppearance? appearance, PdfReference value)
    {
        var changed = new PdfDictionary(field.Dictionary) { ["V"] = value };
        revision.Replace(field.Reference, changed);
        if (field.Widget is { } reference)
        {
            var own = reference.Number == field.Reference.Number;
            var widget = own ? changed : new PdfDictionary(file.Dictionary(reference) ?? throw new PdfException(PdfErrorCode.Damaged, $"The widget of field {field.Name} is missing"));
            if (Dress(widget, appearance, reference) && !own) revision.Replace(reference, widget);
        }
        form.MarkSigned(null);
    }

    // ISO 32000-2 §12.5.5: a widget with an area needs an appearance.
    private bool Dress(PdfDictionary widget, SignatureAppearance? appearance, PdfReference reference)
    {
        if (PageTree.Rectangle(file, widget["Rect"]) is not { Width: > 0, Height: > 0 } rectangle) return false;
        if (appearance is null && widget["AP"] is not null) return false;
        var rotation = appearance is null ? 0 : PageOf(widget, reference)?.Rotation ?? 0;
        var (width, height) = rotation is 90 or 270 ? (rectangle.Height, rectangle.Width) : (rectangle.Width, rectangle.Height);
        var normal = appearance is null ? AppearanceStream.Empty(revision, width, height) : AppearanceStream.AddTo(revision, appearance, width, height, rotation);
        widget["AP"] = new PdfDictionary { ["N"] = normal };
        widget["AS"] = null;
        return true;
    }

    private PdfPage? PageOf(PdfDictionary widget, PdfReference reference)
    {
        var named = widget["P"] as PdfReference;
        foreach (var page in new PageTree(file).Pages())
        {
            if (named is not null ? page.Reference.Number == named.Number : Holds(page, reference)) return page;
        }
        return null;
    }

    private bool Holds(PdfPage page, PdfReference widget) =>
        file.Array(page.Dictionary["Annots"])?.Items.Exists(item => item is PdfReference annotation && annotation.Number == widget.Number) == true;

    private void Create(string name, SignatureAppearance? appearance, PdfReference value, PdfDictionary? fieldLock)
    {
        var page = new PageTree(file).Page(appearance?.Page ?? 1);
        var field = new PdfDictionary
        {
            ["Type"] = new PdfName("Annot"),
            ["Subtype"] = new PdfName("Widget"),
            ["FT"] = new PdfName("Sig"),
            ["T"] = TextString.Encode(name),
            ["V"] = value,
            ["F"] = new PdfNumber(WidgetFlags),
            ["P"] = page.Reference,
        };
        if (appearance is null)
        {
            field["Rect"] = PdfArray.Of(0, 0, 0, 0);
        }
        else
        {
            var shown = appearance.Rectangle;
            if (!(shown.Width > 0 && shown.Height > 0 && double.IsFinite(shown.X + shown.Y + shown.Width + shown.Height))) throw new PdfException(PdfErrorCode.PlanInvalid, "A visible signature needs a rectangle with an area");
            var user = page.ToUserSpace(shown);
            field["Rect"] = PdfArray.Of(user.X, user.Y, user.Right, user.Top);
            field["AP"] = new PdfDictionary { ["N"] = AppearanceStream.AddTo(revision, appearance, shown.Width, shown.Height, page.Rotation) };
        }
        if (fieldLock is not null) field["Lock"] = revision.Add(fieldLock);
        var reference = revision.Add(field);
        form.AddToPage(page, [reference]);
        form.MarkSigned(reference);
    }
}
