using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Signing.Documents;
using ThanhHoa.DigitalSignature.Signing.Numbering;

namespace ThanhHoa.DigitalSignature.Signing.Copies;

/// <summary>An electronic copy of a paper (Decree 30/2020, article 25): the scan, its form, a number of the copies' own series; the organisation's mark follows.</summary>
[RequestSizeLimit(UploadFault.Limit * 2)]
[RequestFormLimits(MultipartBodyLengthLimit = UploadFault.Limit * 2)]
internal sealed class NewModel(TakeUploads uploads, EnterDocument enter, CurrentUser user, IUnits units, IStringLocalizer<Texts> text) : PageModel
{
    /// <summary>Oldest version of the format that a scan may have (Decree 30/2020, annex I).</summary>
    private static readonly Version Oldest = new(1, 4);

    [BindProperty]
    public Guid Unit { get; set; }

    [BindProperty]
    public IFormFile? Pdf { get; set; }

    [BindProperty]
    public CopyForm Form { get; set; }

    [BindProperty, Required(ErrorMessage = "Hãy ghi số, ký hiệu của bản gốc."), StringLength(100, ErrorMessage = "Số, ký hiệu dài quá 100 ký tự.")]
    public string Original { get; set; } = "";

    [BindProperty, Required(ErrorMessage = "Hãy nhập trích yếu nội dung."), StringLength(350, ErrorMessage = "Trích yếu dài quá 350 ký tự.")]
    public string Title { get; set; } = "";

    public IReadOnlyList<UnitInfo> Units { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (Units.All(u => u.Id != Unit) || !Enum.IsDefined(Form)) return NotFound();
        var taken = await uploads.ScanAsync(Pdf, (field, complaint) => ModelState.AddModelError(field, complaint), cancel);
        if (taken is not null && await IsTooOldAsync()) ModelState.AddModelError(nameof(Pdf), text["Bản quét phải là PDF từ phiên bản 1.4. Hãy quét hoặc lưu lại rồi chọn lại tệp."]);
        if (!ModelState.IsValid || taken is null) return Page();
        var id = await enter.RunAsync(Unit, about => about with { Purpose = DocumentPurpose.Copy, CopyForm = Form, Symbol = Symbol }, $"{Title.Trim()} ({Original.Trim()})", taken, null, cancel);
        TempData["Notice"] = text["Đã cấp số bản sao. Hệ thống không biết độ phân giải của bản quét; hãy bảo đảm quét màu, từ 200 dpi, tỷ lệ 1:1, rồi ký số của cơ quan."].Value;
        return LocalRedirect($"/signing/documents/{id}");
    }

    // Decree 30/2020, annex I: number and symbol of a copy end in the short form of its kind, one series for all.
    private string Symbol => Form switch { CopyForm.Transcript => "SL", CopyForm.Extract => "TrS", _ => "SY" };

    private async Task<bool> IsTooOldAsync()
    {
        await using var content = Pdf!.OpenReadStream();
        return Version.TryParse(PdfInspector.Inspect(content).Version, out var version) && version < Oldest;
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Units = [.. (await units.FindAsync(user.UnitsAs(Role.Clerk), cancel)).OrderBy(u => u.Name, StringComparer.Create(CultureInfo.GetCultureInfo("vi-VN"), ignoreCase: true))];
        if (Unit == default && Units.Count > 0) Unit = Units[0].Id;
    }
}
