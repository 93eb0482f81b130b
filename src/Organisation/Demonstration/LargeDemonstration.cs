using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ThanhHoa.DigitalSignature.Organisation.Importing;
using ThanhHoa.DigitalSignature.Organisation.Tables;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Organisation.Demonstration;

/// <summary>
/// <c>Demonstration:Size=Province</c>: over a thousand units and five thousand people, written as files and loaded as an
/// administrator's files are. Loading again adds what is missing.
/// </summary>
internal sealed class LargeDemonstration(IServiceScopeFactory scopes, TimeProvider clock, ILogger<LargeDemonstration> log)
{
    public async Task LoadAsync(CancellationToken cancel)
    {
        var begun = clock.GetTimestamp();
        var units = await LoadAsync<ImportUnits>((file, of) => InventedProvince.WriteUnits(file, of.Where(u => !u.IsDemonstration)), (import, table, run) => import.RunAsync(table, run, isDemonstration: true, cancel), cancel);
        var people = await LoadAsync<ImportPeople>(InventedProvince.WritePeople, (import, table, run) => import.RunAsync(table, run, heldAt: null, isDemonstration: true, cancel), cancel);
        log.LogInformation("The province's demonstration: {Units} units and {People} people added in {Seconds:0.0} s", units.Added, people.Added, clock.GetElapsedTime(begun).TotalSeconds);
    }

    private async Task<ImportCounts> LoadAsync<TImport>(Action<Stream, IEnumerable<Unit>> write, Func<TImport, TableReader, ImportRun, Task> load, CancellationToken cancel) where TImport : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OrganisationDb>();
        var today = clock.TodayInVietnam();
        var day = today < InventedProvince.Beginning ? InventedProvince.Beginning : today;
        using var file = new MemoryStream();
        write(file, await db.Units.AsNoTracking().Where(u => u.ValidFrom <= day && (u.ValidTo == null || u.ValidTo >= day)).ToListAsync(cancel));
        file.Position = 0;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        using var run = new ImportRun();
        using var table = TableReader.Open(file);
        await load(scope.ServiceProvider.GetRequiredService<TImport>(), table, run);
        // Invented data that contradicts real data added since: the rest of it is still good.
        if (run.Counts.Refused > 0) log.LogWarning("{Refused} invented rows do not fit what is there, the first: {Line}", run.Counts.Refused, run.Lines.First(l => l.Outcome is LineOutcome.Refused).Faults);
        await transaction.CommitAsync(cancel);
        return run.Counts;
    }
}
