using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Signing;

/// <summary>Reads and writes locks and the references by which a signature enforces them (ISO 32000-2 §12.8.2).</summary>
internal static class Locks
{
    /// <summary>A lock dictionary or FieldMDP parameters; null when it is none.</summary>
    public static FieldLock? Read(PdfFile file, PdfObject? value)
    {
        if (file.Dictionary(value) is not { } dictionary) return null;
        var names = (file.Array(dictionary["Fields"])?.Items ?? []).Select(item => (file.Resolve(item) as PdfString)?.Text ?? "").ToList();
        return file.Name(dictionary["Action"]) switch
        {
            "All" => new FieldLock(FieldLockScope.All, []),
            "Include" => new FieldLock(FieldLockScope.Include, names),
            "Exclude" => new FieldLock(FieldLockScope.Exclude, names),
            _ => null,
        };
    }

    public static PdfDictionary ForField(FieldLock fieldLock) => Write(fieldLock, "SigFieldLock");

    /// <summary>The signature's /Reference, or null when it certifies and locks nothing.</summary>
    public static PdfArray? References(PdfFile file, int certification, IEnumerable<FieldLock> locks)
    {
        var references = new PdfArray();
        if (certification > 0)
        {
            references.Items.Add(Reference("DocMDP", new PdfDictionary
            {
                ["Type"] = new PdfName("TransformParams"),
                ["P"] = new PdfNumber(certification),
                ["V"] = new PdfName("1.2"),
            }));
        }
        foreach (var fieldLock in locks)
        {
            var parameters = Write(fieldLock, "TransformParams");
            parameters["V"] = new PdfName("1.2");
            var reference = Reference("FieldMDP", parameters);
            // Table 256: FieldMDP names the object it analyses.
            reference["Data"] = file.Trailer["Root"];
            references.Items.Add(reference);
        }
        return references.Count == 0 ? null : references;
    }

    /// <summary>The locks that a signature's references enforce.</summary>
    public static IEnumerable<FieldLock> Enforced(PdfFile file, PdfDictionary signature)
    {
        foreach (var item in file.Array(signature["Reference"])?.Items ?? [])
        {
            var reference = file.Dictionary(item);
            if (file.Name(reference?["TransformMethod"]) == "FieldMDP" && Read(file, reference!["TransformParams"]) is { } fieldLock) yield return fieldLock;
        }
    }

    private static PdfDictionary Reference(string method, PdfDictionary parameters) => new()
    {
        ["Type"] = new PdfName("SigRef"),
        ["TransformMethod"] = new PdfName(method),
        ["TransformParams"] = parameters,
    };

    private static PdfDictionary Write(FieldLock fieldLock, string type)
    {
        var dictionary = new PdfDictionary { ["Type"] = new PdfName(type), ["Action"] = new PdfName(fieldLock.Scope.ToString()) };
        if (fieldLock.Scope != FieldLockScope.All) dictionary["Fields"] = new PdfArray(fieldLock.Fields.Select(TextString.Encode));
        return dictionary;
    }
}
