using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Changes;

/// <summary>What the signatures of a revision together permit (ISO 32000-2 §12.8.2): the narrowest counts, nothing later widens it.</summary>
internal sealed record Permissions(int Level, bool IsCertified, IReadOnlyList<FieldLock> Locks)
{
    /// <summary>Without certification forms may be filled and signatures added, as with P = 2.</summary>
    public static Permissions Usual { get; } = new(2, false, []);

    public bool AllowsFilling => Level >= 2;

    public bool AllowsAnnotations => IsCertified && Level >= 3;

    public bool Lock(string field) => Locks.Any(fieldLock => fieldLock.Covers(field));

    /// <param name="file">The revision that the signature closes.</param>
    /// <param name="signature">Its dictionary there.</param>
    /// <param name="field">Its field there.</param>
    public Permissions Narrow(PdfFile file, PdfDictionary signature, PdfDictionary? field)
    {
        var (level, certified, locks) = (Level, IsCertified, Locks.ToList());
        if (CertificationLevel(file, signature) is { } stated)
        {
            level = IsCertified ? Math.Min(Level, stated) : stated;
            certified = true;
        }
        var own = file.Dictionary(field?["Lock"]);
        // Table 236: the lock of a field may itself narrow the level.
        if (file.Integer(own?["P"]) is >= 1 and <= 3 and var narrowed) level = Math.Min(level, (int)narrowed);
        locks.AddRange(Signing.Locks.Enforced(file, signature));
        if (own is not null && Signing.Locks.Read(file, own) is { } demanded) locks.Add(demanded);
        return new(level, certified, locks);
    }

    private static int? CertificationLevel(PdfFile file, PdfDictionary signature)
    {
        foreach (var item in file.Array(signature["Reference"])?.Items ?? [])
        {
            var reference = file.Dictionary(item);
            if (file.Name(reference?["TransformMethod"]) != "DocMDP") continue;
            return file.Integer(file.Dictionary(reference!["TransformParams"])?["P"]) is >= 1 and <= 3 and var level ? (int)level : 2;
        }
        return null;
    }
}
