using System.Globalization;

namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>Days as people read them.</summary>
internal static class Days
{
    public static string Show(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
