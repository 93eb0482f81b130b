using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Web;
using ThanhHoa.DigitalSignature.Signing.Documents;
using ThanhHoa.DigitalSignature.Signing.Numbering;

namespace ThanhHoa.DigitalSignature.Signing.Incoming;

/// <summary>What came in is handed over to the register: an edXML package, or the scan of a paper with what it says.</summary>
[RequestSizeLimit(ReceivePackage.Limit + UploadFault.Limit)]
[RequestFormLimits(MultipartBodyLengthLimit = ReceivePackage.Limit + UploadFault.Limit)]
internal sealed class NewModel(ReceivePackage receive, TakeUploads uploads, EnterDocument enter, CurrentUser user, IUnits units, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    [BindProperty]
    public Guid Unit { get; set; }

    [BindProperty]
    public IFormFile? Package { get; set; }

    [BindProperty]
    public IFormFile? Pdf { get; set; }

    [BindProperty, StringLength(300, ErrorMessage = "Tên nơi gửi dài quá 300 ký tự.")]
    public string? Sender { get; set; }

    [BindProperty, StringLength(100, ErrorMessage = "Số, ký hiệu dài quá 100 ký tự.")]
    public string? OriginalNumber { get; set; }

    [BindProperty]
    public DateOnly? OriginalDate { get; set; }

    [BindProperty, StringLength(450, ErrorMessage = "Trích yếu dài quá 450 ký tự.")]
    public string? Title { get; set; }

    public IReadOnlyList<UnitInfo> Units { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostPackageAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (Units.All(u => u.Id != Unit)) return NotFound();
        if (Package is null || Package.Length > ReceivePackage.Limit) ModelState.AddModelError(nameof(Package), Package is null ? text["Hãy chọn gói tin edXML."] : text["Gói tin lớn hơn 300 MB nên không được nhận."]);
        if (!ModelState.IsValid || Package is null) return Page();
        await using var content = Package.OpenReadStream();
        var (document, sentence) = await receive.RunAsync(Unit, content, cancel);
        if (document is null)
        {
            ModelState.AddModelError(nameof(Package), sentence);
            return Page();
        }

        TempData["Notice"] = sentence;
        return LocalRedirect(await receive.AddressOfAsync(document.Value, cancel));
    }

    public async Task<IActionResult> OnPostPaperAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (Units.All(u => u.Id != Unit)) return NotFound();
        if (string.IsNullOrWhiteSpace(Sender)) ModelState.AddModelError(nameof(Sender), text["Hãy ghi nơi gửi."]);
        if (string.IsNullOrWhiteSpace(Title)) ModelState.AddModelError(nameof(Title), text["Hãy nhập trích yếu nội dung."]);
        if (OriginalDate is { } date && date > clock.TodayInVietnam()) ModelState.AddModelError(nameof(OriginalDate), text["Ngày của văn bản không được sau hôm nay."]);
        var taken = await uploads.ScanAsync(Pdf, (field, complaint) => ModelState.AddModelError(field, complaint), cancel);
        if (!ModelState.IsValid || taken is null) return Page();
        var arrival = new Arrival(Sender!.Trim(), null, OriginalNumber?.Trim() ?? "", OriginalDate, null, null);
        var id = await enter.RunAsync(Unit, about => about with { Purpose = DocumentPurpose.Incoming }, Title!, taken, arrival, cancel);
        TempData["Notice"] = text["Đã vào số văn bản đến. Hãy ký số của cơ quan để đóng dấu đến trên bản quét."].Value;
        return LocalRedirect($"/signing/incoming/{id}");
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Units = [.. (await units.FindAsync(user.UnitsAs(Role.Clerk), cancel)).OrderBy(u => u.Name, StringComparer.Ordinal)];
        if (Unit == default && Units.Count > 0) Unit = Units[0].Id;
    }
}
