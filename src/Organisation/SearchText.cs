using System.Globalization;
using System.Text;

namespace ThanhHoa.DigitalSignature.Organisation;

internal static class SearchText
{
    /// <summary>Lower case, without diacritics, single spaces: "Đặng Thị  Ước" → "dang thi uoc".</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark)
                continue;
            // đ has no decomposition: it is a letter of its own.
            var plain = letter is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(letter);
            if (!char.IsWhiteSpace(plain))
                folded.Append(plain);
            else if (folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }
        return folded.ToString().TrimEnd();
    }

    /// <summary>A LIKE pattern that finds the typed text anywhere, whatever characters it holds.</summary>
    public static string Anywhere(string typed) =>
        "%" + Fold(typed).Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + "%";
}
