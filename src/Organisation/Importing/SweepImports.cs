using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ThanhHoa.DigitalSignature.Organisation.Importing;

/// <summary>
/// The guarantee behind every import: takes up what nobody took up or what was cut off, and throws away files and refused rows,
/// which hold personal data, when they are no longer worked on. Safe to run twice.
/// </summary>
internal sealed class SweepImports(OrganisationDb db, IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly TimeSpan KeptForWork = TimeSpan.FromDays(14);

    public async Task RunAsync(CancellationToken cancel)
    {
        var waiting = await db.Imports.Where(i => i.State == ImportState.Received || i.State == ImportState.Approved).OrderBy(i => i.ReceivedAt).Select(i => i.Id).ToListAsync(cancel);
        foreach (var id in waiting)
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<RunImport>().RunAsync(id, cancel);
        }

        var before = clock.GetUtcNow() - KeptForWork;
        await db.Imports.Where(i => i.State == ImportState.Checked && i.ReceivedAt < before).ExecuteUpdateAsync(set => set.SetProperty(i => i.State, ImportState.Discarded), cancel);
        await db.ImportFiles.Where(f => db.Imports.Any(i => i.Id == f.ImportId && (i.State == ImportState.Applied || i.State == ImportState.Discarded || i.State == ImportState.Unreadable))).ExecuteDeleteAsync(cancel);
        await db.ImportLines.Where(l => l.Cells != null && db.Imports.Any(i => i.Id == l.ImportId && i.ReceivedAt < before)).ExecuteDeleteAsync(cancel);
    }
}
