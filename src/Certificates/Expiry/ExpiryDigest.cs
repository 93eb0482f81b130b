using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Certificates.Registry;
using ThanhHoa.DigitalSignature.Platform.Mail;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Expiry;

/// <summary>Writes one e-mail about everything that one recipient has to hear on a day: Vietnamese, English below.</summary>
internal sealed class ExpiryDigest(IStringLocalizer<Texts> text, IConfiguration settings)
{
    /// <summary>More than this nobody reads in a mail; the page lists all.</summary>
    private const int MostLines = 100;

    private const int FirstEraLimit = 60;

    private readonly string portal = (settings["Portal:Url"] ?? "").TrimEnd('/');

    public OutgoingMail Write(string recipient, IReadOnlyList<ExpiringCertificate> certificates, DateTimeOffset now)
    {
        var subject = In("vi", () => text["{0} chứng thư số sắp hết hạn", certificates.Count].Value);
        var body = $"{In("vi", () => Body(certificates))}\n\n– – –\n\n{In("en", () => Body(certificates))}";
        return new OutgoingMail(recipient, subject, body, now);
    }

    private string Body(IReadOnlyList<ExpiringCertificate> certificates)
    {
        var body = new StringBuilder();
        body.AppendLine(text["Các chứng thư số sau đây sắp hết hạn và chưa có đề nghị gia hạn:"]).AppendLine();
        foreach (var one in certificates.Take(MostLines))
        {
            body.AppendLine(text["- {0}, {1}, số sê-ri {2}: hết hạn ngày {3} (còn {4} ngày)", one.Name, RegistryNames.Of(one.Device), one.Serial, one.NotAfter.ToVietnam().ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), one.DaysLeft]);
            if (portal.Length > 0) body.AppendLine(CultureInfo.InvariantCulture, $"  {portal}/certificates/{one.Id}");
        }

        if (certificates.Count > MostLines) body.AppendLine(text["và {0} chứng thư số khác.", certificates.Count - MostLines]);
        body.AppendLine().AppendLine(text["Việc cần làm: văn thư của đơn vị lập đề nghị gia hạn trên cổng ký số rồi trình thủ trưởng đơn vị. Khi đề nghị đã trình, thư nhắc này dừng lại."]);
        if (portal.Length > 0) body.AppendLine(CultureInfo.InvariantCulture, $"{portal}/certificates/renewals");
        if (certificates.Any(c => c.Rung > FirstEraLimit))
            body.AppendLine().AppendLine(text["Đừng chờ: theo quy định áp dụng đến ngày 14/8/2024, chứng thư số còn dưới {0} ngày không gia hạn được nữa mà phải cấp mới.", FirstEraLimit]);
        return body.ToString().TrimEnd();
    }

    // A job speaks to nobody in particular, so the language is chosen here.
    private static string In(string language, Func<string> write)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return write();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
