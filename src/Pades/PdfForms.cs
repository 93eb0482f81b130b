using ThanhHoa.DigitalSignature.Pades.Forms;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>
/// Text that is known only after a signature, such as number and date of a document: fields are added before the first
/// signature and filled in after it, which a signature permits (ISO 32000-2 §12.8.2.2). Both answer only the bytes to append.
/// What a signature permits once it permits again: the next signer locks the fields (<see cref="SignaturePlan.Lock"/>).
/// </summary>
public static class PdfForms
{
    /// <summary>Adds empty text fields to a document that nobody has signed yet.</summary>
    /// <param name="pdf">Readable and seekable; only the objects concerned are read.</param>
    /// <param name="fields">At least one.</param>
    /// <param name="password">Opens an encrypted file.</param>
    /// <returns>The bytes to append to the document.</returns>
    /// <exception cref="PdfException">The file is signed or forbids the change, a page is missing, or a plan contradicts itself.</exception>
    public static byte[] AddTextFields(Stream pdf, IReadOnlyList<TextFieldPlan> fields, string? password = null)
    {
        ArgumentNullException.ThrowIfNull(pdf);
        ArgumentNullException.ThrowIfNull(fields);
        return AddFields.Run(Open(pdf, password), fields);
    }

    /// <summary>Fills in empty text fields, black, in a face of Times metrics that is embedded, and makes them read-only. Signatures stay intact.</summary>
    /// <param name="pdf">Readable and seekable; only the objects concerned are read.</param>
    /// <param name="values">Text by the field's full name; at least one, none empty.</param>
    /// <param name="password">Opens an encrypted file.</param>
    /// <returns>The bytes to append to the document.</returns>
    /// <exception cref="PdfException">A field is missing, filled or locked, the file forbids filling, or a text does not fit or has letters that the font lacks.</exception>
    public static byte[] FillTextFields(Stream pdf, IReadOnlyDictionary<string, string> values, string? password = null)
    {
        ArgumentNullException.ThrowIfNull(pdf);
        ArgumentNullException.ThrowIfNull(values);
        return FillFields.Run(Open(pdf, password), values);
    }

    private static PdfFile Open(Stream pdf, string? password)
    {
        var file = PdfFile.Open(new ByteSource(pdf));
        file.Unlock(password);
        // Two forms that have to agree, of which only one would be written.
        if (file.Resolve(file.Dictionary(file.Catalog["AcroForm"])?["XFA"]) is not PdfNull) throw new PdfException(PdfErrorCode.Unsupported, "The file has an XFA form");
        return file;
    }
}
