using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using ThanhHoa.DigitalSignature.Organisation.Tables;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Organisation.Importing;

/// <summary>
/// Looks at a received file, or loads an approved one: the same run over the rows, undone at its end or kept. Everything is one
/// transaction, so that a kill at any moment leaves the import as it was, to be taken up again. Safe to run twice.
/// </summary>
internal sealed class RunImport(OrganisationDb db, IDbContextFactory<OrganisationDb> others, ImportUnits units, ImportPeople people, TimeProvider clock, ILogger<RunImport> log)
{
    private const string BeforeTheRows = "before_the_rows";

    /// <param name="id">The import.</param>
    /// <param name="cancel">Gives up; the import waits as before.</param>
    public async Task RunAsync(Guid id, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // One at a time: the sweep may come while the first attempt is still at it.
        if (!await db.Database.SqlQuery<bool>($"select pg_try_advisory_xact_lock(hashtextextended({id.ToString()}, 0)) as \"Value\"").SingleAsync(cancel)) return;
        if (!await TryAsync(id, cancel)) return;
        var import = await db.Imports.SingleAsync(i => i.Id == id, cancel);
        var content = await db.ImportFiles.Where(f => f.ImportId == id).Select(f => f.Content).SingleAsync(cancel);
        await transaction.CreateSavepointAsync(BeforeTheRows, cancel);
        using var run = new ImportRun((rows, part) => ReportAsync(id, rows, part));
        try
        {
            using var file = new MemoryStream(content, writable: false);
            using var table = TableReader.Open(file);
            await LoadAsync(import, table, run, cancel);
            await DecideAsync(import, run, transaction, cancel);
        }
        catch (TableUnreadableException unreadable)
        {
            await transaction.RollbackToSavepointAsync(BeforeTheRows, cancel);
            db.ChangeTracker.Clear();
            db.Attach(import);
            import.Refuse(unreadable.Fault, unreadable.Detail);
        }

        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        log.LogInformation("Import {Id}: {State}, {Rows} rows", id, import.State, run.Rows);
    }

    private Task LoadAsync(Import import, TableReader table, ImportRun run, CancellationToken cancel) => import.Kind switch
    {
        ImportKind.Units => units.RunAsync(table, run, isDemonstration: false, cancel),
        ImportKind.People => people.RunAsync(table, run, import.HeldAt, isDemonstration: false, cancel),
        _ => throw new InvalidOperationException($"No import of {import.Kind}."),
    };

    /// <summary>Keeps what the rows did when it was approved and is what was looked at; else undoes it and keeps only what was found.</summary>
    private async Task DecideAsync(Import import, ImportRun run, Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction, CancellationToken cancel)
    {
        var (counts, now) = (run.Counts, clock.GetUtcNow());
        if (import.State is ImportState.Approved && import.Digest == counts.Digest)
        {
            import.Apply(counts, now);
            db.Audit.Add(AuditEntry.ByPortal(now, "organisation.import.applied", ("import", import.Id), details: new { import.Kind, import.FileName, by = import.ApprovedBy, counts.Added, counts.Changed, counts.Refused }));
            await db.ImportFiles.Where(f => f.ImportId == import.Id).ExecuteDeleteAsync(cancel);
        }
        else
        {
            await transaction.RollbackToSavepointAsync(BeforeTheRows, cancel);
            db.ChangeTracker.Clear();
            db.Attach(import);
            if (import.State is ImportState.Approved) import.Recheck(counts, now);
            else import.Check(counts, now);
        }

        await KeepLinesAsync(import.Id, run.Lines, cancel);
    }

    private async Task KeepLinesAsync(Guid id, IReadOnlyList<ImportLine> lines, CancellationToken cancel)
    {
        await db.ImportLines.Where(l => l.ImportId == id).ExecuteDeleteAsync(cancel);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var copy = await connection.BeginBinaryImportAsync("copy organisation.import_line (import_id, row, outcome, subject, changes, faults, cells) from stdin (format binary)", cancel);
        foreach (var line in lines)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(id, NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(line.Row, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync((int)line.Outcome, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(line.Subject, NpgsqlDbType.Varchar, cancel);
            await copy.WriteAsync(line.Changes, NpgsqlDbType.Array | NpgsqlDbType.Text, cancel);
            if (line.Faults is { } faults) await copy.WriteAsync(faults, NpgsqlDbType.Jsonb, cancel);
            else await copy.WriteNullAsync(cancel);
            if (line.Cells is { } cells) await copy.WriteAsync(cells, NpgsqlDbType.Array | NpgsqlDbType.Text, cancel);
            else await copy.WriteNullAsync(cancel);
        }

        await copy.CompleteAsync(cancel);
    }

    /// <summary>Counts the attempt before anything is tried, in a transaction of its own: a kill is counted too.</summary>
    private async Task<bool> TryAsync(Guid id, CancellationToken cancel)
    {
        await using var other = await others.CreateDbContextAsync(cancel);
        var import = await other.Imports.SingleOrDefaultAsync(i => i.Id == id, cancel);
        if (import is not { Waits: true }) return false;
        var goOn = import.Try();
        await other.SaveChangesAsync(cancel);
        if (!goOn) log.LogError("Import {Id} was given up after {Attempts} attempts", id, Import.MostAttempts);
        return goOn;
    }

    private async Task ReportAsync(Guid id, int rows, double part)
    {
        await using var other = await others.CreateDbContextAsync(CancellationToken.None);
        var percent = (int)(100 * part);
        await other.Database.ExecuteSqlAsync($"""
            insert into organisation.import_progress (import_id, rows, percent) values ({id}, {rows}, {percent})
            on conflict (import_id) do update set rows = excluded.rows, percent = excluded.percent
            """);
    }
}
