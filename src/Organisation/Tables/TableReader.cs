using System.Buffers;
using System.Text;
using ThanhHoa.DigitalSignature.Platform.Tables;

namespace ThanhHoa.DigitalSignature.Organisation.Tables;

/// <summary>One cell as it stands in the file.</summary>
/// <param name="Text">Its text or value, composed letters, without spaces at its ends.</param>
/// <param name="IsNumber">Excel keeps it as a number: it may be a day, and may have lost leading zeros.</param>
/// <param name="IsFormula">It is a formula, or would become one when the file is opened.</param>
internal readonly record struct TableCell(string Text, bool IsNumber, bool IsFormula)
{
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789 .-");

    public static TableCell OfText(string text)
    {
        var tidy = text.Normalize(NormalizationForm.FormC).Trim();
        return new TableCell(tidy, IsNumber: false, IsFormula: LooksLikeFormula(tidy));
    }

    // A telephone number may begin with a plus sign, a dash may stand for "nothing"; neither computes anything.
    private static bool LooksLikeFormula(string text) =>
        text.Length > 1 && (text[0] is '=' or '@' || (text[0] is '+' or '-' && text.AsSpan(1).ContainsAnyExcept(OfNumbers)));
}

/// <summary>A row that is not empty.</summary>
/// <param name="Number">The number a person sees beside it in Excel.</param>
/// <param name="Cells">Its cells from the first column on; columns beyond <see cref="TableReader.MostColumns"/> are left out.</param>
internal sealed record TableRow(int Number, IReadOnlyList<TableCell> Cells);

/// <summary>A table read row by row: an Excel workbook's first visible sheet, or a text file. What it holds in memory is bounded.</summary>
internal abstract class TableReader : IDisposable
{
    public const int MostColumns = 64;

    /// <summary>As much as Excel lets a cell hold.</summary>
    public const int LongestCell = WorkbookWriter.LongestCell;

    /// <summary>How much of the file was read, 0 to 1.</summary>
    public abstract double Progress { get; }

    /// <summary>Whether day numbers count from 1904, as old Macs did.</summary>
    public virtual bool CountsFrom1904 => false;

    /// <summary>Opens a file by what is in it; its name says nothing.</summary>
    /// <param name="content">Seekable; at its beginning.</param>
    /// <exception cref="TableUnreadableException">It is no table.</exception>
    public static TableReader Open(Stream content)
    {
        Span<byte> head = stackalloc byte[8];
        var read = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        content.Position = 0;
        head = head[..read];
        if (read == 0) throw new TableUnreadableException(TableFault.Empty);
        if (head.StartsWith("PK"u8)) return WorkbookReader.Open(content);
        // The container of .xls, and of an .xlsx with a password.
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])) throw new TableUnreadableException(TableFault.OldOrProtectedExcel);
        return TextTableReader.Open(content);
    }

    /// <summary>The next row that is not empty; null at the end.</summary>
    /// <exception cref="TableUnreadableException">The file breaks off or is damaged.</exception>
    public abstract TableRow? Read();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
