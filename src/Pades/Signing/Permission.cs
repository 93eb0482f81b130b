using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Signing;

/// <summary>What the document's author allows (ISO 32000-2 §12.8.2.2 and table 22).</summary>
internal static class Permission
{
    public static void Check(PdfFile file)
    {
        // Bits 4 and 6 together permit new signature fields.
        if (file.Cipher is { } cipher && !(cipher.Allows(4) && cipher.Allows(6))) throw new PdfException(PdfErrorCode.NotPermitted, "The file's encryption does not permit signing; open it with the owner's password");
        if (CertificationLevel(file) == 1) throw new PdfException(PdfErrorCode.NotPermitted, "The file is certified and allows no further change");
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
