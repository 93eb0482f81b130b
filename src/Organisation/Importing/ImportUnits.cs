using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Organisation.Tables;

namespace ThanhHoa.DigitalSignature.Organisation.Importing;

/// <summary>
/// Loads a file of units: what is missing is established, parents first however the rows are ordered; what is known is ended
/// or moved where the row says so. A new name is no correction: it is an act of its own, with a successor.
/// </summary>
internal sealed class ImportUnits(OrganisationDb db)
{
    private readonly Dictionary<string, List<Row>> byCode = [];
    private UnitHistory history = null!;
    private Dictionary<Guid, DateOnly?> heldUntil = [];
    private bool isDemonstration;

    /// <summary>Within the caller's transaction, which decides whether anything stays.</summary>
    public async Task RunAsync(TableReader table, ImportRun run, bool isDemonstration, CancellationToken cancel)
    {
        this.isDemonstration = isDemonstration;
        await db.LockTreeAsync(cancel);
        history = await UnitHistory.LoadAsync(db, cancel);
        var rows = Read(table);
        await run.ReportAsync(0.3);
        heldUntil = await LastPostsAsync(rows, cancel);
        foreach (var row in rows) Resolve(row, 1);
        await run.ReportAsync(0.6);
        // From the leaves upwards: a unit may end when those below it do.
        foreach (var row in rows.Where(r => r.Ending is not null).OrderByDescending(r => Depth(r.Known!))) End(row);
        foreach (var row in rows) run.Add(row.Line());
        // New ones first: a known unit may have been moved under one of them.
        await UnitsInBulk.CopyAsync(db, history.Added, cancel);
        await db.SaveChangesAsync(cancel);
        await run.ReportAsync(1);
    }

    private List<Row> Read(TableReader table)
    {
        var header = ImportHeader.Find(table, UnitColumns.All);
        var rows = new List<Row>();
        while (table.Read() is { } read)
        {
            ImportRun.Limit(rows.Count + 1);
            var row = new Row(new RowCells(read, header, table.CountsFrom1904));
            rows.Add(row);
            if (!byCode.TryGetValue(row.Code, out var same)) byCode.Add(row.Code, same = []);
            if (row.From is not null && same.Find(r => r.From == row.From) is { } before) row.Cells.Fault(new Refusal(RefusalCode.DuplicateRow, $"{before.Cells.Number}"));
            else same.Add(row);
        }

        return rows;
    }

    private void Resolve(Row row, int level)
    {
        if (row.State is not RowState.Waiting) return;
        row.State = RowState.InHand;
        if (level > UnitHistory.MostLevels) row.Cells.Fault(UnitColumns.Parent, RefusalCode.TooDeep, $"{UnitHistory.MostLevels}");
        if (row.Cells.IsSound) Place(row, level);
        row.State = RowState.Done;
    }

    private void Place(Row row, int level)
    {
        var (from, to) = (row.From!.Value, row.To);
        foreach (var above in byCode.GetValueOrDefault(row.ParentCode) ?? [])
        {
            if (above.State is RowState.InHand && above != row) row.Cells.Fault(UnitColumns.Parent, RefusalCode.CircularFile);
            Resolve(above, level + 1);
        }

        if (!row.Cells.IsSound) return;
        var parent = history.WithCode(row.ParentCode, from);
        if (parent is null) row.Cells.Fault(UnitColumns.Parent, RefusalCode.NoSuchUnit, row.ParentCode, Days.Show(from));
        else if (history.WithCode(row.Code, from) is { } known) Compare(row, known, parent);
        else if (history.Establish(new NewUnit(row.Code, row.Name, row.Kind!.Value), parent, from, to, row.Decision, isDemonstration) is { } refusal)
            row.Cells.Fault(refusal.Code is RefusalCode.ParentBeginsLater or RefusalCode.ParentEnds or RefusalCode.TooDeep ? UnitColumns.Parent : refusal.Code is RefusalCode.EndBeforeBegin ? UnitColumns.To : UnitColumns.Code, refusal);
        else row.Outcome = LineOutcome.Added;
    }

    private void Compare(Row row, Unit known, Unit parent)
    {
        row.Known = known;
        if (known.Name != row.Name || known.Kind != row.Kind) row.Cells.Fault(UnitColumns.Name, RefusalCode.NameDiffers, known.Code, known.Name);
        else if (known.ParentOn(row.From!.Value) != parent.Id) Move(row, known, parent);
        if (row.Cells.IsSound && row.To is { } last && known.ValidTo != last) row.Ending = last;
    }

    private void Move(Row row, Unit known, Unit parent)
    {
        var from = row.From!.Value;
        var refusal = from == known.ValidFrom
            ? new Refusal(RefusalCode.ParentDiffers, known.Name, known.ParentOn(from) is { } above ? history.Find(above)!.Name : "")
            : history.Move(known, parent, from, row.Decision);
        if (refusal is not null) row.Cells.Fault(UnitColumns.Parent, refusal);
        else row.Change(UnitColumns.Parent);
    }

    private void End(Row row)
    {
        var (unit, last) = (row.Known!, row.Ending!.Value);
        var refusal = heldUntil.TryGetValue(unit.Id, out var held) && !(held <= last)
            ? new Refusal(RefusalCode.PostsRemain, unit.Name)
            : history.LeftBehind(unit, last) ?? UnitHistory.End(unit, last.AddDays(1), row.Decision);
        if (refusal is not null) row.Cells.Fault(UnitColumns.To, refusal);
        else row.Change(UnitColumns.To);
    }

    /// <summary>The last day of the last post at each known unit that a row wants to end; null when one is held without an end.</summary>
    private async Task<Dictionary<Guid, DateOnly?>> LastPostsAsync(List<Row> rows, CancellationToken cancel)
    {
        var ending = rows.Where(r => r is { From: not null, To: not null }).Select(r => history.WithCode(r.Code, r.From!.Value)?.Id).OfType<Guid>().ToList();
        if (ending.Count == 0) return [];
        var posts = await db.Posts.Where(p => ending.Contains(p.UnitId)).GroupBy(p => p.UnitId)
            .Select(g => new { g.Key, Open = g.Any(p => p.HeldTo == null), Last = g.Max(p => p.HeldTo) }).ToListAsync(cancel);
        return posts.ToDictionary(p => p.Key, p => p.Open ? null : p.Last);
    }

    private int Depth(Unit unit)
    {
        var depth = 0;
        for (var above = unit; above.Placements.Count > 0; above = history.Find(above.Placements[^1].ParentId)!) depth++;
        return depth;
    }

    private enum RowState
    {
        Waiting,
        InHand,
        Done,
    }

    private sealed class Row
    {
        private readonly List<string> changes = [];

        public Row(RowCells cells)
        {
            Cells = cells;
            Code = cells.Text(UnitColumns.Code, Unit.CodeLength);
            Name = cells.Text(UnitColumns.Name, Unit.NameLength);
            Kind = cells.Kind(UnitColumns.Kind);
            ParentCode = cells.Text(UnitColumns.Parent, Unit.CodeLength);
            (From, To) = (cells.HistoryDay(UnitColumns.From), cells.HistoryDay(UnitColumns.To));
            if (To < From) cells.Fault(UnitColumns.To, RefusalCode.EndBeforeBegin);
            Decision = cells.Decision(UnitColumns.DecisionNumber, UnitColumns.DecisionDate);
        }

        public RowCells Cells { get; }

        public string Code { get; }

        public string Name { get; }

        public UnitKind? Kind { get; }

        public string ParentCode { get; }

        public DateOnly? From { get; }

        public DateOnly? To { get; }

        public Decision? Decision { get; }

        public RowState State { get; set; }

        public Unit? Known { get; set; }

        public DateOnly? Ending { get; set; }

        public LineOutcome Outcome { get; set; }

        public void Change(ImportColumn column)
        {
            changes.Add(column.Title);
            Outcome = LineOutcome.Changed;
        }

        public ImportLine Line() => Cells.IsSound
            ? ImportLine.Accept(Cells.Number, Outcome, $"{Code} – {Name}", changes)
            : Cells.Refuse($"{Code} – {Name}");
    }
}
