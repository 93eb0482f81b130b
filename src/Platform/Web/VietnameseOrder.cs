using System.Globalization;

namespace ThanhHoa.DigitalSignature.Platform.Web;

/// <summary>Names in the order a Vietnamese reader expects, where the database has not sorted them.</summary>
public static class VietnameseOrder
{
    /// <summary>Compares without case; Đ stands after D.</summary>
    public static StringComparer Instance { get; } = StringComparer.Create(CultureInfo.GetCultureInfo("vi"), ignoreCase: true);
}
