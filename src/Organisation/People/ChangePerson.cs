using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Organisation.People;

/// <summary>
/// One act on one person: the person is looked for within the user's reach, held against a second act at the same moment,
/// changed, and saved with the entry in the trail – or refused, and nothing is saved.
/// </summary>
internal sealed class ChangePerson(OrganisationDb db, PeopleAccess access, CurrentUser user, TimeProvider clock)
{
    /// <summary>The person, for a page to show; null when there is none within reach.</summary>
    public async Task<Person?> FindAsync(Guid id, CancellationToken cancel)
    {
        var person = await db.People.Include(p => p.Posts).SingleOrDefaultAsync(p => p.Id == id && p.MergedIntoId == null, cancel);
        return person is not null && await ReachesAsync(person, cancel) ? person : null;
    }

    /// <summary>Whether the user maintains this unit's people; an unknown unit is nobody's.</summary>
    public async Task<bool> ReachesAsync(Guid unit, CancellationToken cancel) => await access.MaintainedAsync(cancel) is not { } reach || reach.Contains(unit);

    /// <param name="id">The person.</param>
    /// <param name="act">Changes the person; whatever it refuses is handed back.</param>
    /// <param name="entry">The act as a code word for the trail, and further facts; never a number that is protected.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The refusal; null when it is done.</returns>
    public async Task<Refusal?> RunAsync(Guid id, Func<Person, Task<Refusal?>> act, (string Name, object? Details) entry, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.HoldTreeAsync(cancel);
        await db.Database.ExecuteSqlAsync($"select from organisation.person where id = {id} for update", cancel);
        db.ChangeTracker.Clear();
        if (await FindAsync(id, cancel) is not { } person) return new Refusal(RefusalCode.PersonOutsideReach, "");
        if (await act(person) is { } refusal) return refusal;
        db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), entry.Name, ("person", id), person.UnitsOn(clock.TodayInVietnam()).Cast<Guid?>().FirstOrDefault(), entry.Details));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (PersonForm.IsTakenEmail(e))
        {
            return new Refusal(RefusalCode.EmailOfOther, "");
        }

        await transaction.CommitAsync(cancel);
        return null;
    }

    private async Task<bool> ReachesAsync(Person person, CancellationToken cancel) =>
        await access.MaintainedAsync(cancel) is not { } reach || person.UnitsOn(clock.TodayInVietnam()).Any(reach.Contains);
}
