using System.Security.Cryptography;
using System.Text;
using ThanhHoa.DigitalSignature.Agent.Operations;

namespace ThanhHoa.DigitalSignature.Agent.Pairing;

/// <summary>Asks the user whether a portal may ask for signatures from now on.</summary>
internal sealed class PairingOperation(PairedPortal wanted, PairedPortal? earlier, Pairings pairings, DateTimeOffset deadline, TimeProvider clock)
    : Operation(wanted.Origin, "pairing", total: 0, deadline, clock)
{
    public override RefusalCode WhenRefusedByUser => RefusalCode.PairingRefused;

    public override object Describe() => new
    {
        kind = Kind,
        origin = Origin,
        name = wanted.Name,
        fingerprints = wanted.Keys.Select(Fingerprint),
        newKey = earlier is not null,
    };

    public override bool Approve(byte[] pin)
    {
        if (!TryStart())
            return false;
        pairings.Keep(wanted);
        Finish();
        return true;
    }

    private static string Fingerprint(PortalKey key) =>
        string.Join(' ', Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(key.X + "." + key.Y)).AsSpan(0, 8)).Chunk(4).Select(four => new string(four)));
}
