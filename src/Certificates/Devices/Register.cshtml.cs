using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Certificates.Devices;

/// <summary>Devices come into stock, one a line, as they are read off the boxes or a scanner.</summary>
internal sealed partial class RegisterModel(CertificatesDb db, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    private const int Most = 2000;

    [BindProperty]
    public DeviceKind Kind { get; set; }

    /// <summary>Serials; for a SIM also the number and the carrier, parted by semicolons.</summary>
    [BindProperty, Required(ErrorMessage = "Hãy nhập ít nhất một số hiệu."), StringLength(200_000, ErrorMessage = "Danh sách quá dài. Hãy chia thành nhiều lần.")]
    public string Lines { get; set; } = "";

    [BindProperty, StringLength(40)]
    public string? Carrier { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        var read = Read();
        var serials = read.Select(r => r.Serial).ToList();
        var known = await db.Devices.Where(d => d.Kind == Kind && serials.Contains(d.Serial)).Select(d => d.Serial).ToListAsync(cancel);
        foreach (var serial in known) ModelState.AddModelError(nameof(Lines), text["Số hiệu {0} đã có trong sổ.", serial]);
        foreach (var twice in read.GroupBy(r => r.Serial).Where(g => g.Count() > 1)) ModelState.AddModelError(nameof(Lines), text["Số hiệu {0} có ở các dòng {1}.", twice.Key, string.Join(", ", twice.Select(t => t.Line))]);
        if (read.Count > Most) ModelState.AddModelError(nameof(Lines), text["Mỗi lần nhập tối đa {0} thiết bị.", Most]);
        if (!ModelState.IsValid) return Page();
        var now = clock.GetUtcNow();
        foreach (var (_, serial, phone, carrier) in read)
        {
            var device = Device.Register(Kind, serial, (phone, carrier), new Actor(user.AccountId, user.PersonId, user.DisplayName), now);
            db.Devices.Add(device);
            db.Audit.Add(AuditEntry.By(user, now, "certificates.device.registered", ("device", device.Id), details: new { kind = Kind.ToString(), serial }));
        }

        await db.SaveChangesAsync(cancel);
        TempData["Notice"] = text["Đã nhập kho {0} thiết bị.", read.Count].Value;
        return LocalRedirect("/certificates/devices?state=InStock");
    }

    private List<(int Line, string Serial, string? Phone, string? Carrier)> Read()
    {
        var read = new List<(int, string, string?, string?)>();
        foreach (var (line, index) in Lines.Split('\n').Select((line, index) => (line.Trim(), index + 1)).Where(l => l.Item1.Length > 0))
        {
            var parts = line.Split(';', StringSplitOptions.TrimEntries);
            var serial = parts[0].ToUpperInvariant();
            var phone = parts.Length > 1 && parts[1].Length > 0 ? parts[1].Replace(" ", "", StringComparison.Ordinal) : null;
            if (!Serial().IsMatch(serial)) ModelState.AddModelError(nameof(Lines), text["Dòng {0}: số hiệu chỉ gồm chữ, số và dấu gạch, từ 4 đến 60 ký tự.", index]);
            else if (Kind == DeviceKind.SimPki && (phone is null || !Phone().IsMatch(phone))) ModelState.AddModelError(nameof(Lines), text["Dòng {0}: SIM PKI cần số điện thoại sau dấu chấm phẩy, ví dụ 8984012345;0912345678.", index]);
            else read.Add((index, serial, Kind == DeviceKind.SimPki ? phone : null, Kind == DeviceKind.SimPki ? (parts.Length > 2 && parts[2].Length > 0 ? parts[2] : Carrier) : null));
        }

        return read;
    }

    [GeneratedRegex("^[A-Z0-9-]{4,60}$")]
    private static partial Regex Serial();

    [GeneratedRegex(@"^(0|\+84)\d{9,10}$", RegexOptions.ExplicitCapture)]
    private static partial Regex Phone();
}
