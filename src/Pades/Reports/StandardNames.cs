using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Reports;

/// <summary>The names that EN 319 102-1 and EN 319 142-1 print.</summary>
public static class StandardNames
{
    /// <summary>TOTAL-PASSED, INDETERMINATE or TOTAL-FAILED.</summary>
    public static string Of(Indication indication) => Capitals(indication.ToString()).Replace('_', '-');

    /// <summary>Such as HASH_FAILURE; null when there is none.</summary>
    public static string? Of(SubIndication subIndication) => subIndication == SubIndication.None ? null : Capitals(subIndication.ToString());

    /// <summary>B-B, B-T, B-LT or B-LTA; null when there is none.</summary>
    public static string? Of(SignatureLevel? level) => level is { } reached ? $"B-{reached.ToString().ToUpperInvariant()}" : null;

    // TotalPassed becomes TOTAL_PASSED, RevokedCaNoPoe REVOKED_CA_NO_POE.
    private static string Capitals(string name) => string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{c}")).ToUpperInvariant();
}
