namespace ThanhHoa.DigitalSignature.Organisation.Tables;

/// <summary>Why a file cannot be read as a table at all.</summary>
internal enum TableFault
{
    Empty,
    NotATable,
    OldOrProtectedExcel,
    NoSheet,
    Damaged,
    TooLarge,
    UnknownEncoding,
    OpenQuote,
    NoHeader,
    MissingColumns,
    DoubleColumn,
    TooManyRows,
    ChangedSince,
    GaveUp,
}

/// <summary>A file that is no table, or not one that can be trusted. Where it broke stands in <see cref="Detail"/>.</summary>
/// <param name="fault">What is wrong.</param>
/// <param name="detail">Row, columns or limit the sentence about it names.</param>
internal sealed class TableUnreadableException(TableFault fault, string detail = "") : Exception($"{fault}: {detail}")
{
    public TableFault Fault { get; } = fault;

    public string Detail { get; } = detail;
}
