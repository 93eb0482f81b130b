using System.Text.RegularExpressions;

namespace ThanhHoa.DigitalSignature.Signing.Exchange;

/// <summary>Identifiers of agencies: <c>000.00.12.H56</c> in the older order, <c>H56.12.00.000</c> or <c>H56.12</c> in the newer one.</summary>
internal static partial class OrganIds
{
    /// <summary>Longest that is kept.</summary>
    public const int Longest = 60;

    /// <summary>Whether it is written in one of the two orders.</summary>
    public static bool IsValid(string? id) => id is { Length: <= Longest } && (Older().IsMatch(id) || Newer().IsMatch(id));

    /// <summary>Whether both name one agency, in whichever order they are written.</summary>
    public static bool Same(string? one, string? other) => Canonical(one) is { } first && first == Canonical(other);

    /// <summary>The newer order without zeros that say nothing: "H56.12"; what has neither order stays as it is; null for nothing.</summary>
    public static string? Canonical(string? id)
    {
        if (string.IsNullOrWhiteSpace(id)) return null;
        var trimmed = id.Trim().ToUpperInvariant();
        if (!IsValid(trimmed)) return trimmed;
        var parts = trimmed.Split('.');
        if (char.IsAsciiDigit(parts[0][0])) Array.Reverse(parts);
        var said = parts.Skip(1).Select(p => p.TrimStart('0')).ToList();
        while (said.Count > 0 && said[^1].Length == 0) said.RemoveAt(said.Count - 1);
        return string.Join('.', said.Select(p => p.Length == 0 ? "0" : p).Prepend(parts[0]));
    }

    [GeneratedRegex(@"^(\d{1,3}\.){1,3}[A-Z]\d{2}$", RegexOptions.ExplicitCapture)]
    private static partial Regex Older();

    [GeneratedRegex(@"^[A-Z]\d{2}(\.\d{1,3}){0,3}$", RegexOptions.ExplicitCapture)]
    private static partial Regex Newer();
}
