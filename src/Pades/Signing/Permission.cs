using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Signing;

/// <summary>What the document's author and its earlier signers allow (ISO 32000-2 §12.8.2 and table 22).</summary>
internal static class Permission
{
    public static void Check(PdfFile file, SignaturePlan plan, IReadOnlyList<FormField> fields, FormField? target)
    {
        // Bits 4 and 6 together permit new signature fields, bit 9 alone the filling of existing ones.
        if (file.Cipher is { } cipher && !(cipher.Allows(4) && cipher.Allows(6)) && !(target is not null && (cipher.Allows(6) || cipher.Allows(9))))
            throw new PdfException(PdfErrorCode.NotPermitted, "The file's encryption does not permit signing; open it with the owner's password");
        var certified = CertificationLevel(file);
        if (certified == 1) throw new PdfException(PdfErrorCode.NotPermitted, "The file is certified and allows no further change");
        if (plan.CertificationLevel is < 0 or > 3) throw new PdfException(PdfErrorCode.PlanInvalid, "A certification level is 1, 2 or 3");
        // A value is read only where it matters: each holds kilobytes of /Contents.
        bool IsSigned(FormField field) => field.Type == "Sig" && file.Dictionary(field.Value) is not null;
        if (plan.CertificationLevel > 0 && (certified > 0 || fields.Any(IsSigned))) throw new PdfException(PdfErrorCode.NotPermitted, "Only the first signature of a document can certify it");
        foreach (var field in fields)
        {
            if (file.Integer(file.Dictionary(field.Dictionary["Lock"])?["P"]) == 1 && IsSigned(field)) throw new PdfException(PdfErrorCode.NotPermitted, $"The signature in {field.Name} allows no further change");
            if (target is not null && IsSigned(field) && Locks.Enforced(file, file.Dictionary(field.Value)!).Any(fieldLock => fieldLock.Covers(target.Name)))
                throw new PdfException(PdfErrorCode.NotPermitted, $"The signature in {field.Name} has locked the field {target.Name}");
        }
    }

    /// <summary>P of the certification signature: 1, 2 or 3; 0 when the file is not certified.</summary>
    public static int CertificationLevel(PdfFile file)
    {
        var signature = file.Dictionary(file.Dictionary(file.Catalog["Perms"])?["DocMDP"]);
        foreach (var item in file.Array(signature?["Reference"])?.Items ?? [])
        {
            var reference = file.Dictionary(item);
            if (file.Name(reference?["TransformMethod"]) != "DocMDP") continue;
            var level = file.Integer(file.Dictionary(reference!["TransformParams"])?["P"]) ?? 2;
            return level is >= 1 and <= 3 ? (int)level : 2;
        }
        return signature is null ? 0 : 2;
    }
}
