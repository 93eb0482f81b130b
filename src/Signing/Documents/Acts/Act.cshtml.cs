using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Signing.Documents.Acts;

/// <summary>The buttons of a document's page that are no signature: return, hand on, take back, submit a draft, recall, acknowledge. Always back to the page, with a notice.</summary>
internal sealed class ActModel(ActOnDocument act, DocumentAccess access, IPeople people, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    private const int LongestReason = 900;

    public IActionResult OnGet(Guid id) => LocalRedirect($"/signing/documents/{id}");

    public Task<IActionResult> OnPostReturnAsync(Guid id, string? reason, CancellationToken cancel) => RunAsync(id, "returned", text["Đã trả lại văn bản cho văn thư."], async (document, now) =>
    {
        if (await access.TurnAsync(document, cancel) is null) return text["Văn bản này không chờ bạn ký nên không trả lại được."];
        if (Cleaned(reason) is not { } said) return text["Hãy ghi lý do trả lại, để văn thư biết cần sửa gì."];
        document.Return(said, act.Actor, now);
        return null;
    }, cancel, toInbox: true);

    public Task<IActionResult> OnPostReassignAsync(Guid id, Guid person, string? reason, CancellationToken cancel) => RunAsync(id, "reassigned", text["Đã chuyển văn bản cho người ký khác."], async (document, now) =>
    {
        if (await access.TurnAsync(document, cancel) is not var (signatory, _)) return text["Văn bản này không chờ bạn ký nên không chuyển được."];
        if (signatory.CertificateThumbprint is not null) return text["Giấy tờ này phải do chính người được ghi tên ký, không chuyển cho người khác được."];
        var leader = (await people.LeadersAsync([document.UnitId], clock.TodayInVietnam(), cancel)).FirstOrDefault(l => l.PersonId == person);
        if (leader is null || document.Signatories.Any(s => s.PersonId == person && s.SignedAt is null)) return text["Hãy chọn một lãnh đạo khác của đơn vị, chưa có trong danh sách ký."];
        document.Reassign(signatory, new SignatoryPlan(leader.PersonId, leader.FullName, leader.PostTitle) { Authority = SigningAuthority.Deputy }, Cleaned(reason) ?? "", act.Actor, now);
        return null;
    }, cancel, toInbox: true);

    public Task<IActionResult> OnPostWithdrawAsync(Guid id, string? reason, CancellationToken cancel) => ByClerkAsync(id, "withdrawn", text["Đã rút văn bản; bản đã có vẫn được giữ."], (document, now) =>
    {
        if (!document.IsOpen) return text["Văn bản đã qua bước ký nên không rút được. Nếu đã phát hành, hãy thu hồi hoặc thay thế."];
        document.Withdraw(Cleaned(reason) ?? "", act.Actor, now);
        return null;
    }, cancel);

    public Task<IActionResult> OnPostSubmitAsync(Guid id, CancellationToken cancel) => ByClerkAsync(id, "submitted", text["Đã trình văn bản."], (document, now) =>
    {
        if (document.State is not DocumentState.Draft) return text["Chỉ bản nháp mới trình được. Hãy tải lại trang để xem tình trạng mới."];
        document.Submit(act.Actor, now);
        return null;
    }, cancel);

    public Task<IActionResult> OnPostRecallAsync(Guid id, string? reason, CancellationToken cancel) => ByClerkAsync(id, "recalled", text["Đã ghi việc thu hồi; nơi nhận sẽ thấy văn bản bị thu hồi."], (document, now) =>
    {
        if (document.State is not DocumentState.Issued) return text["Chỉ văn bản đã phát hành mới thu hồi được."];
        if (Cleaned(reason) is not { } said) return text["Hãy ghi lý do và căn cứ thu hồi."];
        document.Recall(said, act.Actor, now);
        return null;
    }, cancel);

    public Task<IActionResult> OnPostAcknowledgeAsync(Guid id, CancellationToken cancel) => RunAsync(id, "acknowledged", text["Đã xác nhận nhận được văn bản."], async (document, now) =>
    {
        var reach = await access.ClerkReachAsync(cancel);
        var mine = document.Recipients.Where(r => r.UnitId is { } unit && reach.Contains(unit) && r.AcknowledgedAt is null).ToList();
        if (mine.Count == 0) return text["Văn bản này không còn chờ đơn vị bạn xác nhận."];
        foreach (var recipient in mine) document.Acknowledge(recipient, act.Actor, now);
        return null;
    }, cancel);

    private static string? Cleaned(string? reason) => string.IsNullOrWhiteSpace(reason) ? null : reason.Trim()[..Math.Min(reason.Trim().Length, LongestReason)];

    private Task<IActionResult> ByClerkAsync(Guid id, string code, string done, Func<Document, DateTimeOffset, string?> does, CancellationToken cancel) =>
        RunAsync(id, code, done, async (document, now) => !await access.IsClerkOfAsync(document, cancel) ? text["Chỉ văn thư của đơn vị ban hành làm được việc này."]
            // Its sender hears of every act on it; these would pass that by.
            : document.Purpose is DocumentPurpose.Incoming ? text["Văn bản đến được xử lý trong sổ văn bản đến; chưa có gì thay đổi."]
            : does(document, now), cancel);

    private async Task<IActionResult> RunAsync(Guid id, string code, string done, Func<Document, DateTimeOffset, Task<string?>> does, CancellationToken cancel, bool toInbox = false)
    {
        var (found, complaint) = await act.RunAsync(id, code, does, cancel);
        if (!found || !user.IsSignedIn) return NotFound();
        TempData[complaint is null ? "Notice" : "Complaint"] = complaint ?? done;
        return LocalRedirect(toInbox && complaint is null ? "/signing/inbox" : $"/signing/documents/{id}");
    }
}
