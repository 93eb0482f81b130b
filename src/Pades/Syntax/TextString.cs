using System.Text;

namespace ThanhHoa.DigitalSignature.Pades.Syntax;

/// <summary>Text strings (ISO 32000-2 §7.9.2.2): UTF-16BE or UTF-8 with a mark, else PDFDocEncoding.</summary>
internal static class TextString
{
    // PDFDocEncoding 0x18–0x1F and 0x80–0xA0 differ from Latin-1 (Annex D.3).
    private const string Low = "\u02D8\u02C7\u02C6\u02D9\u02DD\u02DB\u02DA\u02DC";
    private const string High =
        "\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203A\u2212\u2030\u201E\u201C\u201D\u2018" +
        "\u2019\u201A\u2122\uFB01\uFB02\u0141\u0152\u0160\u0178\u017D\u0131\u0142\u0153\u0161\u017E\uFFFD\u20AC";

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFE, 0xFF, ..]) return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        if (bytes is [0xFF, 0xFE, ..]) return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes is [0xEF, 0xBB, 0xBF, ..]) return Encoding.UTF8.GetString(bytes[3..]);
        var text = new StringBuilder(bytes.Length);
        foreach (var b in bytes)
        {
            text.Append(b switch
            {
                >= 0x18 and <= 0x1F => Low[b - 0x18],
                >= 0x80 and <= 0xA0 => High[b - 0x80],
                _ => (char)b,
            });
        }
        return text.ToString();
    }

    public static PdfString Encode(string text)
    {
        if (Ascii.IsValid(text) && !text.AsSpan().ContainsAnyInRange('\u0018', '\u001F')) return new PdfString(Encoding.ASCII.GetBytes(text));
        return new PdfString([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)]);
    }

    /// <summary>A date of ISO 32000-2 §7.9.4, or null when the text is none.</summary>
    public static DateTimeOffset? ParseDate(string text)
    {
        var digits = text.StartsWith("D:", StringComparison.Ordinal) ? text.AsSpan(2) : text.AsSpan();
        Span<int> parts = [0, 1, 1, 0, 0, 0];
        var at = 0;
        for (var i = 0; i < 6; i++)
        {
            var width = i == 0 ? 4 : 2;
            if (digits.Length < at + width || !char.IsAsciiDigit(digits[at])) break;
            if (!int.TryParse(digits.Slice(at, width), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out parts[i])) return null;
            at += width;
        }
        if (at == 0) return null;
        var offset = ParseOffset(digits[at..]);
        if (parts[0] < 1 || parts[1] is < 1 or > 12 || parts[2] < 1 || parts[2] > DateTime.DaysInMonth(parts[0], parts[1])
            || parts[3] > 23 || parts[4] > 59 || parts[5] > 59 || offset is null) return null;
        try
        {
            return new DateTimeOffset(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], offset.Value);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    public static PdfString Date(DateTimeOffset time)
    {
        var offset = time.Offset;
        var zone = offset == TimeSpan.Zero
            ? "Z"
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset.Duration().Hours:00}'{offset.Duration().Minutes:00}'");
        return Encode(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"D:{time:yyyyMMddHHmmss}{zone}"));
    }

    private static TimeSpan? ParseOffset(ReadOnlySpan<char> zone)
    {
        if (zone.IsEmpty || zone[0] == 'Z') return TimeSpan.Zero;
        if (zone[0] is not ('+' or '-')) return null;
        var hours = Two(zone, 1);
        var minutes = zone.Length > 3 && zone[3] == '\'' ? Two(zone, 4) : Two(zone, 3);
        if (hours is < 0 or > 14 || minutes > 59) return null;
        var offset = new TimeSpan(hours, Math.Max(minutes, 0), 0);
        return zone[0] == '-' ? -offset : offset;
    }

    private static int Two(ReadOnlySpan<char> text, int at) =>
        text.Length >= at + 2 && char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1])
            ? ((text[at] - '0') * 10) + text[at + 1] - '0'
            : -1;
}
