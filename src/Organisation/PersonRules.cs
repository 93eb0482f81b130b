using System.Globalization;
using System.Net.Mail;
using System.Text;
using System.Text.RegularExpressions;

namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>What a name, an address, a number or a date of birth must look like, on a form as in an imported file.</summary>
internal static partial class PersonRules
{
    public const int NameLength = 200;
    public const int EmailLength = 254;

    private static readonly string[] DateForms = ["d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "yyyy-M-d"];

    /// <summary>Composed letters, single spaces, no ends: the same name typed on two keyboards is one text.</summary>
    public static string Tidy(string? typed) => typed is null ? "" : Spaces().Replace(typed.Normalize(NormalizationForm.FormC).Trim(), " ");

    /// <summary>Letters with the few signs names carry; at least two of them.</summary>
    public static bool IsName(string tidy) => tidy.Length is >= 2 and <= NameLength && Name().IsMatch(tidy);

    /// <summary>An address a mail server would take, in ASCII; the official ones are.</summary>
    public static bool IsEmail(string lower) =>
        lower.Length <= EmailLength && Ascii.IsValid(lower) && MailAddress.TryCreate(lower, out var address) && address.Address == lower && Domain().IsMatch(address.Host);

    /// <summary>A Vietnamese mobile number as ten digits; null when it is none. Excel drops the leading zero of what it takes for a number.</summary>
    public static string? Mobile(string typed)
    {
        var digits = Separators().Replace(typed, "");
        if (digits.StartsWith("+84", StringComparison.Ordinal)) digits = "0" + digits[3..];
        else if (digits.Length == 11 && digits.StartsWith("84", StringComparison.Ordinal)) digits = "0" + digits[2..];
        else if (digits.Length == 9 && digits[0] != '0') digits = "0" + digits;
        return TenDigits().IsMatch(digits) ? digits : null;
    }

    /// <summary>Nine digits of the old identity card or twelve of the personal identity number; null when it is neither.</summary>
    public static string? IdentityNumber(string typed)
    {
        var digits = Separators().Replace(typed, "");
        // Eleven digits: a twelve-digit number whose leading zero Excel dropped (provinces' codes begin with 0).
        if (digits.Length == 11) digits = "0" + digits;
        return NineOrTwelveDigits().IsMatch(digits) ? digits : null;
    }

    /// <summary>Old enough to hold a post, not older than anybody is.</summary>
    public static bool IsBirthDate(DateOnly day, DateOnly today) => day <= today.AddYears(-16) && day >= today.AddYears(-110);

    /// <summary>A day as people write it: 01/07/2025, 1-7-2025, 2025-07-01.</summary>
    public static DateOnly? Day(string typed) =>
        DateOnly.TryParseExact(typed, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and <= 2200 ? day : null;

    /// <summary>Something no screen shows and no person types.</summary>
    public static bool HasControl(string text) => text.Any(letter => CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^[\p{L}\p{M}][\p{L}\p{M} .'’-]*$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$", RegexOptions.ExplicitCapture)]
    private static partial Regex Domain();

    [GeneratedRegex("[ .-]")]
    private static partial Regex Separators();

    [GeneratedRegex("^0[0-9]{9}$")]
    private static partial Regex TenDigits();

    [GeneratedRegex("^([0-9]{9}|[0-9]{12})$", RegexOptions.ExplicitCapture)]
    private static partial Regex NineOrTwelveDigits();
}
