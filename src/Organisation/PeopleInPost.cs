using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Organisation;

internal sealed class PeopleInPost(OrganisationDb db) : IPeople
{
    public async Task<IReadOnlyList<PersonInfo>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var found = await db.People.AsNoTracking().Where(p => ids.Contains(p.Id)).ToListAsync(cancel);
        return [.. found.Select(p => p.ToInfo())];
    }

    public async Task<PersonInfo?> FindByEmailAsync(string email, CancellationToken cancel)
    {
        var wanted = email.Trim().ToLowerInvariant();
        return (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Email == wanted, cancel))?.ToInfo();
    }

    public async Task<IReadOnlyList<PersonInfo>> FindByEmailsAsync(IReadOnlyCollection<string> emails, CancellationToken cancel)
    {
        var wanted = emails.Select(e => e.Trim().ToLowerInvariant()).ToArray();
        var found = await db.People.AsNoTracking().Where(p => p.Email != null && wanted.Contains(p.Email)).ToListAsync(cancel);
        return [.. found.Select(p => p.ToInfo())];
    }

    public async Task<IReadOnlyList<PersonInfo>> FindByNamesAsync(IReadOnlyCollection<string> names, CancellationToken cancel)
    {
        var wanted = names.Select(SearchText.Fold).ToArray();
        var found = await db.People.AsNoTracking().Where(p => wanted.Contains(p.SearchName)).ToListAsync(cancel);
        return [.. found.Select(p => p.ToInfo())];
    }

    public async Task<IReadOnlyList<LeaderInPost>> LeadersAsync(IReadOnlyCollection<Guid> unitIds, DateOnly day, CancellationToken cancel) =>
        await (from post in db.Posts.AsNoTracking()
               where unitIds.Contains(post.UnitId) && post.IsLeading && post.HeldFrom <= day && (post.HeldTo == null || post.HeldTo >= day)
               join person in db.People on post.PersonId equals person.Id
               join unit in db.Units on post.UnitId equals unit.Id
               orderby unit.Name, unit.Id, post.Rank, person.FullName
               select new LeaderInPost(person.Id, person.FullName, unit.Id, unit.Name, post.Title)).ToListAsync(cancel);

    public async Task<IReadOnlyList<PostInfo>> PostsAsync(IReadOnlyCollection<Guid> personIds, DateOnly day, CancellationToken cancel) =>
        await (from post in db.Posts.AsNoTracking()
               where personIds.Contains(post.PersonId) && post.HeldFrom <= day && (post.HeldTo == null || post.HeldTo >= day)
               join unit in db.Units on post.UnitId equals unit.Id
               orderby post.PersonId, post.Rank, post.HeldFrom
               select new PostInfo(post.PersonId, unit.Id, unit.Name, post.Title, post.IsLeading, post.Rank, post.HeldFrom, post.HeldTo)).ToListAsync(cancel);

    public async Task<IReadOnlyList<Guid>> WithoutPostAsync(IReadOnlyCollection<Guid> personIds, DateOnly day, CancellationToken cancel)
    {
        var inPost = await db.Posts.Where(p => personIds.Contains(p.PersonId) && p.HeldFrom <= day && (p.HeldTo == null || p.HeldTo >= day)).Select(p => p.PersonId).Distinct().ToListAsync(cancel);
        return [.. personIds.Distinct().Except(inPost)];
    }

    public async Task<IReadOnlyList<PersonInfo>> SearchAsync(string name, int atMost, CancellationToken cancel)
    {
        var pattern = SearchText.Anywhere(name);
        var found = await db.People.AsNoTracking().Where(p => EF.Functions.Like(p.SearchName, pattern)).OrderBy(p => p.FullName).Take(atMost).ToListAsync(cancel);
        return [.. found.Select(p => p.ToInfo())];
    }
}
