using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ThanhHoa.DigitalSignature.Certificates.Revocation;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Certificates.Import;

/// <summary>Works through what was sent, a few hundred certificates a transaction. Killed anywhere, the next run goes on where this one was.</summary>
internal sealed class RunImports(CertificatesDb db, FileStore files, FindHolders holders, EnterDevices devices, RefreshRevocationLists statuses, TimeProvider clock, ILogger<RunImports> log)
{
    private const int Batch = 500;

    public async Task RunAsync(CancellationToken cancel)
    {
        var waiting = await db.Imports.Where(i => i.FinishedAt == null).OrderBy(i => i.SentAt).Select(i => i.Id).ToListAsync(cancel);
        foreach (var id in waiting) await RunAsync(id, cancel);
        // Each issuer is asked for its list once for all that was entered, never about one certificate after another.
        if (waiting.Count > 0) await statuses.RunAsync(cancel);
    }

    private async Task RunAsync(Guid id, CancellationToken cancel)
    {
        // One process works at an import; whoever comes second finds it locked and leaves it. The lock goes with the connection.
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            if (await db.Database.SqlQuery<bool>($"select pg_try_advisory_lock(hashtextextended({id.ToString()}, 7)) as \"Value\"").SingleAsync(cancel) is false) return;
            await WorkAsync(id, cancel);
            await db.Database.ExecuteSqlAsync($"select pg_advisory_unlock(hashtextextended({id.ToString()}, 7))", CancellationToken.None);
        }
        finally
        {
            // Given back to the pool, the connection gives up its locks.
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task WorkAsync(Guid id, CancellationToken cancel)
    {
        var import = await db.Imports.AsNoTracking().SingleAsync(i => i.Id == id, cancel);
        if (import.FinishedAt is not null) return;
        try
        {
            await using var content = await files.OpenVerifiedAsync(import.Sha256, cancel);
            var entries = CertificateBundle.Read(content, import.FileName);
            for (var done = import.Done; ;)
            {
                // The devices come after the certificates they hold, in transactions of their own.
                var batch = entries.Skip(done).Take(Batch).TakeWhile(e => (e.Device is null) == (entries[done].Device is null)).ToList();
                await EnterAsync(id, entries.Count, done, batch, cancel);
                done += batch.Count;
                if (done >= entries.Count) break;
            }
        }
        catch (Exception error) when (error is BundleRefusedException or FileDamagedException)
        {
            log.LogWarning(error, "The import {Id} cannot be read", id);
            var (fault, entry) = error is BundleRefusedException refused ? (refused.Fault, Short(refused.Entry)) : (BundleFault.Damaged, import.FileName);
            await db.Imports.Where(i => i.Id == id).ExecuteUpdateAsync(set => set.SetProperty(i => i.Fault, fault).SetProperty(i => i.FaultEntry, entry).SetProperty(i => i.FinishedAt, clock.GetUtcNow()), cancel);
        }
    }

    private async Task EnterAsync(Guid id, int total, int done, List<BundleEntry> batch, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var import = await db.Imports.SingleAsync(i => i.Id == id, cancel);
        var read = new List<(int Ordinal, string Name, X509Certificate2 Certificate, CertificateData Data)>();
        await devices.RunAsync(import, [.. batch.Index().Where(e => e.Item.Device is not null).Select(e => (done + e.Index + 1, e.Item.Device!))], cancel);
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch[i].Device is not null) continue;
            if (Load(batch[i].Der) is { } certificate) read.Add((done + i + 1, batch[i].Name, certificate, CertificateData.Of(certificate)));
            else db.Imported.Add(new ImportedCertificate { ImportId = id, Ordinal = done + i + 1, EntryName = Short(batch[i].Name), Outcome = ImportOutcome.NotACertificate });
        }

        var known = await KnownAsync([.. read.Select(r => r.Data.Thumbprint)], cancel);
        var fresh = read.Where(r => !known.ContainsKey(r.Data.Thumbprint)).DistinctBy(r => r.Data.Thumbprint).ToList();
        var found = await holders.RunAsync([.. fresh.Select(r => (r.Certificate, r.Data))], cancel);
        var answers = fresh.Zip(found).ToDictionary(f => f.First.Ordinal, f => f.Second);
        foreach (var item in read) Enter(import, item.Ordinal, item.Name, item.Certificate, item.Data, answers.GetValueOrDefault(item.Ordinal), known);
        (import.Total, import.Done) = (total, done + batch.Count);
        if (import.Done >= total)
        {
            import.FinishedAt = clock.GetUtcNow();
            db.Audit.Add(AuditEntry.ByPortal(import.FinishedAt.Value, "certificates.import.finished", ("import", id), details: new { import.FileName, total }));
        }

        await db.SaveChangesAsync(cancel);
        foreach (var item in read) item.Certificate.Dispose();
    }

    private void Enter(CertificateImport import, int ordinal, string name, X509Certificate2 certificate, CertificateData data, HolderFound? found, Dictionary<string, Guid> known)
    {
        var entered = found is { Outcome: ImportOutcome.Entered, Holder: { } holder } ? Certificate.Register(certificate, holder, DeviceKind.EToken, clock.GetUtcNow(), import.SentBy, import.IsDemonstration || IsInvented(data), data) : null;
        if (entered is not null) db.Certificates.Add(entered);
        db.Imported.Add(new ImportedCertificate
        {
            ImportId = import.Id,
            Ordinal = ordinal,
            EntryName = Short(name),
            // The same certificate twice in one file is known the second time.
            Outcome = found?.Outcome ?? ImportOutcome.Known,
            Detail = Short($"{data.CommonName} {data.Email}".Trim()),
            Der = found?.Outcome is ImportOutcome.Unsure or ImportOutcome.NobodyFits ? certificate.RawData : null,
            Candidates = [.. found?.Candidates ?? []],
            CertificateId = entered?.Id ?? (known.TryGetValue(data.Thumbprint, out var before) ? before : null),
        });
    }

    private static bool IsInvented(CertificateData data) => data.Email?.EndsWith(".example", StringComparison.Ordinal) == true;

    private Task<Dictionary<string, Guid>> KnownAsync(List<string> thumbprints, CancellationToken cancel) =>
        db.Certificates.AsNoTracking().Where(c => thumbprints.Contains(c.Thumbprint)).ToDictionaryAsync(c => c.Thumbprint, c => c.Id, cancel);

    private static X509Certificate2? Load(byte[]? der)
    {
        if (der is null) return null;
        try
        {
            return X509CertificateLoader.LoadCertificate(der);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Short(string text) => text.Length <= 300 ? text : text[..300];
}
