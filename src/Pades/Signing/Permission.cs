using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Signing;

/// <summary>What the document's author and its earlier signers allow (ISO 32000-2 §12.8.2 and table 22).</summary>
internal static class Permission
{
    public static void Check(PdfFile file, SignaturePlan plan, IReadOnlyList<FormField> fields, FormField? target)
    {
        // Bits 4 and 6 together permit new signature fields, bit 9 alone the filling of existing ones.
        if (!MayAddFields(file) && !(target is not null && MayFill(file))) throw NotPermitted("signing");
        var certified = CertificationLevel(file);
        RefuseFinal(certified);
        if (plan.CertificationLevel is < 0 or > 3) throw new PdfException(PdfErrorCode.PlanInvalid, "A certification level is 1, 2 or 3");
        if (plan.CertificationLevel > 0 && (certified > 0 || fields.Any(field => IsSigned(file, field)))) throw new PdfException(PdfErrorCode.NotPermitted, "Only the first signature of a document can certify it");
        CheckLocks(file, fields, target is null ? [] : [target.Name]);
    }

    /// <summary>Fields other than signatures are part of what is signed: none comes afterwards.</summary>
    public static void CheckNewFields(PdfFile file, IReadOnlyList<FormField> fields)
    {
        if (!MayAddFields(file)) throw NotPermitted("new fields");
        if (CertificationLevel(file) > 0 || fields.Any(field => IsSigned(file, field))) throw new PdfException(PdfErrorCode.NotPermitted, "The file is signed; fields are added before the first signature");
    }

    public static void CheckFilling(PdfFile file, IReadOnlyList<FormField> fields, IReadOnlyCollection<string> names)
    {
        if (!MayFill(file)) throw NotPermitted("filling in forms");
        RefuseFinal(CertificationLevel(file));
        CheckLocks(file, fields, names);
    }

    private static bool MayAddFields(PdfFile file) => file.Cipher is not { } cipher || (cipher.Allows(4) && cipher.Allows(6));

    private static bool MayFill(PdfFile file) => file.Cipher is not { } cipher || cipher.Allows(6) || cipher.Allows(9);

    private static PdfException NotPermitted(string what) => new(PdfErrorCode.NotPermitted, $"The file's encryption does not permit {what}; open it with the owner's password");

    private static void RefuseFinal(int certified)
    {
        if (certified == 1) throw new PdfException(PdfErrorCode.NotPermitted, "The file is certified and allows no further change");
    }

    private static void CheckLocks(PdfFile file, IReadOnlyList<FormField> fields, IReadOnlyCollection<string> names)
    {
        foreach (var field in fields)
        {
            if (file.Integer(file.Dictionary(field.Dictionary["Lock"])?["P"]) == 1 && IsSigned(file, field)) throw new PdfException(PdfErrorCode.NotPermitted, $"The signature in {field.Name} allows no further change");
            if (names.Count == 0 || !IsSigned(file, field)) continue;
            var locks = Locks.Enforced(file, file.Dictionary(field.Value)!).ToList();
            if (names.FirstOrDefault(name => locks.Exists(own => own.Covers(name))) is { } locked) throw new PdfException(PdfErrorCode.NotPermitted, $"The signature in {field.Name} has locked the field {locked}");
        }
    }

    // Asked only where it matters: a value holds kilobytes of /Contents.
    private static bool IsSigned(PdfFile file, FormField field) => field.Type == "Sig" && file.Dictionary(field.Value) is not null;

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
