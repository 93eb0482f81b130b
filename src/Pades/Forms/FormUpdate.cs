using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Forms;

/// <summary>Enters new fields into their page and into the form (ISO 32000-2 §12.7.3); writes only what really changes.</summary>
internal sealed class FormUpdate(Revision revision)
{
    // SigFlags: SignaturesExist and AppendOnly (table 225).
    private const int Signed = 3;
    private readonly PdfFile file = revision.File;

    public void AddToPage(PdfPage page, IReadOnlyList<PdfReference> widgets)
    {
        var annotations = page.Dictionary["Annots"];
        if (annotations is PdfReference indirect && file.Resolve(annotations) is PdfArray shared)
        {
            revision.Replace(indirect, new PdfArray([.. shared.Items, .. widgets]));
            return;
        }
        var own = file.Array(annotations)?.Items ?? [];
        revision.Replace(page.Reference, new PdfDictionary(page.Dictionary) { ["Annots"] = new PdfArray([.. own, .. widgets]) });
    }

    /// <summary>Adds fields and whatever <paramref name="change"/> sets.</summary>
    public void AddToForm(IReadOnlyList<PdfReference> fields, Action<PdfDictionary> change) => Write(fields, form =>
    {
        change(form);
        return true;
    });

    /// <summary>Says that the document is signed, and adds the signature's field if it is new.</summary>
    public void MarkSigned(PdfReference? newField) => Write(newField is null ? [] : [newField], form =>
    {
        var flags = file.Integer(form["SigFlags"]) ?? 0;
        form["SigFlags"] = new PdfNumber(flags | Signed);
        return (flags & Signed) != Signed;
    });

    private void Write(IReadOnlyList<PdfReference> newFields, Func<PdfDictionary, bool> change)
    {
        var root = (PdfReference)file.Trailer["Root"]!;
        var catalog = (PdfDictionary)revision.Current(root);
        var entry = catalog["AcroForm"];
        var form = new PdfDictionary(file.Dictionary(entry) ?? new PdfDictionary { ["Fields"] = new PdfArray() });
        var changed = change(form);
        if (newFields.Count > 0)
        {
            var fields = new PdfArray([.. file.Array(form["Fields"])?.Items ?? [], .. newFields]);
            if (form["Fields"] is PdfReference list && file.Resolve(list) is PdfArray)
            {
                revision.Replace(list, fields);
            }
            else
            {
                form["Fields"] = fields;
                changed = true;
            }
        }
        if (!changed) return;
        if (entry is PdfReference indirect && file.Resolve(indirect) is PdfDictionary) revision.Replace(indirect, form);
        // A form of its own object spares the catalog at the next signature.
        else revision.Replace(root, new PdfDictionary(catalog) { ["AcroForm"] = file.Resolve(entry) is PdfDictionary ? form : revision.Add(form) });
    }
}
