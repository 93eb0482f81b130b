using System.Globalization;
using System.Text;

namespace ThanhHoa.DigitalSignature.Platform.Data;

/// <summary>Text as it is searched: lower case, without diacritics, đ as d, so that "nguyen" finds "Nguyễn".</summary>
public static class SearchText
{
    /// <summary>Folds a text for storing beside it, or a query before asking.</summary>
    /// <param name="text">Vietnamese or other Latin text.</param>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark) continue;
            folded.Append(letter is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(letter));
        }

        return folded.ToString();
    }

    /// <summary>A pattern for LIKE that finds the folded text anywhere; what LIKE would read as a wildcard is taken literally.</summary>
    /// <param name="query">What a person typed.</param>
    public static string Pattern(string query) =>
        $"%{Fold(query).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
