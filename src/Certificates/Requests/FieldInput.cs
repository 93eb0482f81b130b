using System.Globalization;
using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>One field of a form as it is shown to be filled in.</summary>
/// <param name="Field">The question.</param>
/// <param name="Answer">What was entered so far.</param>
/// <param name="IsQuestioned">The form came back because of it.</param>
/// <param name="Forms">Names of the devices in this era.</param>
internal sealed record FieldInput(FormField Field, string Answer, bool IsQuestioned, FormSet Forms)
{
    /// <summary>An answer as people read it.</summary>
    public static string Show(FormField field, string answer, FormSet forms, IStringLocalizer<Texts> text) => field.Kind switch
    {
        FieldKind.Date when DateOnly.TryParseExact(answer, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
        FieldKind.Choice => text[RequestNames.OfOption(answer, forms)],
        _ => answer,
    };
}
