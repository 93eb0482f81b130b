using ThanhHoa.DigitalSignature.Agent.Operations;
using ThanhHoa.DigitalSignature.Agent.Portal;

namespace ThanhHoa.DigitalSignature.Agent.Pairing;

/// <summary>Opens the question whether an origin may be paired, unless it is paired with these keys already.</summary>
internal sealed class StartPairing(OperationDesk desk, Pairings pairings, AgentOptions options, ILogger<StartPairing> logger)
{
    private const int MaxKeys = 8;

    /// <summary>Any web page can ask: after so many refusals the user is left in peace for a while.</summary>
    private const int MaxRefusals = 3;
    private static readonly TimeSpan Peace = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(3);

    /// <exception cref="RefusedException">pairing-refused for keys or names that are not sound, and for origins that insist; busy.</exception>
    public Operation Start(string origin, PairingBody body)
    {
        if (body.Keys is not { Count: > 0 and <= MaxKeys } keys || !keys.All(key => key is not null && key.IsSound()))
            throw new RefusedException(RefusalCode.PairingRefused, "keys: 1 to 8 public JWKs with kid, kty EC, crv P-256, x, y.");
        if (body.Name is not { Length: > 0 and <= 100 } name || name.Any(char.IsControl))
            throw new RefusedException(RefusalCode.PairingRefused, "name: 1 to 100 characters.");

        var now = options.Clock.GetUtcNow();
        var earlier = pairings.Find(origin);
        // Nothing new to agree to; but neither does a new name get in without the user.
        var known = earlier is not null && keys.All(key => earlier.Keys.Any(key.SameAs));
        var wanted = known ? earlier! with { Keys = keys } : new PairedPortal(origin, name, keys, now);
        var opened = desk.Open(() =>
        {
            if (desk.All().Count(one => one is PairingOperation && one.Origin == origin && one.State == OperationState.Refused && one.Ended + Peace > now) >= MaxRefusals)
                throw new RefusedException(RefusalCode.PairingRefused, "Refused three times; ask again in ten minutes.");
            return new PairingOperation(wanted, earlier, pairings, now + Life, options.Clock);
        });
        if (known)
            opened.Approve([]);
        logger.LogInformation("Operation {Operation}: {Origin} asks to be paired with {Keys} keys", opened.Id, origin, keys.Count);
        return opened;
    }
}
