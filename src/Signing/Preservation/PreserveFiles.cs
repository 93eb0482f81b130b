using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Signing.Preservation;

/// <summary>
/// Adds time stamps and revocation data to the files of documents at rest, so that their signatures can be checked when the
/// certificates are long gone; and stamps them again before the newest stamp ages. Nobody waits for it. The new version, the
/// row's end and the audit entry are one transaction.
/// </summary>
internal sealed class PreserveFiles(SigningDb db, PdfExtender extender, FileStore files, TrustStore trust, TrustPolicy policy, IConfiguration settings, TimeProvider clock, ILogger<PreserveFiles> log)
{
    private const int AtOnce = 200;

    // Longer than all services' time-outs together; a killed process's file is tried again after it.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    private TimeSpan RefreshBefore => TimeSpan.FromDays(settings.GetValue("Preservation:RefreshBeforeDays", 180));

    /// <summary>Queues what came to rest lately and works until nothing is due. Safe to run several times at once.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await QueueAsync(clock.GetUtcNow().AddDays(-2), cancel);
        for (var i = 0; i < AtOnce && await TakeAsync(cancel) is { } row; i++)
        {
            // Without a time-stamping service the next file would only wait for the same time-out: one a minute probes it.
            if (!await TryAsync(row, cancel)) return;
        }
    }

    /// <summary>Queues everything at rest, whenever it came there: what a pause of the jobs left out.</summary>
    public Task QueueAllAsync(CancellationToken cancel) => QueueAsync(DateTimeOffset.UnixEpoch, cancel);

    private Task<int> QueueAsync(DateTimeOffset acceptedAfter, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        // A document comes to rest with its last signature. Its appendices without one are files like any other.
        return db.Database.ExecuteSqlAsync($"""
            insert into signing.preservation (document_id, part, reached, wanted, waiting_since, next_try_at, tries, last_detail)
            select distinct v.document_id, v.part, 'B', 'LT', {now}, {now}, 0, ''
            from signing.signature s
            join signing.document_version touched on touched.id = s.version_id
            join signing.document d on d.id = touched.document_id
            join signing.document_version v on v.document_id = d.id
            join signing.signature own on own.version_id = v.id
            where s.accepted_at > {acceptedAfter}
              and (d.state in ('Sealed', 'Issued', 'Recalled', 'Replaced') or (d.state = 'Signed' and d.purpose = 'CertificatePaper'))
            on conflict (document_id, part) do nothing
            """, cancel);
    }

    private async Task<FilePreservation?> TakeAsync(CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var now = clock.GetUtcNow();
        var until = now + Lease;
        return (await db.Preservations.FromSql($"""
            update signing.preservation set next_try_at = {until}, tries = tries + 1
            where (document_id, part) = (select document_id, part from signing.preservation where next_try_at <= {now} order by next_try_at limit 1 for update skip locked)
            returning *
            """).ToListAsync(cancel)).SingleOrDefault();
    }

    private async Task<bool> TryAsync(FilePreservation row, CancellationToken cancel)
    {
        row.Take(clock.GetUtcNow());
        try
        {
            return await RaiseAsync(row, cancel);
        }
        catch (FileDamagedException damaged)
        {
            await FailAsync(row, PreservationProblem.FileDamaged, damaged.Message, cancel);
        }
        catch (PdfException e)
        {
            await FailAsync(row, e.Code is PdfErrorCode.NotPermitted ? PreservationProblem.NotPermitted : PreservationProblem.Unreadable, e.Message, cancel);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Somebody acted on the document meanwhile; theirs counts, and the lease brings this file back.
            log.LogInformation("Document {Document} was changed while its time stamp was made; it is tried again", row.DocumentId);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One file's trouble does not hold up the others'.
            log.LogError(e, "The signatures of document {Document}, file {Part}, could not be raised", row.DocumentId, row.Part);
            db.ChangeTracker.Clear();
            await FailAsync(db.Update(row).Entity, PreservationProblem.Unforeseen, e.GetType().Name, cancel);
        }

        return true;
    }

    /// <summary>False when no time-stamping service helped.</summary>
    private async Task<bool> RaiseAsync(FilePreservation row, CancellationToken cancel)
    {
        // The document before its file: an act in between makes the count of acts stale, and nothing is saved.
        var document = await db.Documents.Include(d => d.Versions).SingleAsync(d => d.Id == row.DocumentId, cancel);
        await using var file = await files.OpenVerifiedAsync(document.LatestOf(row.Part).Sha256, cancel);
        var result = await extender.ExtendAsync(file, row.Wanted, cancellation: cancel);
        var now = clock.GetUtcNow();
        // The same level once more is worth a version only as a refresh: a failing service must not grow the file.
        if (result.Level > row.Reached || result.Level == row.Wanted) await StoreAsync(document, row, file, result, now, cancel);
        if (result.Level < row.Wanted) row.Fail(ProblemOf(result), string.Join("; ", result.Problems.Reverse().Select(p => $"{p.Failure} {p.Address} {p.Detail}")), now);
        await db.SaveChangesAsync(cancel);
        return result.Level >= row.Wanted || ProblemOf(result) is PreservationProblem.RevocationUnknown;
    }

    private async Task StoreAsync(Document document, FilePreservation row, FileStream file, LevelResult result, DateTimeOffset now, CancellationToken cancel)
    {
        var report = await AppendAsync(file, result.Increment, now, cancel);
        if (result.Increment.Length > 0)
        {
            file.Position = 0;
            var stored = await files.PutAsync(file, long.MaxValue, cancel);
            document.AddExtended(row.Part, stored, now);
            db.Audit.Add(AuditEntry.ByPortal(now, "signing.document.extended", ("document", document.Id), document.UnitId, new { version = stored.Sha256, part = row.Part, level = result.Level.ToString() }));
        }

        row.Reach(result.Level, StampAge.EndOf(report, policy.Path.Algorithms), RefreshBefore, now);
    }

    private async Task<ValidationReport> AppendAsync(FileStream file, byte[] increment, DateTimeOffset now, CancellationToken cancel)
    {
        file.Seek(0, SeekOrigin.End);
        await file.WriteAsync(increment, cancel);
        file.Position = 0;
        var report = PdfValidator.Validate(file, new ValidationOptions { Trust = trust, Path = policy.Path, At = now, Cancellation = cancel });
        return report.Signatures.All(s => s.Changes is not ChangeVerdict.Forbidden) ? report : throw new PdfException(PdfErrorCode.PlanInvalid, "The extended file does not pass the check");
    }

    private static PreservationProblem ProblemOf(LevelResult result) =>
        result.Level is SignatureLevel.T ? PreservationProblem.RevocationUnknown
        : result.Problems.Any(p => p is { Address: null, Failure: OutsideFailure.NoAddress }) ? PreservationProblem.NoTimeStampService
        : PreservationProblem.TimeStampRefused;

    private Task<int> FailAsync(FilePreservation row, PreservationProblem problem, string detail, CancellationToken cancel)
    {
        row.Fail(problem, detail, clock.GetUtcNow());
        return db.SaveChangesAsync(cancel);
    }
}
