using System.Globalization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Organisation.Tables;
using ThanhHoa.DigitalSignature.Organisation.Units;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Organisation.Importing;

/// <summary>The cells of one row as values, and everything that is wrong with them: all of it, so that a row is corrected once.</summary>
internal sealed class RowCells
{
    // The earliest day anybody alive took up a post; Excel's own day 0 lies before it.
    private static readonly DateOnly Earliest = new(1945, 9, 2);
    private static readonly DateOnly ExcelDayZero = new(1899, 12, 30);
    private static readonly DateOnly ExcelDayZero1904 = new(1904, 1, 1);

    private readonly TableRow row;
    private readonly ImportHeader header;
    private readonly bool from1904;
    private readonly List<CellFault> faults = [];

    public RowCells(TableRow row, ImportHeader header, bool from1904)
    {
        (this.row, this.header, this.from1904) = (row, header, from1904);
        foreach (var (place, cell) in row.Cells.Index())
            if (cell.IsFormula) faults.Add(new CellFault(header.NameOf(place), new Refusal(RefusalCode.Formula)));
    }

    public int Number => row.Number;

    public IReadOnlyList<CellFault> Faults => faults;

    public bool IsSound => faults.Count == 0;

    public ImportLine Refuse(string subject) => ImportLine.Refuse(row.Number, subject, faults, header.Copy(row));

    public void Fault(ImportColumn column, RefusalCode code, params string[] arguments) => Fault(column, new Refusal(code, arguments));

    public void Fault(ImportColumn column, Refusal refusal)
    {
        var name = header.NameOf(column);
        // One complaint a cell: the first is the cause of the others.
        if (!faults.Exists(f => f.Column == name)) faults.Add(new CellFault(name, refusal));
    }

    public void Fault(Refusal refusal) => faults.Add(new CellFault("", refusal));

    /// <summary>A text of one line; empty when there is none.</summary>
    public string Text(ImportColumn column, int atMost)
    {
        var text = Optional(column, atMost);
        if (text.Length == 0 && column.Required) Fault(column, RefusalCode.Required);
        return text;
    }

    /// <summary>A text of one line in a column that must be there but may be empty.</summary>
    public string Optional(ImportColumn column, int atMost)
    {
        var text = PersonRules.Tidy(header.Cell(row, column).Text);
        if (text.Length > atMost) Fault(column, RefusalCode.TooLong, atMost.ToString(CultureInfo.InvariantCulture));
        else if (PersonRules.HasControl(text)) Fault(column, RefusalCode.Invisible);
        return text;
    }

    /// <summary>A text that is kept in another form, or null when the cell is empty or wrong.</summary>
    public string? Text(ImportColumn column, Func<string, string?> form, RefusalCode otherwise)
    {
        var text = Text(column, Post.TitleLength);
        if (text.Length == 0) return null;
        var formed = form(text);
        if (formed is null) Fault(column, otherwise);
        return formed;
    }

    /// <summary>A day, typed or as Excel keeps days: as a number.</summary>
    public DateOnly? Day(ImportColumn column)
    {
        var cell = header.Cell(row, column);
        var text = Text(column, 30);
        if (text.Length == 0) return null;
        var day = cell.IsNumber && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 1 and < 200_000
            ? (from1904 ? ExcelDayZero1904 : ExcelDayZero).AddDays((int)number)
            : PersonRules.Day(text);
        if (day is null) Fault(column, RefusalCode.NotADay, text);
        return day;
    }

    /// <summary>A day on which something of today's administration may begin or end.</summary>
    public DateOnly? HistoryDay(ImportColumn column)
    {
        var day = Day(column);
        if (!(day < Earliest)) return day;
        Fault(column, RefusalCode.NotADay, Days.Show(day.Value));
        return null;
    }

    /// <summary>Yes by x, có, 1, yes; no by an empty cell, không, 0, no.</summary>
    public bool? Yes(ImportColumn column)
    {
        var text = Text(column, 20);
        switch (SearchText.Fold(text))
        {
            case "":
                return null;
            case "x" or "co" or "1" or "yes" or "true":
                return true;
            case "khong" or "0" or "no" or "false":
                return false;
            default:
                Fault(column, RefusalCode.NotYesOrNo, text);
                return null;
        }
    }

    /// <summary>The head, a deputy or the others.</summary>
    public int? Rank(ImportColumn column)
    {
        var text = Text(column, 20);
        if (text is "1" or "2" or "3") return text[0] - '0';
        if (text.Length > 0) Fault(column, RefusalCode.NotARank, text);
        return null;
    }

    /// <summary>A kind by its Vietnamese name or its code word.</summary>
    public UnitKind? Kind(ImportColumn column)
    {
        var text = Text(column, 60);
        if (text.Length == 0) return null;
        foreach (var kind in Enum.GetValues<UnitKind>())
            if (SearchText.Fold(KindNames.Of(kind)) == SearchText.Fold(text) || kind.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)) return kind;
        Fault(column, RefusalCode.NotAKind, text);
        return null;
    }

    /// <summary>A decision has both a number and a date, or is not mentioned.</summary>
    public Decision? Decision(ImportColumn number, ImportColumn date)
    {
        var (text, day) = (Text(number, Organisation.Decision.NumberLength), Day(date));
        if (text.Length > 0 && day is { } signed) return new Decision(text, signed);
        if (text.Length > 0) Fault(date, RefusalCode.DecisionIncomplete);
        else if (day is not null) Fault(number, RefusalCode.DecisionIncomplete);
        return null;
    }
}
