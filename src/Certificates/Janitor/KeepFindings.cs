using Microsoft.EntityFrameworkCore;

namespace ThanhHoa.DigitalSignature.Certificates.Janitor;

/// <summary>
/// Makes the table of findings say what the facts say: new ones are added, others stay with what people said about them, and
/// what fits again goes. One process at a time, in one transaction: twice changes nothing, and a crash leaves the night before.
/// </summary>
internal sealed class KeepFindings(CertificatesDb db, FindMisfits find, TimeProvider clock)
{
    // Any number of its own; the janitor's turn in this database.
    private const long Turn = 5_006_008;

    public async Task RunAsync(CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Turn})", cancel);
        var now = clock.GetUtcNow();
        var misfits = (await find.RunAsync(cancel)).ToDictionary(m => (m.Rule, m.SubjectId));
        var known = await db.Findings.ToListAsync(cancel);
        foreach (var finding in known)
        {
            if (misfits.Remove((finding.Rule, finding.SubjectId), out var still)) finding.Take(still);
            else db.Findings.Remove(finding);
        }

        db.Findings.AddRange(misfits.Values.Select(m => new Finding(m, now)));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
