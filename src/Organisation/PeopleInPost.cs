using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Organisation;

internal sealed class PeopleInPost(OrganisationDb db) : IPeople
{
    public async Task<IReadOnlyList<PersonInfo>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        await Infos(db.People.Where(p => ids.Contains(p.Id))).ToListAsync(cancel);

    public async Task<PersonInfo?> FindByEmailAsync(string email, CancellationToken cancel)
    {
        var wanted = email.Trim().ToLowerInvariant();
        var found = await Infos(db.People.Where(p => p.Email == wanted)).SingleOrDefaultAsync(cancel);
        // Who asks by address wants the person as they are known now.
        return found?.MergedInto is { } survivor ? found with { Id = survivor, MergedInto = null } : found;
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
        await Leaders(db.Posts.Where(p => unitIds.Contains(p.UnitId)), day).ToListAsync(cancel);

    public async Task<IReadOnlyList<LeaderInPost>> LeadersAsync(DateOnly day, CancellationToken cancel) => await Leaders(db.Posts, day).ToListAsync(cancel);

    private IQueryable<LeaderInPost> Leaders(IQueryable<Post> posts, DateOnly day) =>
        from post in posts.AsNoTracking()
        where post.IsLeading && post.HeldFrom <= day && (post.HeldTo == null || post.HeldTo >= day)
        join person in db.People on post.PersonId equals person.Id
        join unit in db.Units on post.UnitId equals unit.Id
        orderby unit.Name, unit.Id, post.Rank, person.FullName
        select new LeaderInPost(person.Id, person.FullName, unit.Id, unit.Name, post.Title);

    public async Task<IReadOnlyList<PostInfo>> PostsAsync(IReadOnlyCollection<Guid> personIds, DateOnly day, CancellationToken cancel) =>
        await (from person in db.People.AsNoTracking()
               where personIds.Contains(person.Id)
               join post in db.Posts on person.MergedIntoId ?? person.Id equals post.PersonId
               where post.HeldFrom <= day && (post.HeldTo == null || post.HeldTo >= day)
               join unit in db.Units on post.UnitId equals unit.Id
               orderby person.Id, post.Rank, post.HeldFrom
               select new PostInfo(person.Id, unit.Id, unit.Name, post.Title, post.IsLeading, post.Rank, post.HeldFrom, post.HeldTo)).ToListAsync(cancel);

    public async Task<IReadOnlyList<Guid>> WithoutPostAsync(IReadOnlyCollection<Guid> personIds, DateOnly day, CancellationToken cancel)
    {
        var inPost = await (from person in db.People
                            where personIds.Contains(person.Id)
                            join post in db.Posts on person.MergedIntoId ?? person.Id equals post.PersonId
                            where post.HeldFrom <= day && (post.HeldTo == null || post.HeldTo >= day)
                            select person.Id).Distinct().ToListAsync(cancel);
        return [.. personIds.Distinct().Except(inPost)];
    }

    public async Task<IReadOnlyList<PersonInfo>> SearchAsync(string name, int atMost, CancellationToken cancel)
    {
        var pattern = SearchText.Anywhere(name);
        var found = await db.People.AsNoTracking().Where(p => p.MergedIntoId == null && EF.Functions.Like(p.SearchName, pattern)).OrderBy(p => p.FullName).Take(atMost).ToListAsync(cancel);
        return [.. found.Select(p => p.ToInfo())];
    }

    /// <summary>Each under the identity asked for, with the name and address of the record that lives on.</summary>
    private IQueryable<PersonInfo> Infos(IQueryable<Person> people) =>
        from person in people.AsNoTracking()
        join living in db.People on person.MergedIntoId ?? person.Id equals living.Id
        select new PersonInfo(person.Id, living.FullName, living.Email, living.IsDemonstration, person.MergedIntoId);
}
