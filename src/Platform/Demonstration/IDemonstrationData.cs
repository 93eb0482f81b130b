namespace ThanhHoa.DigitalSignature.Platform.Demonstration;

/// <summary>
/// A module's part of the demonstration: invented, marked as such, and removable in one act without touching anything real.
/// Loading and removing are safe to run twice and after a kill.
/// </summary>
public interface IDemonstrationData
{
    /// <summary>Loading goes up this number, removing down: people before their certificates before their documents.</summary>
    int Order { get; }

    /// <summary>Adds what is missing.</summary>
    Task LoadAsync(CancellationToken cancel);

    /// <summary>Removes everything this module loaded, and what demonstration people did since.</summary>
    Task RemoveAsync(CancellationToken cancel);
}
