using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>
/// The lead agency receives the devices of a request: those the issuer named are confirmed, of the others the serial is
/// entered; a device that was in stock or unknown is then assigned to the line's holder.
/// </summary>
internal sealed class ReceiveModel(CertificatesDb db, RequestAccess access, TakeSteps steps, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    [BindProperty]
    public List<ReceivedDevice> Devices { get; set; } = [];

    public CertificateRequest Filed { get; private set; } = null!;

    public IReadOnlyList<Row> Lines { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        var received = Devices.Where(d => !string.IsNullOrWhiteSpace(d.Serial)).ToDictionary(d => d.Line, d => d.Serial!.Trim().ToUpperInvariant());
        var rows = Lines.Where(r => received.ContainsKey(r.Line.Id)).ToList();
        foreach (var row in rows.Where(r => !r.IsKnown)) await TieAsync(row, received[row.Line.Id], cancel);
        if (rows.Count == 0) ModelState.AddModelError("", text["Hãy nhập số hiệu của ít nhất một thiết bị."]);
        if (!ModelState.IsValid) return Page();
        await db.SaveChangesAsync(cancel);
        var taken = await steps.RunAsync(id, RequestAct.ReceiveDevice, [.. rows.Select(r => r.Line.Id)], "", [], cancel);
        foreach (var (line, why) in taken?.Refused ?? []) ModelState.AddModelError("", $"{line.SubjectName}: {StepTexts.Explain(why, line.Kind, text)}");
        if (!ModelState.IsValid) return Page();
        TempData["Notice"] = text["Đã nhận {0} thiết bị. Bước tiếp theo: bàn giao.", taken?.Done.Count ?? 0].Value;
        return LocalRedirect($"/certificates/requests/{id}");
    }

    private async Task TieAsync(Row row, string serial, CancellationToken cancel)
    {
        var (now, actor) = (clock.GetUtcNow(), access.Actor);
        var device = db.Devices.Local.FirstOrDefault(d => d.Kind == row.Kind && d.Serial == serial) ?? await db.Devices.Include(d => d.History).SingleOrDefaultAsync(d => d.Kind == row.Kind && d.Serial == serial, cancel);
        if (device is null) db.Devices.Add(device = Device.Register(row.Kind, serial, (null, null), actor, now, Filed.IsDemonstration));
        if (!device.Move(DeviceState.Assigned, (row.Line.PersonId, row.Line.SubjectUnitId), actor, now, Filed.Number))
        {
            ModelState.AddModelError("", text["{0}: thiết bị {1} không ở trong kho nên không gắn được. Hãy kiểm tra lại số hiệu.", row.Line.SubjectName, serial]);
            return;
        }

        row.Line.Receive(null, device.Id);
        if (row.Line.CertificateId is { } id && await db.Certificates.Include(c => c.Events).SingleOrDefaultAsync(c => c.Id == id, cancel) is { } certificate) certificate.PutOn(device.Id, now, actor.AccountId);
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (!access.IsLeadAgency || await access.FindAsync(id, cancel) is not { } request) return false;
        Filed = request;
        var lines = request.Lines.Where(l => RequestPath.Next(l.Kind, l.State, RequestAct.ReceiveDevice) is not null).OrderBy(l => l.Ordinal).ToList();
        var known = await db.Devices.AsNoTracking().Where(d => lines.Select(l => l.DeviceId).Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancel);
        Lines =
        [
            .. from line in lines
               let device = line.DeviceId is { } tied ? known.GetValueOrDefault(tied) : null
               select new Row(line, device?.Kind ?? (Enum.TryParse<DeviceKind>(line.Fields.GetValueOrDefault("deviceKind"), out var kind) ? kind : DeviceKind.EToken), device?.Serial ?? Devices.Find(d => d.Line == line.Id)?.Serial, device is not null),
        ];
        return Lines.Count > 0;
    }

    /// <summary>What was entered for a line.</summary>
    public sealed record ReceivedDevice
    {
        public Guid Line { get; init; }

        public string? Serial { get; init; }
    }

    /// <summary>A line whose device is awaited.</summary>
    /// <param name="Line">The line.</param>
    /// <param name="Kind">As the issuer or the form says.</param>
    /// <param name="Serial">As the issuer or the reader says.</param>
    /// <param name="IsKnown">The issuer named the device; its serial is not the reader's to change.</param>
    public sealed record Row(RequestLine Line, DeviceKind Kind, string? Serial, bool IsKnown);
}
