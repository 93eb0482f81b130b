using System.Security.Cryptography;
using System.Text;

namespace ThanhHoa.DigitalSignature.Agent.Consent;

/// <summary>
/// Lets exactly one browser window answer for one operation. The secret in the address works once; what it is exchanged for
/// is a cookie and a token that the page sends as a header, because cookies of 127.0.0.1 go to every port of the machine.
/// </summary>
internal sealed class ConsentTicket
{
    /// <summary>Long enough for a reload of the window, short enough that the page learns at once.</summary>
    private static readonly TimeSpan GraceAfterLeaving = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan GraceWithoutSign = TimeSpan.FromSeconds(12);
    private readonly Lock gate = new();
    private string? secret = RandomText();
    private (string Cookie, string Token)? holder;
    private int connections;
    private DateTimeOffset? lastSign;
    private DateTimeOffset? left;

    /// <summary>The secret for the address; null when it was used.</summary>
    public string? Secret
    {
        get
        {
            lock (gate)
                return secret;
        }
    }

    public (string Cookie, string Token)? Enter(string? offered, DateTimeOffset now)
    {
        lock (gate)
        {
            if (secret is null || !Same(secret, offered))
                return null;
            secret = null;
            lastSign = now;
            holder = (RandomText(), RandomText());
            return holder;
        }
    }

    public bool IsHeldBy(string? cookie, string? token)
    {
        lock (gate)
            return holder is { } held && Same(held.Cookie, cookie) & Same(held.Token, token);
    }

    public void Arrive(DateTimeOffset now)
    {
        lock (gate)
        {
            connections++;
            lastSign = now;
            left = null;
        }
    }

    public void Depart(DateTimeOffset now)
    {
        lock (gate)
        {
            connections--;
            lastSign = now;
        }
    }

    public void Leave(DateTimeOffset now)
    {
        lock (gate)
            left = now;
    }

    /// <summary>True when a window had been there and is no more.</summary>
    public bool IsGone(DateTimeOffset now)
    {
        lock (gate)
        {
            if (lastSign is not { } sign)
                return false;
            return (left is { } leaving && now - leaving > GraceAfterLeaving) || (connections == 0 && now - sign > GraceWithoutSign);
        }
    }

    private static string RandomText() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private static bool Same(string kept, string? offered) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(kept), Encoding.UTF8.GetBytes(offered ?? ""));
}
