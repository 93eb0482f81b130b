using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Signing.Exchange;

/// <summary>An issued document as an edXML package, for the clerks of the unit that issued it.</summary>
internal sealed class PackageModel(SigningDb db, DocumentAccess access, PackDocument pack, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await access.FindAsync(id, cancel) is not { State: DocumentState.Issued or DocumentState.Recalled or DocumentState.Replaced, Purpose: DocumentPurpose.Administrative or DocumentPurpose.Copy } document || !await access.IsClerkOfAsync(document, cancel)) return NotFound();
        var package = Spool.Open();
        try
        {
            if (!await pack.RunAsync(document, package, cancel))
            {
                await package.DisposeAsync();
                TempData["Complaint"] = text["Đơn vị chưa có mã định danh trên trục liên thông nên chưa tạo được gói tin. Hãy ghi mã định danh ở đây."].Value;
                return LocalRedirect("/signing/exchange/addresses");
            }
        }
        catch (FileDamagedException)
        {
            await package.DisposeAsync();
            return StatusCode(StatusCodes.Status410Gone);
        }

        db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), "signing.exchange.packed", ("document", id), document.UnitId));
        await db.SaveChangesAsync(cancel);
        package.Position = 0;
        return File(package, "application/xml", $"{document.NumberAndSymbol.Replace('/', '-')}.edxml");
    }
}
