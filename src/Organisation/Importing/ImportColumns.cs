using ThanhHoa.DigitalSignature.Organisation.Tables;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Tables;

namespace ThanhHoa.DigitalSignature.Organisation.Importing;

/// <summary>A column of a file, known by its Vietnamese or English name however it is capitalised and marked.</summary>
/// <param name="Title">Vietnamese name, as the template has it.</param>
/// <param name="English">English name.</param>
/// <param name="Required">Whether the file must have the column and the row a value in it.</param>
/// <param name="Width">In letters, in the template.</param>
internal sealed record ImportColumn(string Title, string English, bool Required, int Width)
{
    public bool IsCalled(string header) => SearchText.Fold(header.TrimEnd('*', ' ')) is var folded && (folded == SearchText.Fold(Title) || folded == SearchText.Fold(English));
}

/// <summary>Columns of a file of units.</summary>
internal static class UnitColumns
{
    public static readonly ImportColumn Code = new("Mã đơn vị", "Unit code", Required: true, 14);
    public static readonly ImportColumn Name = new("Tên đơn vị", "Unit name", Required: true, 40);
    public static readonly ImportColumn Kind = new("Loại đơn vị", "Kind", Required: true, 26);
    public static readonly ImportColumn Parent = new("Mã đơn vị cấp trên", "Code of the unit above", Required: true, 16);
    public static readonly ImportColumn From = new("Từ ngày", "From", Required: true, 14);
    public static readonly ImportColumn To = new("Đến hết ngày", "To", Required: false, 14);
    public static readonly ImportColumn DecisionNumber = new("Số quyết định", "Decision number", Required: false, 22);
    public static readonly ImportColumn DecisionDate = new("Ngày quyết định", "Decision date", Required: false, 16);

    public static readonly IReadOnlyList<ImportColumn> All = [Code, Name, Kind, Parent, From, To, DecisionNumber, DecisionDate];
}

/// <summary>Columns of a file of people with their posts.</summary>
internal static class PeopleColumns
{
    public static readonly ImportColumn FullName = new("Họ và tên", "Full name", Required: true, 28);
    public static readonly ImportColumn Email = new("Thư điện tử công vụ", "Official e-mail", Required: false, 34);
    public static readonly ImportColumn BirthDate = new("Ngày sinh", "Date of birth", Required: false, 14);
    public static readonly ImportColumn Mobile = new("Điện thoại di động", "Mobile", Required: false, 16);
    public static readonly ImportColumn IdentityNumber = new("Số định danh cá nhân", "Identity number", Required: false, 20);
    public static readonly ImportColumn Unit = new("Mã đơn vị", "Unit code", Required: true, 14);
    public static readonly ImportColumn Title = new("Chức vụ", "Post", Required: true, 30);
    public static readonly ImportColumn Leading = new("Lãnh đạo", "Leading", Required: false, 12);
    public static readonly ImportColumn Rank = new("Thứ bậc", "Rank", Required: false, 10);
    public static readonly ImportColumn From = new("Từ ngày", "From", Required: true, 14);
    public static readonly ImportColumn To = new("Đến hết ngày", "To", Required: false, 14);
    public static readonly ImportColumn Namesake = new("Khác người trùng tên", "Namesake", Required: false, 16);

    public static readonly IReadOnlyList<ImportColumn> All = [FullName, Email, BirthDate, Mobile, IdentityNumber, Unit, Title, Leading, Rank, From, To, Namesake];
}

/// <summary>Where each column stands in the file at hand.</summary>
internal sealed class ImportHeader
{
    // Reports carry their heading above the table.
    private const int DeepestHeader = 10;

    private readonly Dictionary<ImportColumn, int> places;
    private readonly IReadOnlyList<ImportColumn> columns;

    private ImportHeader(IReadOnlyList<ImportColumn> columns, Dictionary<ImportColumn, int> places) => (this.columns, this.places) = (columns, places);

    /// <summary>Reads up to and including the header, among the first rows.</summary>
    /// <exception cref="TableUnreadableException">There is none, or a required column is missing.</exception>
    public static ImportHeader Find(TableReader table, IReadOnlyList<ImportColumn> columns)
    {
        List<string>? missing = null;
        for (var tries = 0; tries < DeepestHeader && table.Read() is { } row; tries++)
        {
            var found = new Dictionary<ImportColumn, int>();
            foreach (var (place, cell) in row.Cells.Index())
            {
                if (columns.FirstOrDefault(c => c.IsCalled(cell.Text)) is { } column && !found.TryAdd(column, place))
                    throw new TableUnreadableException(TableFault.DoubleColumn, column.Title);
            }

            var lacking = columns.Where(c => c.Required && !found.ContainsKey(c)).Select(c => c.Title).ToList();
            if (lacking.Count == 0) return new ImportHeader(columns, found);
            if (found.Count > 0 && (missing is null || lacking.Count < missing.Count)) missing = lacking;
        }

        throw missing is null ? new TableUnreadableException(TableFault.NoHeader, string.Join(", ", columns.Where(c => c.Required).Select(c => c.Title)))
            : new TableUnreadableException(TableFault.MissingColumns, string.Join(", ", missing));
    }

    public TableCell Cell(TableRow row, ImportColumn column) =>
        places.TryGetValue(column, out var place) && place < row.Cells.Count ? row.Cells[place] : new TableCell("", false, false);

    /// <summary>How the column is called when something is wrong in it: "E – Từ ngày".</summary>
    public string NameOf(ImportColumn column) => places.TryGetValue(column, out var place) ? $"{WorkbookWriter.Letters(place)} – {column.Title}" : column.Title;

    /// <summary>The name of a place that may belong to no column of ours.</summary>
    public string NameOf(int place) => places.FirstOrDefault(p => p.Value == place).Key is { } column ? NameOf(column) : WorkbookWriter.Letters(place);

    /// <summary>The row's cells in the order of the template.</summary>
    public IEnumerable<string> Copy(TableRow row) => columns.Select(column => Cell(row, column).Text);
}
