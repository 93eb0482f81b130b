namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>Which fields a lock is about.</summary>
public enum FieldLockScope
{
    /// <summary>All fields of the document.</summary>
    All,

    /// <summary>Only the fields named.</summary>
    Include,

    /// <summary>All but the fields named.</summary>
    Exclude,
}

/// <summary>Form fields that must not change after a signature (ISO 32000-2, table 236).</summary>
/// <param name="Scope">Which fields.</param>
/// <param name="Fields">Fully qualified names; a name stands for all fields below it. Empty for <see cref="FieldLockScope.All"/>.</param>
public sealed record FieldLock(FieldLockScope Scope, IReadOnlyList<string> Fields)
{
    internal bool Covers(string field)
    {
        var named = Fields.Any(name => field == name || field.StartsWith(name + ".", StringComparison.Ordinal));
        return Scope switch { FieldLockScope.All => true, FieldLockScope.Include => named, _ => !named };
    }
}
