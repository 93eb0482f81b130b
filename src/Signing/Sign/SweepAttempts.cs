using Microsoft.EntityFrameworkCore;

namespace ThanhHoa.DigitalSignature.Signing.Sign;

/// <summary>Removes attempts nobody finished, a day after they expired. Their audit entries stay.</summary>
internal sealed class SweepAttempts(SigningDb db, TimeProvider clock)
{
    public Task RunAsync(CancellationToken cancel)
    {
        var before = clock.GetUtcNow().AddDays(-1);
        return db.Attempts.Where(a => a.FinishedVersionId == null && a.ExpiresAt < before).ExecuteDeleteAsync(cancel);
    }
}
