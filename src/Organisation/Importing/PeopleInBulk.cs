using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace ThanhHoa.DigitalSignature.Organisation.Importing;

/// <summary>
/// The people a chunk of rows may be about, and what the chunk does to them: read by two queries, written by two COPYs and
/// two updates, however many rows there are.
/// </summary>
internal sealed class PeopleInBulk
{
    private readonly OrganisationDb db;
    private readonly Dictionary<Guid, KnownPerson> all = [];
    private readonly Dictionary<string, KnownPerson> byEmail = [];
    private readonly Dictionary<string, List<KnownPerson>> byName = [];

    private PeopleInBulk(OrganisationDb db) => this.db = db;

    public static async Task<PeopleInBulk> LoadAsync(OrganisationDb db, IReadOnlyCollection<PersonRow> rows, CancellationToken cancel)
    {
        var bulk = new PeopleInBulk(db);
        var (emails, names) = (rows.Select(r => r.Email).OfType<string>().Distinct().ToArray(), rows.Select(r => r.SearchName).Distinct().ToArray());
        // A record given up in a merger still carries its address: whoever has it now is the one that lives on.
        var merged = await db.People.AsNoTracking().Where(p => emails.Contains(p.Email) && p.MergedIntoId != null).Select(p => new { p.Email, p.MergedIntoId }).ToListAsync(cancel);
        var survivors = merged.Select(m => m.MergedIntoId!.Value).ToArray();
        var people = await db.People.AsNoTracking().Include(p => p.Posts)
            .Where(p => p.MergedIntoId == null && (emails.Contains(p.Email) || names.Contains(p.SearchName) || survivors.Contains(p.Id)))
            .AsSplitQuery().ToListAsync(cancel);
        foreach (var person in people) bulk.Index(Known(person));
        foreach (var given in merged) bulk.byEmail.TryAdd(given.Email!, bulk.all[given.MergedIntoId!.Value]);
        return bulk;
    }

    public KnownPerson? ByEmail(string email) => byEmail.GetValueOrDefault(email);

    public IReadOnlyList<KnownPerson> ByName(string searchName) => byName.GetValueOrDefault(searchName) ?? [];

    public KnownPerson Add(PersonRow row, KnownPost post, bool isDemonstration)
    {
        var person = new KnownPerson
        {
            Id = Guid.CreateVersion7(),
            FullName = row.FullName,
            SearchName = row.SearchName,
            Email = row.Email,
            BirthDate = row.BirthDate,
            Mobile = row.Mobile,
            IdentityNumber = row.IdentityNumber,
            IsDemonstration = isDemonstration,
            IsNew = true,
        };
        person.Posts.Add(post);
        Index(person);
        row.Add();
        return person;
    }

    public async Task SaveAsync(CancellationToken cancel)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await CopyPeopleAsync(connection, [.. all.Values.Where(p => p.IsNew)], cancel);
        await CopyPostsAsync(connection, [.. all.Values.SelectMany(p => p.Posts.Where(post => !post.IsKnown).Select(post => (p.Id, post)))], cancel);
        await UpdatePeopleAsync([.. all.Values.Where(p => p is { IsChanged: true, IsNew: false })], cancel);
        await UpdatePostsAsync([.. all.Values.SelectMany(p => p.Posts).Where(p => p is { IsChanged: true, IsKnown: true })], cancel);
    }

    private static async Task CopyPeopleAsync(NpgsqlConnection connection, List<KnownPerson> people, CancellationToken cancel)
    {
        if (people.Count == 0) return;
        await using var copy = await connection.BeginBinaryImportAsync("copy organisation.person (id, full_name, search_name, email, birth_date, mobile, identity_number, is_demonstration) from stdin (format binary)", cancel);
        foreach (var person in people)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(person.Id, NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(person.FullName, NpgsqlDbType.Varchar, cancel);
            await copy.WriteAsync(person.SearchName, NpgsqlDbType.Varchar, cancel);
            await copy.OptionalAsync(person.Email, cancel);
            await copy.OptionalAsync(person.BirthDate, cancel);
            await copy.OptionalAsync(person.Mobile, cancel);
            await copy.OptionalAsync(person.IdentityNumber, cancel);
            await copy.WriteAsync(person.IsDemonstration, NpgsqlDbType.Boolean, cancel);
        }

        await copy.CompleteAsync(cancel);
    }

    private static async Task CopyPostsAsync(NpgsqlConnection connection, List<(Guid PersonId, KnownPost Post)> posts, CancellationToken cancel)
    {
        if (posts.Count == 0) return;
        await using var copy = await connection.BeginBinaryImportAsync("copy organisation.post (id, person_id, unit_id, title, is_leading, rank, held_from, held_to) from stdin (format binary)", cancel);
        foreach (var (person, post) in posts)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(post.Id, NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(person, NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(post.UnitId, NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(post.Title, NpgsqlDbType.Varchar, cancel);
            await copy.WriteAsync(post.IsLeading, NpgsqlDbType.Boolean, cancel);
            await copy.WriteAsync(post.Rank, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(post.From, NpgsqlDbType.Date, cancel);
            await copy.OptionalAsync(post.To, cancel);
        }

        await copy.CompleteAsync(cancel);
    }

    private Task UpdatePeopleAsync(List<KnownPerson> people, CancellationToken cancel) => people.Count == 0 ? Task.CompletedTask : db.Database.ExecuteSqlAsync($"""
        update organisation.person p
        set full_name = c.full_name, search_name = c.search_name, email = c.email, birth_date = c.birth_date, mobile = c.mobile, identity_number = c.identity_number
        from unnest({Column(people, p => p.Id)}, {Column(people, p => p.FullName)}, {Column(people, p => p.SearchName)}, {Column(people, p => p.Email)}, {Column(people, p => p.BirthDate)}, {Column(people, p => p.Mobile)}, {Column(people, p => p.IdentityNumber)})
            as c(id, full_name, search_name, email, birth_date, mobile, identity_number)
        where p.id = c.id
        """, cancel);

    private Task UpdatePostsAsync(List<KnownPost> posts, CancellationToken cancel) => posts.Count == 0 ? Task.CompletedTask : db.Database.ExecuteSqlAsync($"""
        update organisation.post p set is_leading = c.is_leading, rank = c.rank, held_to = c.held_to
        from unnest({Column(posts, p => p.Id)}, {Column(posts, p => p.IsLeading)}, {Column(posts, p => p.Rank)}, {Column(posts, p => p.To)}) as c(id, is_leading, rank, held_to)
        where p.id = c.id
        """, cancel);

    private static TValue[] Column<TRow, TValue>(List<TRow> rows, Func<TRow, TValue> value) => [.. rows.Select(value)];

    private static KnownPerson Known(Person person)
    {
        var known = new KnownPerson
        {
            Id = person.Id,
            FullName = person.FullName,
            SearchName = person.SearchName,
            Email = person.Email,
            BirthDate = person.BirthDate,
            Mobile = person.Mobile,
            IdentityNumber = person.IdentityNumber,
            IsDemonstration = person.IsDemonstration,
        };
        known.Posts.AddRange(person.Posts.Select(p => new KnownPost(p.Id, p.UnitId, p.Title, p.IsLeading, p.Rank, p.HeldFrom, p.HeldTo) { IsKnown = true }));
        return known;
    }

    private void Index(KnownPerson person)
    {
        all.Add(person.Id, person);
        if (person.Email is { } email) byEmail.TryAdd(email, person);
        if (!byName.TryGetValue(person.SearchName, out var same)) byName.Add(person.SearchName, same = []);
        same.Add(person);
    }
}
