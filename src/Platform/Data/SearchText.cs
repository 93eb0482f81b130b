using System.Globalization;
using System.Text;

namespace ThanhHoa.DigitalSignature.Platform.Data;

/// <summary>Text as it is searched: lower case, without diacritics, single spaces, so that "nguyen" finds "Nguyễn".</summary>
public static class SearchText
{
    /// <summary>Folds a text for storing beside it, or a query before asking: "Đặng Thị  Ước" → "dang thi uoc".</summary>
    /// <param name="text">Vietnamese or other Latin text.</param>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark) continue;
            // đ has no decomposition: it is a letter of its own.
            var plain = letter is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(letter);
            if (!char.IsWhiteSpace(plain)) folded.Append(plain);
            else if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>A LIKE pattern that finds the typed text anywhere; what LIKE would read as a wildcard is taken literally.</summary>
    /// <param name="typed">What a person typed.</param>
    public static string Anywhere(string typed) =>
        $"%{Fold(typed).Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
