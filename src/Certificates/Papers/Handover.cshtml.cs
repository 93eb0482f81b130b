using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Certificates.Requests;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Certificates.Papers;

/// <summary>The lead agency hands devices over: by minutes signed in the portal, or by the scan of minutes signed by hand.</summary>
[RequestSizeLimit(MostBytes * 2)]
[RequestFormLimits(MultipartBodyLengthLimit = MostBytes * 2)]
internal sealed class HandoverModel(CertificatesDb db, RequestAccess access, MakePapers papers, TakeSteps steps, IPapersToSign desk, FileStore files, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    private const int MostBytes = 20 * 1024 * 1024;

    [BindProperty(Name = "lines")]
    public List<Guid> Chosen { get; set; } = [];

    [BindProperty]
    public IFormFile? Scan { get; set; }

    public CertificateRequest Filed { get; private set; } = null!;

    public IReadOnlyList<Row> Lines { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostSignAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        if (user.PersonId is not { } giver) ModelState.AddModelError("", text["Tài khoản của bạn không gắn với người nào nên không ký được. Hãy báo quản trị viên."]);
        else if (ChosenLines() is { Count: > 0 } lines)
        {
            var made = await papers.HandOverAsync(Filed, lines, giver, cancel);
            if (made < lines.Count) TempData["Notice"] = text["Đã lập {0} biên bản trên {1} dòng. Những dòng còn lại không ký số được (chưa có chứng thư số, SIM PKI, hoặc không phải của một người); hãy dùng bản giấy.", made, lines.Count].Value;
            else TempData["Notice"] = text["Đã lập {0} biên bản. Hãy mở hộp ký để ký phần bên giao.", made].Value;
            return LocalRedirect($"/certificates/requests/{id}/handover");
        }

        return Page();
    }

    public async Task<IActionResult> OnPostScanAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        if (ChosenLines() is not { Count: > 0 } lines || await StoreScanAsync(cancel) is not { } sha256) return Page();
        db.RequestPapers.Add(RequestPaper.Scan(id, lines.Select(l => l.Id), $"Biên bản bàn giao {Filed.Number}", sha256, access.Actor, clock.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
        // Should the portal die here, the scan is there and the step can be taken from this page once more.
        var taken = await steps.RunAsync(id, RequestAct.HandOver, [.. lines.Select(l => l.Id)], "", [], cancel);
        if (taken is { Refused: [] })
        {
            TempData["Notice"] = text["Đã lưu bản quét và ghi nhận bàn giao {0} thiết bị.", taken.Done.Count].Value;
            return LocalRedirect($"/certificates/requests/{id}");
        }

        foreach (var (line, why) in taken?.Refused ?? []) ModelState.AddModelError("", $"{line.SubjectName}: {StepTexts.Explain(why, line.Kind, text)}");
        return await LoadAsync(id, cancel) ? Page() : NotFound();
    }

    private List<RequestLine> ChosenLines()
    {
        var lines = Lines.Where(r => r.WaitsFor is null && Chosen.Contains(r.Line.Id)).Select(r => r.Line).ToList();
        if (lines.Count == 0) ModelState.AddModelError("", text["Hãy chọn ít nhất một thiết bị."]);
        return lines;
    }

    private async Task<string?> StoreScanAsync(CancellationToken cancel)
    {
        if (Scan is not { Length: > 0 and <= MostBytes })
        {
            ModelState.AddModelError(nameof(Scan), Scan is { Length: > MostBytes } ? text["Bản quét lớn hơn 20 MB. Hãy quét ở 200 dpi rồi gửi lại."] : text["Hãy chọn bản quét biên bản đã ký."]);
            return null;
        }

        await using var content = Scan.OpenReadStream();
        try
        {
            PdfInspector.Inspect(content);
        }
        catch (PdfException)
        {
            ModelState.AddModelError(nameof(Scan), text["Tệp không phải là PDF đọc được. Hãy quét biên bản thành PDF."]);
            return null;
        }

        content.Position = 0;
        return (await files.PutAsync(content, MostBytes, cancel)).Sha256;
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (!access.IsLeadAgency || await access.FindAsync(id, cancel) is not { } request) return false;
        Filed = request;
        var lines = request.Lines.Where(l => l.State == RequestState.DeviceReceived && l.DeviceId is not null).OrderBy(l => l.Ordinal).ToList();
        var devices = await db.Devices.AsNoTracking().Where(d => lines.Select(l => l.DeviceId).Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancel);
        var open = await db.RequestPapers.AsNoTracking().Where(p => p.RequestId == id && p.Kind == PaperKind.Handover && p.SettledAt == null).ToListAsync(cancel);
        var states = (await desk.StatesAsync([.. open.Select(p => p.Id)], cancel)).ToDictionary(s => s.Id);
        Lines =
        [
            .. from line in lines
               let paper = open.Find(p => p.LineIds.Contains(line.Id))
               let state = paper is null ? null : states.GetValueOrDefault(paper.Id)
               select new Row(line, devices[line.DeviceId!.Value], paper?.Id, state?.WaitsFor, state?.IsSigned ?? false),
        ];
        return true;
    }

    /// <summary>A device that is to be handed over.</summary>
    /// <param name="Line">Its line.</param>
    /// <param name="Device">The device.</param>
    /// <param name="Paper">Minutes that are being signed.</param>
    /// <param name="WaitsFor">Who is to sign them next.</param>
    /// <param name="IsSettling">Both have signed, the line has not followed yet.</param>
    public sealed record Row(RequestLine Line, Device Device, Guid? Paper, string? WaitsFor, bool IsSettling);
}
