using Microsoft.EntityFrameworkCore;

namespace ThanhHoa.DigitalSignature.Signing.Numbering;

/// <summary>
/// Takes the next number of a unit's series. Whoever takes one holds the series' row until their transaction ends, so numbers
/// follow each other without gap or double; a reservation that ran out is used before a new number is made.
/// </summary>
internal sealed class TakeNumber(SigningDb db, TimeProvider clock)
{
    /// <summary>The number, tracked by the context and not yet saved. Call it inside a transaction.</summary>
    /// <param name="unit">Whose series.</param>
    /// <param name="kind">Which of its series.</param>
    /// <param name="year">The year of the document's date.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<GivenNumber> RunAsync(Guid unit, SeriesKind kind, int year, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("A number is taken in the transaction that uses it.");
        var (name, now) = (kind.ToString(), clock.GetUtcNow());
        var last = (await db.Database.SqlQuery<int>($"""
            insert into signing.number_series (unit_id, kind, year, last) values ({unit}, {name}, {year}, 0)
            on conflict (unit_id, kind, year) do update set last = number_series.last
            returning last as "Value"
            """).ToListAsync(cancel)).Single();
        var free = await db.Numbers.Where(n => n.UnitId == unit && n.Kind == kind && n.Year == year && n.DocumentId == null && (n.ReservedUntil == null || n.ReservedUntil < now))
            .OrderBy(n => n.Number).FirstOrDefaultAsync(cancel);
        if (free is not null)
        {
            free.Release();
            return free;
        }

        await db.Database.ExecuteSqlAsync($"update signing.number_series set last = {last + 1} where unit_id = {unit} and kind = {name} and year = {year}", cancel);
        var next = new GivenNumber(unit, kind, year, last + 1);
        db.Numbers.Add(next);
        return next;
    }
}
