using System.Globalization;

namespace ThanhHoa.DigitalSignature.Platform.OfficialDocuments;

/// <summary>An administrative document in the layout of Decree 30/2020/NĐ-CP, annex I, to be written as Word and as PDF.</summary>
public sealed record OfficialDocument
{
    /// <summary>The organisation above the issuing one: "UBND TỈNH THANH HÓA"; null when there is none.</summary>
    public string? Superior { get; init; }

    /// <summary>The issuing organisation.</summary>
    public required string Organisation { get; init; }

    /// <summary>"05/TTr-SXD"; "/TTr-SXD" leaves room for the number that is given later; null for a form that has no number.</summary>
    public string? Symbol { get; init; }

    /// <summary>"Thanh Hóa".</summary>
    public required string Place { get; init; }

    /// <summary>The day it is dated; null leaves room to be filled in by hand.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Without a date: the year in which it will be dated, with room for day and month, or null for room to write all by hand.</summary>
    public int? Year { get; init; }

    /// <summary>Kind of document in capitals: "TỜ TRÌNH", "BIÊN BẢN".</summary>
    public required string Title { get; init; }

    /// <summary>What it is about.</summary>
    public string? Abstract { get; init; }

    /// <summary>To whom, without "Kính gửi"; null for none.</summary>
    public string? Addressee { get; init; }

    /// <summary>The text from top to bottom.</summary>
    public required IReadOnlyList<OfficialBlock> Body { get; init; }

    /// <summary>Who signs, left to right; at most two.</summary>
    public IReadOnlyList<OfficialSigner> Signers { get; init; } = [];

    /// <summary>"Nơi nhận", one a line without the dash; the last line of the file is added by the clerk.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>"Thanh Hóa, ngày 05 tháng 02 năm 2026": days below 10 and months 1 and 2 with a leading zero (annex I, 4).</summary>
    internal string PlaceAndDate => Date is { } day
        ? string.Create(CultureInfo.InvariantCulture, $"{Place}, ngày {day.Day:00} tháng {(day.Month < 3 ? $"{day.Month:00}" : $"{day.Month}")} năm {day.Year}")
        : Year is { } year ? string.Create(CultureInfo.InvariantCulture, $"{Place}, ngày {Room(4)} tháng {Room(4)} năm {year}")
        : $"{Place}, ngày …… tháng …… năm ………";

    /// <summary>"Số: 05/TTr-SXD", with about 28 points of room where the number is not given yet.</summary>
    internal string? NumberLine => Symbol is null ? null : Symbol.StartsWith('/') ? $"Số: {Room(8)}{Symbol}" : $"Số: {Symbol}";

    // Blanks at which no line is broken, each a quarter of the size wide.
    private static string Room(int blanks) => new('\u00A0', blanks);
}

/// <summary>A piece of the text.</summary>
public abstract record OfficialBlock
{
    private OfficialBlock()
    {
    }

    /// <summary>A paragraph.</summary>
    /// <param name="Text">Plain text.</param>
    /// <param name="Bold">Upright bold.</param>
    /// <param name="Italic">As legal bases are.</param>
    /// <param name="Indented">First line 1 cm in.</param>
    public sealed record Paragraph(string Text, bool Bold = false, bool Italic = false, bool Indented = true) : OfficialBlock;

    /// <summary>A table with a head that is repeated on each page.</summary>
    /// <param name="Head">One cell a column.</param>
    /// <param name="Rows">Cells as plain text.</param>
    /// <param name="Shares">Widths as shares of the line; one for each column.</param>
    public sealed record Table(IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<int> Shares) : OfficialBlock;

    /// <summary>What follows stands on a new page under this heading: an appendix (14 bold, centred).</summary>
    /// <param name="Heading">"PHỤ LỤC", or a form's name.</param>
    public sealed record NewPage(string Heading) : OfficialBlock;
}

/// <summary>One who signs.</summary>
/// <param name="Position">Authority and position in capitals: "KT. GIÁM ĐỐC", "NGƯỜI NHẬN".</param>
/// <param name="Name">Full name; empty leaves room.</param>
public sealed record OfficialSigner(string Position, string Name);

/// <summary>The measures of annex I, within its limits; in millimetres and points.</summary>
internal static class OfficialLayout
{
    public const float PageWidth = 210, PageHeight = 297, Top = 20, Bottom = 20, Left = 30, Right = 18;
    public const float HeadSize = 12, MottoSize = 13, BodySize = 14, TableSize = 12, RecipientsTitleSize = 12, RecipientsSize = 11;
    public const float FirstLine = 10;
    public const float ParagraphGap = 6;
    public const float LineSpacing = 1.15f;
    public const string Font = "Times New Roman";
    public const string Nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
    public const string Motto = "Độc lập - Tự do - Hạnh phúc";

    public static string Capitals(string text) => text.ToUpper(CultureInfo.GetCultureInfo("vi-VN"));
}
