using Microsoft.EntityFrameworkCore;

namespace ThanhHoa.DigitalSignature.Signing.Sign;

/// <summary>Removes attempts and tickets nobody finished, a day after they expired. Their audit entries stay.</summary>
internal sealed class SweepAttempts(SigningDb db, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var before = clock.GetUtcNow().AddDays(-1);
        await db.Attempts.Where(a => a.FinishedVersionId == null && a.ExpiresAt < before).ExecuteDeleteAsync(cancel);
        await db.Tickets.Where(t => t.AcceptedVersionId == null && t.ExpiresAt < before).ExecuteDeleteAsync(cancel);
    }
}
