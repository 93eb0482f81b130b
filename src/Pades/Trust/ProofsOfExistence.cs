using System.Security.Cryptography;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>
/// Since when each object – certificate, list, answer, token – is proven to exist (EN 319 102-1 §5.6.2.3): a time stamp that
/// covers it proves that it is at least that old. Everything at hand exists now.
/// </summary>
internal sealed class ProofsOfExistence(DateTimeOffset now)
{
    private readonly Dictionary<string, DateTimeOffset> earliest = new(StringComparer.Ordinal);

    /// <summary>Tells that a believable time stamp of that time covers the object.</summary>
    public void Add(ReadOnlySpan<byte> encoded, DateTimeOffset time)
    {
        var key = Convert.ToHexString(SHA256.HashData(encoded));
        earliest[key] = earliest.TryGetValue(key, out var known) && known < time ? known : time;
    }

    public DateTimeOffset Of(ReadOnlySpan<byte> encoded) =>
        earliest.TryGetValue(Convert.ToHexString(SHA256.HashData(encoded)), out var time) && time < now ? time : now;
}
