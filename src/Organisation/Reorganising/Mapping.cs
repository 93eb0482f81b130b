using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Organisation.Importing;
using ThanhHoa.DigitalSignature.Organisation.Tables;

namespace ThanhHoa.DigitalSignature.Organisation.Reorganising;

/// <summary>Columns of a file that says which old unit went into which new one.</summary>
internal static class MappingColumns
{
    public static readonly ImportColumn Old = new("Mã đơn vị cũ", "Old code", Required: true, 16);
    public static readonly ImportColumn New = new("Mã đơn vị mới", "New code", Required: true, 16);
    public static readonly ImportColumn Share = new("Phần chuyển", "Share", Required: false, 40);
    public static readonly ImportColumn Takes = new("Nhận cán bộ", "Takes people", Required: false, 14);
    public static readonly ImportColumn Name = new("Tên đơn vị mới", "New name", Required: false, 40);
    public static readonly ImportColumn Kind = new("Loại đơn vị mới", "New kind", Required: false, 26);
    public static readonly ImportColumn Parent = new("Mã cấp trên của đơn vị mới", "Code above the new unit", Required: false, 20);

    public static readonly IReadOnlyList<ImportColumn> All = [Old, New, Share, Takes, Name, Kind, Parent];
}

/// <summary>
/// Reads such a file into a draft, all of it or nothing: half an annex would look like a decision that was never taken. An empty
/// old code establishes a unit, an empty new one ends a unit without a successor, the same code twice lets a unit live on.
/// </summary>
internal sealed class Mapping(OrganisationDb db)
{
    public const int MostRows = 20_000;

    /// <returns>What is wrong, row by row; empty when everything was taken into the draft, which the caller saves.</returns>
    /// <exception cref="TableUnreadableException">The file is no table.</exception>
    public async Task<IReadOnlyList<ImportLine>> ReadAsync(Stream file, Reorganisation act, CancellationToken cancel)
    {
        using var table = TableReader.Open(file);
        var header = ImportHeader.Find(table, MappingColumns.All);
        var history = new UnitHistory(await db.Units.AsNoTracking().Include(u => u.Placements).ToListAsync(cancel));
        var (rows, names, pairs) = (new List<Row>(), act.Beginnings.ToDictionary(b => b.Code, b => b.Name), new Dictionary<(string, string), int>());
        while (table.Read() is { } read)
        {
            if (rows.Count == MostRows) throw new TableUnreadableException(TableFault.TooManyRows, "20.000");
            var row = new Row(new RowCells(read, header, table.CountsFrom1904));
            row.Check(history, act, names, pairs);
            rows.Add(row);
        }

        var refused = rows.Where(r => !r.Cells.IsSound).Select(r => r.Cells.Refuse($"{r.Old} → {r.New}")).ToList();
        if (refused.Count > 0) return refused;
        foreach (var row in rows) row.TakeInto(act);
        return [];
    }

    private sealed class Row(RowCells cells)
    {
        private readonly string name = cells.Text(MappingColumns.Name, Unit.NameLength);
        private readonly string parent = cells.Text(MappingColumns.Parent, Unit.CodeLength);
        private readonly UnitKind? kind = cells.Kind(MappingColumns.Kind);
        private readonly string share = cells.Text(MappingColumns.Share, UnitSuccession.ShareLength);
        private readonly bool takes = cells.Yes(MappingColumns.Takes) is true;

        public RowCells Cells => cells;

        public string Old { get; } = cells.Optional(MappingColumns.Old, Unit.CodeLength);

        public string New { get; } = cells.Optional(MappingColumns.New, Unit.CodeLength);

        public void Check(UnitHistory history, Reorganisation act, Dictionary<string, string> names, Dictionary<(string Old, string New), int> pairs)
        {
            if (Old.Length + New.Length == 0) cells.Fault(MappingColumns.Old, RefusalCode.Required);
            if (Old.Length > 0 && history.WithCode(Old, act.Eve) is null) cells.Fault(MappingColumns.Old, RefusalCode.NoPredecessor, Old, Days.Show(act.Eve));
            if (!pairs.TryAdd((Old, New), cells.Number)) cells.Fault(new Refusal(RefusalCode.DuplicateRow, $"{pairs[(Old, New)]}"));
            if (New.Length == 0) return;
            if (name.Length > 0) CheckBeginning(names);
            else if (!names.ContainsKey(New) && history.WithCode(New, act.EffectiveOn) is null) cells.Fault(MappingColumns.New, RefusalCode.NoSuccessor, New, Days.Show(act.EffectiveOn));
        }

        public void TakeInto(Reorganisation act)
        {
            if (name.Length > 0) act.Begin(new NewUnit(New, name, kind!.Value), parent);
            if (Old.Length > 0) act.Transfer(Old, New, share.Length > 0 ? share : null, takes);
        }

        private void CheckBeginning(Dictionary<string, string> names)
        {
            if (!UnitHistory.IsCode(New)) cells.Fault(MappingColumns.New, RefusalCode.NotAUnitCode);
            if (kind is null) cells.Fault(MappingColumns.Kind, RefusalCode.Required);
            if (parent.Length == 0) cells.Fault(MappingColumns.Parent, RefusalCode.Required);
            // A new unit may be described in each of its rows, but only in one way.
            if (!names.TryAdd(New, name) && names[New] != name) cells.Fault(MappingColumns.Name, RefusalCode.NameDiffers, New, names[New]);
        }
    }
}
