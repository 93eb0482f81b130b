using System.Globalization;
using System.Text;

namespace ThanhHoa.DigitalSignature.Pades.Reports;

/// <summary>Makes words of strangers harmless before they stand beside ours.</summary>
internal static class ReportText
{
    private const int Longest = 500;

    /// <summary>
    /// One line, without control characters and without the marks that turn the direction of what follows: a name must not
    /// rewrite the sentence it stands in. Composed, because fonts and searches expect it.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length >= Longest)
            {
                clean.Append('…');
                break;
            }
            clean.Append(Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => " ",
                UnicodeCategory.Format => "",
                // Not a character: no XML may hold it.
                _ when (rune.Value & 0xFFFE) == 0xFFFE => "\uFFFD",
                _ => rune.ToString(),
            });
        }
        return clean.ToString().Normalize(NormalizationForm.FormC).Trim();
    }
}
