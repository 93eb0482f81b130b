using System.Text;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Text;

/// <summary>The words of a file in reading order, for searching; nothing is said of how they are laid out.</summary>
internal static class PlainText
{
    private const double SameLine = 2;

    public static string Read(PdfFile file, int maxPages, int maxCharacters)
    {
        var text = new StringBuilder();
        var reader = new PageText(file);
        foreach (var page in new PageTree(file).Pages().Take(maxPages))
        {
            Append(page, reader.Read(page), text);
            if (text.Length >= maxCharacters) break;
            // As pdftotext does.
            text.Append('\f');
        }
        return text.ToString(0, Math.Min(text.Length, maxCharacters));
    }

    private static void Append(PdfPage page, IReadOnlyList<PlacedLetter> letters, StringBuilder text)
    {
        var placed = letters.Select(letter =>
        {
            var (from, middle) = (page.ToDisplay(new PdfRectangle(letter.X, letter.Y, 0, 0)), page.ToDisplay(new PdfRectangle(letter.MiddleX, letter.MiddleY, 0, 0)));
            return (Line: Math.Round(from.Y / SameLine), from.X, Width: 2 * Math.Abs(middle.X - from.X), letter.Letter);
        }).OrderByDescending(letter => letter.Line).ThenBy(letter => letter.X);
        var (line, end) = (double.NaN, 0.0);
        foreach (var letter in placed)
        {
            // Spaces are often only distance.
            if (!double.IsNaN(line) && (letter.Line != line || letter.X - end > Math.Max(1, letter.Width / 5))) text.Append(letter.Line == line ? ' ' : '\n');
            text.Append(letter.Letter);
            (line, end) = (letter.Line, letter.X + letter.Width);
        }
    }
}
