using ThanhHoa.DigitalSignature.Agent.Storage;

namespace ThanhHoa.DigitalSignature.Agent.Pairing;

/// <summary>A portal that the user has allowed to ask for signatures, with the keys pinned at that moment.</summary>
internal sealed record PairedPortal(string Origin, string Name, IReadOnlyList<PortalKey> Keys, DateTimeOffset Since);

/// <summary>The paired portals of this user, kept over restarts.</summary>
internal sealed class Pairings(AgentOptions options)
{
    private readonly DurableFile file = new(options.Data, "pairings.json");
    private readonly Lock gate = new();
    private List<PairedPortal>? portals;

    public PairedPortal? Find(string origin)
    {
        lock (gate)
            return Load().Find(portal => portal.Origin == origin);
    }

    /// <summary>Replaces what was pinned for the origin; keys left out are forgotten.</summary>
    public void Keep(PairedPortal paired)
    {
        lock (gate)
        {
            var next = Load().Where(portal => portal.Origin != paired.Origin).Append(paired).ToList();
            file.Write(next);
            portals = next;
        }
    }

    private List<PairedPortal> Load() => portals ??= file.Read<List<PairedPortal>>([]);
}
