using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Certificates.Requests;
using ThanhHoa.DigitalSignature.Platform.Tables;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Registry;

/// <summary>Writes certificates as an Excel workbook, row by row, so that ten thousand take no more memory than ten.</summary>
internal static class RegistryWorkbook
{
    private static readonly int[] Widths = [30, 34, 40, 36, 18, 16, 16, 22, 30];

    /// <returns>How many rows were written.</returns>
    public static async Task<int> WriteAsync(Stream output, IQueryable<Certificate> certificates, DateTimeOffset now, IStringLocalizer<Texts> text, CancellationToken cancel)
    {
        var rows = certificates.Select(c => new { c.SubjectName, c.Email, c.OrganisationUnits, c.SerialNumber, c.Device, c.NotBefore, c.NotAfter, c.RevokedAt, c.Subject, c.IssuerName }).AsAsyncEnumerable();
        var count = 0;
        using var workbook = new WorkbookWriter(output);
        workbook.BeginSheet(text["Chứng thư số"].Value, Widths);
        workbook.Header(new[] { text["Chủ thể"], text["Thư điện tử"], text["Đơn vị"], text["Số sê-ri"], text["Thiết bị lưu khóa"], text["Hiệu lực từ"], text["Hiệu lực đến"], text["Tình trạng"], text["Nơi cấp"] }.Select(title => title.Value));
        await foreach (var row in rows.WithCancellation(cancel))
        {
            var standing = CertificateFilter.StandingOf(row.NotBefore, row.NotAfter, row.RevokedAt, now);
            workbook.Row(
            [
                row.SubjectName, row.Email ?? "", row.OrganisationUnits, row.SerialNumber,
                row.Subject == SubjectKind.Person ? RegistryNames.Of(row.Device) : text[RequestNames.Of(row.Subject)].Value,
                VietnamTime.Show(row.NotBefore), VietnamTime.Show(row.NotAfter),
                (row.RevokedAt is { } since ? text["Thu hồi từ {0}", VietnamTime.Show(since)] : text[RegistryNames.Of(standing)]).Value,
                row.IssuerName,
            ]);
            count++;
        }

        return count;
    }
}
