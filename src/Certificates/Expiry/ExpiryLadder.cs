using Microsoft.Extensions.Configuration;

namespace ThanhHoa.DigitalSignature.Certificates.Expiry;

/// <summary>How many days before the end of a certificate somebody is told: the setting <c>Certificates:ExpiryLadder</c>, "90,60,30,7,1" without it.</summary>
internal sealed class ExpiryLadder
{
    public ExpiryLadder(IConfiguration settings)
    {
        var typed = settings["Certificates:ExpiryLadder"] is { Length: > 0 } given ? given : "90,60,30,7,1";
        Rungs = [.. typed.Split(',', StringSplitOptions.TrimEntries).Select(rung => int.TryParse(rung, out var days) && days is > 0 and < 1000 ? days : throw new InvalidOperationException($"Certificates:ExpiryLadder wants days between 1 and 999, separated by commas; it holds \"{rung}\".")).Distinct().OrderDescending()];
    }

    /// <summary>The highest first.</summary>
    public IReadOnlyList<int> Rungs { get; }

    /// <summary>The lowest rung that was reached with so many days left; null above the ladder.</summary>
    public int? At(int daysLeft) => Rungs.LastOrDefault(rung => daysLeft <= rung) is > 0 and var rung ? rung : null;
}
