namespace ThanhHoa.DigitalSignature.Pades.Reports;

/// <summary>
/// Every finding of a step concerns every signature before it, so that a small hostile file could ask for gigabytes of report.
/// No honest file comes near these bounds; beyond them the worst stay.
/// </summary>
internal static class WorstFindings
{
    private const int OfDocument = 10_000, OfAllSignatures = 20_000, OfEachAtLeast = 10;

    public static IEnumerable<Finding> Of(ValidationReport report) => Worst(report.Findings, OfDocument);

    public static IEnumerable<Finding> Of(SignatureReport signature, ValidationReport report) =>
        Worst(signature.Findings, Math.Max(OfAllSignatures / Math.Max(report.Signatures.Count, 1), OfEachAtLeast));

    private static IEnumerable<Finding> Worst(IReadOnlyList<Finding> findings, int most) =>
        findings.Count <= most ? findings : findings.OrderByDescending(f => f.Severity).Take(most);
}
