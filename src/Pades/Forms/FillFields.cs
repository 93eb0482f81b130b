using System.Text;
using ThanhHoa.DigitalSignature.Pades.Appearance;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Signing;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Forms;

/// <summary>Gives empty text fields their value and its look, and nothing else (ISO 32000-2 §12.7.5.3).</summary>
internal static class FillFields
{
    private const int ReadOnly = 1;
    // Table 231: several lines, password, file name, comb, formatted text.
    private const long OtherThanOneLine = (1 << 12) | (1 << 13) | (1 << 20) | (1 << 24) | (1 << 25);
    private const int MostValues = 100;
    private const int LongestValue = 1000;

    public static byte[] Run(PdfFile file, IReadOnlyDictionary<string, string> values)
    {
        if (values.Count is 0 or > MostValues) throw new PdfException(PdfErrorCode.PlanInvalid, $"From 1 to {MostValues} fields are filled at a time");
        var fields = new FieldTree(file).Fields().ToList();
        var targets = values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => (Field: Target(file, fields, value.Key), Text: Checked(value))).ToList();
        Permission.CheckFilling(file, fields, [.. values.Keys]);

        var revision = new Revision(file);
        var looks = new ValueAppearance(revision);
        foreach (var (field, text) in targets) Fill(revision, field, text, looks);
        looks.AddFont();
        return revision.Write();
    }

    private static FormField Target(PdfFile file, List<FormField> fields, string name)
    {
        var named = fields.FindAll(field => field.Name == name);
        if (named is not [{ Type: "Tx", Widget: not null } field]) throw new PdfException(PdfErrorCode.FieldNotFound, $"There is no text field {name} with one place on a page");
        if (file.Resolve(field.Value) is not (PdfNull or PdfString { Bytes.Length: 0 })) throw new PdfException(PdfErrorCode.FieldAlreadyFilled, $"The field {name} is filled in already");
        if ((file.Integer(FieldTree.Inherited(file, field.Dictionary, "Ff")) & OtherThanOneLine) is not (null or 0)) throw new PdfException(PdfErrorCode.Unsupported, $"The field {name} is not for one line of plain text");
        return field;
    }

    private static string Checked(KeyValuePair<string, string> value)
    {
        if (string.IsNullOrWhiteSpace(value.Value)) throw new PdfException(PdfErrorCode.PlanInvalid, $"There is no text for the field {value.Key}");
        if (value.Value.Length > LongestValue) throw new PdfException(PdfErrorCode.TextTooLong, $"The text for the field {value.Key} is longer than {LongestValue} letters");
        return value.Value.Normalize(NormalizationForm.FormC);
    }

    private static void Fill(Revision revision, FormField field, string text, ValueAppearance looks)
    {
        var file = revision.File;
        if (file.Integer(FieldTree.Inherited(file, field.Dictionary, "MaxLen")) < text.Length) throw new PdfException(PdfErrorCode.TextTooLong, $"The text does not fit into the field {field.Name}");
        var changed = new PdfDictionary(field.Dictionary) { ["V"] = TextString.Encode(text), ["RV"] = null };
        // A signature permits this one flag more; flags from above would have to be repeated with it.
        var flags = file.Integer(field.Dictionary["Ff"]);
        if (flags is not null || FieldTree.Inherited(file, field.Dictionary, "Ff") is null) changed["Ff"] = new PdfNumber((flags ?? 0) | ReadOnly);
        revision.Replace(field.Reference, changed);
        var own = field.Widget!.Number == field.Reference.Number;
        var widget = own ? changed : new PdfDictionary(file.Dictionary(field.Widget) ?? throw new PdfException(PdfErrorCode.Damaged, $"The widget of field {field.Name} is missing"));
        widget["AP"] = new PdfDictionary { ["N"] = looks.Add(widget, field.Name, text) };
        widget["AS"] = null;
        if (!own) revision.Replace(field.Widget, widget);
    }
}
