using ThanhHoa.DigitalSignature.Agent.Storage;

namespace ThanhHoa.DigitalSignature.Agent.Manifests;

/// <summary>A manifest that has been shown to the user once, and the operation it opened.</summary>
internal sealed record UsedManifest(string Origin, string Jti, DateTimeOffset Expires, string Operation);

/// <summary>Remembers nonces over restarts, so that no manifest is signed twice.</summary>
internal sealed class UsedManifests(AgentOptions options)
{
    /// <summary>Kept past the expiry, so that setting a PC's clock back revives nothing.</summary>
    private static readonly TimeSpan After = TimeSpan.FromDays(1);
    private readonly DurableFile file = new(options.Data, "used-manifests.json");
    private readonly Lock gate = new();
    private List<UsedManifest>? used;

    /// <exception cref="RefusedException">manifest-replayed, with the operation of the first time.</exception>
    public void RefuseIfKnown(Manifest manifest)
    {
        lock (gate)
        {
            if (Load().Find(one => one.Origin == manifest.Iss && one.Jti == manifest.Jti) is { } earlier)
                throw new RefusedException(RefusalCode.ManifestReplayed, "This manifest was used before.") { Operation = earlier.Operation };
        }
    }

    /// <summary>Returns only when the nonce is safely on the disk.</summary>
    /// <exception cref="RefusedException">manifest-replayed, with the operation of the first time.</exception>
    public void Take(Manifest manifest, string operation)
    {
        lock (gate)
        {
            RefuseIfKnown(manifest);
            var now = options.Clock.GetUtcNow();
            var next = Load().Where(one => one.Expires + After > now)
                .Append(new UsedManifest(manifest.Iss, manifest.Jti, DateTimeOffset.FromUnixTimeSeconds(manifest.Exp), operation)).ToList();
            file.Write(next);
            used = next;
        }
    }

    public List<UsedManifest> Load() => used ??= file.Read<List<UsedManifest>>([]);
}
