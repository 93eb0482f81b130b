using System.Globalization;
using ThanhHoa.DigitalSignature.Pades.Appearance;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Signing;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Forms;

/// <summary>Adds empty text fields with their widgets (ISO 32000-2 §12.7.5.3).</summary>
internal static class AddFields
{
    // Print and Locked: seen on paper, not moved in a viewer.
    private const int WidgetFlags = 4 | 128;
    private const int MostFields = 100;
    // What a viewer would take that draws a value itself; ours come with an embedded font.
    private const string ViewersFont = "TiRo";

    public static byte[] Run(PdfFile file, IReadOnlyList<TextFieldPlan> plans)
    {
        if (plans.Count is 0 or > MostFields) throw new PdfException(PdfErrorCode.PlanInvalid, $"From 1 to {MostFields} fields are added at a time");
        var known = new FieldTree(file).Fields().ToList();
        Permission.CheckNewFields(file, known);
        var names = known.Select(field => field.Name.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        var revision = new Revision(file);
        var update = new FormUpdate(revision);
        var pages = new PageTree(file);
        var added = new List<PdfReference>();
        foreach (var onPage in plans.GroupBy(plan => plan.Page))
        {
            var page = pages.Page(onPage.Key);
            var widgets = onPage.Select(plan => revision.Add(Field(Checked(plan, names), page, revision))).ToList();
            update.AddToPage(page, widgets);
            added.AddRange(widgets);
        }
        update.AddToForm(added, form => form["DR"] = Resources(file, file.Dictionary(form["DR"]), revision));
        return revision.Write();
    }

    private static TextFieldPlan Checked(TextFieldPlan plan, HashSet<string> names)
    {
        if (plan.Name.Length is 0 or > 100 || plan.Name.Contains('.', StringComparison.Ordinal)) throw new PdfException(PdfErrorCode.PlanInvalid, "A new field's name has from 1 to 100 letters and no full stop");
        if (!names.Add(plan.Name)) throw new PdfException(PdfErrorCode.PlanInvalid, $"There is a field {plan.Name} already");
        if (plan.FontSize is not (>= 4 and <= 72)) throw new PdfException(PdfErrorCode.PlanInvalid, "The size of a field's letters is from 4 to 72 points");
        var place = plan.Rectangle;
        if (!(place.Width > 0 && place.Height > 0 && double.IsFinite(place.X + place.Y + place.Width + place.Height))) throw new PdfException(PdfErrorCode.PlanInvalid, "A text field needs a rectangle with an area");
        return plan;
    }

    private static PdfDictionary Field(TextFieldPlan plan, PdfPage page, Revision revision)
    {
        var place = page.ToUserSpace(plan.Rectangle);
        return new PdfDictionary
        {
            ["Type"] = new PdfName("Annot"),
            ["Subtype"] = new PdfName("Widget"),
            ["FT"] = new PdfName("Tx"),
            ["T"] = TextString.Encode(plan.Name),
            ["F"] = new PdfNumber(WidgetFlags),
            ["P"] = page.Reference,
            ["Rect"] = PdfArray.Of(place.X, place.Y, place.Right, place.Top),
            ["DA"] = TextString.Encode(string.Create(CultureInfo.InvariantCulture, $"/{ViewersFont} {plan.FontSize:0.##} Tf 0 g")),
            ["Q"] = new PdfNumber((int)plan.Alignment),
            // Table 192: how the text stands on a turned page.
            ["MK"] = page.Rotation == 0 ? null : new PdfDictionary { ["R"] = new PdfNumber(page.Rotation) },
            ["AP"] = new PdfDictionary { ["N"] = AppearanceStream.Empty(revision, plan.Rectangle.Width, plan.Rectangle.Height, page.Rotation) },
        };
    }

    private static PdfDictionary Resources(PdfFile file, PdfDictionary? old, Revision revision)
    {
        var fonts = new PdfDictionary(file.Dictionary(old?["Font"]) ?? new PdfDictionary());
        if (fonts[ViewersFont] is null)
        {
            fonts[ViewersFont] = revision.Add(new PdfDictionary
            {
                ["Type"] = new PdfName("Font"),
                ["Subtype"] = new PdfName("Type1"),
                ["BaseFont"] = new PdfName("Times-Roman"),
                ["Encoding"] = new PdfName("WinAnsiEncoding"),
            });
        }
        return new PdfDictionary(old ?? new PdfDictionary()) { ["Font"] = fonts };
    }
}
