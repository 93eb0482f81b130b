using System.Globalization;
using System.Net;
using System.Text;

namespace ThanhHoa.DigitalSignature.Sandbox;

/// <summary>One page that says what this is, so that nobody takes it for the real thing.</summary>
internal static class HomePage
{
    private const int MostRows = 500;
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    public static string Write(Authority authority, Faults faults, Uri url)
    {
        var rows = new StringBuilder();
        foreach (var issued in authority.Issued.Reverse().Take(MostRows))
        {
            var state = issued.RevokedAt is { } since ? $"Đã thu hồi {Day(since)} ({issued.Reason})" : "Không bị thu hồi";
            rows.Append(CultureInfo.InvariantCulture,
                $"<tr><td><code>{issued.SerialNumber}</code><td>{WebUtility.HtmlEncode(issued.Subject)}<td>{Day(issued.NotBefore)} – {Day(issued.NotAfter)}<td>{state}");
        }
        var failing = string.Join(", ", Enum.GetValues<SandboxService>().Where(s => faults[s] != Fault.None).Select(s => $"{s}: {faults[s]}"));
        return $$"""
            <!doctype html>
            <html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Môi trường thử nghiệm</title>
            <style>body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}
            td,th{border-bottom:1px solid #ccc;padding:.3rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}.note{background:#fff3cd;padding:1rem}</style></head>
            <body><main><h1>Đây là môi trường thử nghiệm</h1>
            <p class="note">Chứng thư số và dấu thời gian cấp ở đây không có giá trị pháp lý. Máy chủ này chỉ nhận kết nối từ chính máy đang chạy nó.</p>
            <p>Lỗi đang được giả lập: {{(failing.Length == 0 ? "không có" : failing)}}.</p>
            <h2>Dịch vụ</h2>
            <ul>
            <li>Chứng thư của cơ quan cấp: <a href="/ca/root.cer">gốc</a>, <a href="/ca/issuing.cer">cấp dưới</a>, <a href="/ca/old-root.cer">gốc thế hệ cũ</a>, <a href="/ca/old-issuing.cer">cấp dưới thế hệ cũ</a></li>
            <li>Danh sách thu hồi: <a href="/crl/root.crl">gốc</a>, <a href="/crl/issuing.crl">cấp dưới</a>, <a href="/crl/old-root.crl">gốc thế hệ cũ</a>, <a href="/crl/old-issuing.crl">cấp dưới thế hệ cũ</a></li>
            <li>Trạng thái chứng thư (OCSP): <code>{{url}}ocsp</code></li>
            <li>VGCA Sign Service, khi được bật: <a href="/sign-service">ai cắm thiết bị và làm gì</a></li>
            <li>Dấu thời gian (RFC 3161): <code>{{url}}tsa</code></li>
            <li>Cấp chứng thư: <code>POST {{url}}ca/certificates</code>, cấp hàng loạt: <code>POST {{url}}ca/batches</code>; thu hồi: <code>POST {{url}}ca/revocations</code>; giả lập lỗi: <code>POST {{url}}faults</code></li>
            </ul>
            <h2>Chứng thư đã cấp</h2>
            <table><thead><tr><th>Số sê-ri<th>Chủ thể<th>Thời hạn<th>Trạng thái</thead><tbody>{{rows}}</tbody></table>
            </main></body></html>
            """;
    }

    private static string Day(DateTimeOffset time) => time.ToOffset(TimeSpan.FromHours(7)).ToString("dd/MM/yyyy HH:mm", Vietnamese);
}
