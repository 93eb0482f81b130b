using System.Text;
using System.Text.RegularExpressions;
using ThanhHoa.DigitalSignature.Pades.Appearance;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Text;

/// <summary>Finds the room that the first lines of an official document leave for number and date: empty, dotted or ruled.</summary>
internal static partial class GapSearch
{
    // Where the number is already given, the digits end the match.
    private const string Filler = "[.…_·‥․-]*";
    private const double SameLine = 0.3;
    // Two digits are as wide as the letters are high.
    private const double LeastRoom = 1;
    // What is filled in shall not touch the letters on either side.
    private const double Air = 0.4;

    public static OfficialPlaces Find(PdfFile file, int firstPages)
    {
        OfficialPlaces found = new(null, null, null);
        var (reader, number) = (new PageText(file), 0);
        foreach (var page in new PageTree(file).Pages().Take(firstPages))
        {
            number++;
            foreach (var line in Lines(reader.Read(page), page))
            {
                var text = string.Concat(line.Select(part => part.Letter));
                found = new(found.Number ?? Gap(NumberLine().Match(text), "number", line, number), found.Day, found.Month);
                // Day and month come from one line, so that a second date lends nothing to the first.
                if (found.Day is null && found.Month is null && DateLine().Match(text) is { Success: true } date)
                    found = found with { Day = Gap(date, "day", line, number), Month = Gap(date, "month", line, number) };
            }
            if (found is { Number: not null, Day: not null, Month: not null }) break;
        }
        return found;
    }

    private static TextGap? Gap(Match match, string group, List<Part> line, int page)
    {
        if (!match.Success || !match.Groups[group].Success) return null;
        var (from, to) = (match.Groups[group].Index - 1, match.Groups[group].Index + match.Groups[group].Length);
        // An accent drawn apart stands before the end of its letter.
        var (left, size) = (line[Math.Max(0, from - 2)..(from + 1)].Max(part => part.Right), line[from].Size);
        var width = line[to].X - left;
        if (!(size > 0 && width >= size * LeastRoom && double.IsFinite(width + line[from].Y))) return null;
        var capitals = size * TrueTypeFont.Regular.CapHeight / TrueTypeFont.Regular.UnitsPerEm;
        return new TextGap(page, new PdfRectangle(left + Air, line[from].Y - (size / 4), width - (2 * Air), capitals + (size / 2)), size);
    }

    // From the top, and from left to right: both halves of the head share their lines.
    private static IEnumerable<List<Part>> Lines(IReadOnlyList<PlacedLetter> letters, PdfPage page)
    {
        var line = new List<Part>();
        foreach (var part in letters.Where(letter => !char.IsWhiteSpace(letter.Letter) && letter.Letter is not ('\u00AD' or '\uFFFD')).SelectMany(letter => Parts(letter, page)).OrderByDescending(part => part.Y))
        {
            if (line.Count > 0 && line[0].Y - part.Y > SameLine * Math.Max(part.Size, line[0].Size))
            {
                yield return Ordered(line);
                line = [];
            }
            line.Add(part);
        }
        if (line.Count > 0) yield return Ordered(line);
    }

    private static List<Part> Ordered(List<Part> line) => [.. line.OrderBy(part => part.X)];

    // Decomposed, so that a letter and its accent drawn apart read like one drawn whole.
    private static IEnumerable<Part> Parts(PlacedLetter letter, PdfPage page)
    {
        var (from, to) = (page.ToDisplay(new PdfRectangle(letter.X, letter.Y, 0, 0)), page.ToDisplay(new PdfRectangle((2 * letter.MiddleX) - letter.X, (2 * letter.MiddleY) - letter.Y, 0, 0)));
        var decomposed = char.IsSurrogate(letter.Letter) ? letter.Letter.ToString() : letter.Letter.ToString().Normalize(NormalizationForm.FormD);
        // The upper end of a letter is taken to be seven tenths of its size above the baseline.
        return decomposed.Select(part => new Part(part, from.X, to.X, from.Y, (to.Y - from.Y) / 0.7));
    }

    private readonly record struct Part(char Letter, double X, double Right, double Y, double Size);

    [GeneratedRegex("(?<=So\u0302\u0301:)(?<number>" + Filler + ")(?=/)", RegexOptions.CultureInvariant)]
    private static partial Regex NumberLine();

    [GeneratedRegex(",nga\u0300y(?:(?<day>" + Filler + ")|[^,]{1,30}?)tha\u0301ng(?:(?<month>" + Filler + ")|[^,]{1,30}?)na\u0306m", RegexOptions.CultureInvariant)]
    private static partial Regex DateLine();
}
