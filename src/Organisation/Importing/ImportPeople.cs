using System.Globalization;
using ThanhHoa.DigitalSignature.Organisation.Tables;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Organisation.Importing;

/// <summary>
/// Loads a file of people with their posts, a chunk of rows at a time: who is meant is found by address, by name with birth
/// date, or by name within the unit; whoever may be somebody known is refused until a person says that it is a namesake.
/// </summary>
internal sealed class ImportPeople(OrganisationDb db, ReachableUnits units, TimeProvider clock)
{
    private const int ChunkSize = 2_000;

    private readonly Dictionary<(Guid Person, Guid Unit, string Title, DateOnly From), int> seen = [];
    private UnitsByCode codes = null!;
    private HashSet<Guid>? reach;
    private bool isDemonstration;

    /// <summary>Within the caller's transaction, which decides whether anything stays.</summary>
    /// <param name="table">The file.</param>
    /// <param name="run">Gathers what the rows come to.</param>
    /// <param name="heldAt">The units whose people may be changed, with those below them; null for all.</param>
    /// <param name="isDemonstration">Marks who is added as invented.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task RunAsync(TableReader table, ImportRun run, IReadOnlyList<Guid>? heldAt, bool isDemonstration, CancellationToken cancel)
    {
        this.isDemonstration = isDemonstration;
        await db.HoldTreeAsync(cancel);
        codes = await UnitsByCode.LoadAsync(db, cancel);
        reach = heldAt is null ? null : [.. await units.EverBelowAsync(heldAt, cancel)];
        var header = ImportHeader.Find(table, PeopleColumns.All);
        var today = clock.TodayInVietnam();
        var chunk = new List<PersonRow>(ChunkSize);
        var rows = 0;
        while (table.Read() is { } read)
        {
            ImportRun.Limit(++rows);
            chunk.Add(new PersonRow(new RowCells(read, header, table.CountsFrom1904), today));
            if (chunk.Count == ChunkSize) await LoadAsync(chunk, run, table.Progress, cancel);
        }

        await LoadAsync(chunk, run, 1, cancel);
    }

    private async Task LoadAsync(List<PersonRow> chunk, ImportRun run, double progress, CancellationToken cancel)
    {
        var people = await PeopleInBulk.LoadAsync(db, chunk, cancel);
        foreach (var row in chunk)
        {
            if (row.Cells.IsSound) Take(row, people);
            run.Add(row.Line());
        }

        await people.SaveAsync(cancel);
        chunk.Clear();
        await run.ReportAsync(progress);
    }

    private void Take(PersonRow row, PeopleInBulk people)
    {
        if (UnitOf(row) is not { } unit) return;
        var known = Match(row, unit.Id, people);
        if (!row.Cells.IsSound) return;
        if (known is not null && reach is not null && !IsReached(known))
        {
            row.Cells.Fault(new Refusal(RefusalCode.PersonOutsideReach, row.FullName));
            return;
        }

        var post = new KnownPost(Guid.CreateVersion7(), unit.Id, row.Title, row.IsLeading ?? false, row.Rank, row.From!.Value, row.To);
        if (known is not null && seen.TryGetValue((known.Id, unit.Id, row.FoldedTitle, post.From), out var before))
        {
            row.Cells.Fault(new Refusal(RefusalCode.DuplicateRow, before.ToString(CultureInfo.InvariantCulture)));
            return;
        }

        if (known is not null) Compare(row, known, post);
        else known = people.Add(row, post, isDemonstration);
        if (row.Cells.IsSound) seen.Add((known.Id, unit.Id, row.FoldedTitle, post.From), row.Cells.Number);
    }

    private Unit? UnitOf(PersonRow row)
    {
        var unit = codes.On(row.UnitCode, row.From!.Value);
        if (unit is null) row.Cells.Fault(PeopleColumns.Unit, RefusalCode.NoSuchUnit, row.UnitCode, Days.Show(row.From.Value));
        else if (reach is not null && !reach.Contains(unit.Id)) row.Cells.Fault(PeopleColumns.Unit, RefusalCode.OutsideReach, unit.Name);
        else if (unit.ValidTo is { } last && !(row.To <= last)) row.Cells.Fault(PeopleColumns.To, RefusalCode.UnitEnds, unit.Name, Days.Show(last));
        return row.Cells.IsSound ? unit : null;
    }

    private bool IsReached(KnownPerson person) => person.IsNew || person.Posts.Exists(p => reach!.Contains(p.UnitId));

    /// <summary>Who is meant: null for somebody new, or when the row is refused.</summary>
    private static KnownPerson? Match(PersonRow row, Guid unit, PeopleInBulk people)
    {
        if (row.Email is not null && people.ByEmail(row.Email) is { } owner)
        {
            if (owner.SearchName != row.SearchName) row.Cells.Fault(PeopleColumns.Email, RefusalCode.EmailOfOther, owner.FullName);
            return owner;
        }

        var namesakes = people.ByName(row.SearchName);
        if (row.IsNamesake)
        {
            if (namesakes.Count > 0 && row.Email is null) row.Cells.Fault(PeopleColumns.Email, RefusalCode.NothingTellsApart);
            return null;
        }

        var similar = namesakes.Where(p => PossibleDuplicate.May(row.BirthDate, unit, p.BirthDate, p.Posts.Select(post => post.UnitId))).ToList();
        if (similar.Count == 0) return null;
        if (similar.Count > 1) row.Cells.Fault(PeopleColumns.FullName, RefusalCode.Ambiguous, row.FullName, similar.Count.ToString(CultureInfo.InvariantCulture));
        else if (PossibleDuplicate.IsDoubtful(row.Email, similar[0].Email)) row.Cells.Fault(PeopleColumns.FullName, RefusalCode.PossibleDuplicate, similar[0].FullName);
        return similar[0];
    }

    private static void Compare(PersonRow row, KnownPerson known, KnownPost wanted)
    {
        if (known.Posts.Find(p => p.UnitId == wanted.UnitId && p.From != wanted.From && SameTitle(p, row) && p.Overlaps(wanted)) is { } other)
        {
            row.Cells.Fault(PeopleColumns.From, RefusalCode.PostFromDiffers, Days.Show(other.From));
            return;
        }

        if (known.Posts.Find(p => p.UnitId == wanted.UnitId && p.From == wanted.From && SameTitle(p, row)) is { } held)
        {
            if (row.To is not null && held.To is not null && row.To != held.To)
            {
                row.Cells.Fault(PeopleColumns.To, RefusalCode.PostEndsAlready, Days.Show(held.To.Value));
                return;
            }

            row.ChangeIf(held.Correct(row), PeopleColumns.Title);
        }
        else
        {
            known.Posts.Add(wanted);
            row.ChangeIf(true, PeopleColumns.Title);
        }

        known.Correct(row);
    }

    private static bool SameTitle(KnownPost post, PersonRow row) => Platform.Data.SearchText.Fold(post.Title) == row.FoldedTitle;
}
