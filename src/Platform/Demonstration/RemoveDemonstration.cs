namespace ThanhHoa.DigitalSignature.Platform.Demonstration;

/// <summary>Takes the whole demonstration away: every module's part, documents before certificates before people.</summary>
public sealed class RemoveDemonstration(IEnumerable<IDemonstrationData> parts)
{
    /// <summary>Safe to run again after it was cut off: each part removes what is left of it.</summary>
    /// <param name="cancel">Gives up between two parts.</param>
    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var part in parts.OrderByDescending(p => p.Order)) await part.RemoveAsync(cancel);
    }
}
