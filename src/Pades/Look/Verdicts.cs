namespace ThanhHoa.DigitalSignature.Pades.Look;

/// <summary>What the policy found in one step, asked by object.</summary>
internal sealed class Verdicts
{
    // Of so many some may have been left out.
    private const int TooMany = 200;
    private readonly HashSet<int> forbidden;
    private readonly HashSet<int> removals;
    private readonly HashSet<int> spawned;
    private readonly bool isFull;

    public Verdicts(IReadOnlyList<Finding> findings)
    {
        var bad = findings.Where(f => f.Severity >= FindingSeverity.Forbidden).ToList();
        isFull = bad.Count >= TooMany;
        forbidden = [.. bad.Where(f => f.Code != FindingCode.AnnotationRemoved).Select(f => f.ObjectNumber)];
        removals = [.. bad.Where(f => f.Code is FindingCode.AnnotationRemoved or FindingCode.FieldRemoved).Select(f => f.ObjectNumber)];
        spawned = [.. findings.Where(f => f is { Code: FindingCode.PageSpawned, Severity: FindingSeverity.Note }).Select(f => f.ObjectNumber)];
    }

    public bool Permits(IEnumerable<int> parts) => !isFull && !parts.Any(forbidden.Contains);

    /// <summary>A removal is found at the list that lost something.</summary>
    public bool PermitsRemoval(IEnumerable<int> lists) => !isFull && !lists.Any(removals.Contains);

    /// <summary>A page that was made from a template of the document.</summary>
    public bool PermitsPage(int number) => spawned.Contains(number) && Permits([number]);
}
