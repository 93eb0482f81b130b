using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Signing.Exchange;
using ThanhHoa.DigitalSignature.Signing.Numbering;

namespace ThanhHoa.DigitalSignature.Signing.Incoming;

/// <summary>One that came in: what its check found, the clerk's answer, and what is told to the sender.</summary>
internal sealed class ReadModel(SigningDb db, DocumentAccess access, ActOnDocument act, GiveNumber give, FindAddress addresses, FileStore files, IUnits units, IStringLocalizer<Texts> text) : PageModel
{
    private const int LongestReason = 900;

    public Document Document { get; private set; } = null!;

    public IncomingFacts Facts { get; private set; } = null!;

    public IReadOnlyList<ExchangeStatus> Statuses { get; private set; } = [];

    /// <summary>Whether the clerk has not decided yet, or was cut off while the document went into the register.</summary>
    public bool IsOpen => Document.State is DocumentState.Draft or DocumentState.Signed || (Document.State is DocumentState.Numbered && Facts.IsSigned);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        Statuses = await db.Statuses.AsNoTracking().Where(s => s.DocumentId == id).OrderBy(s => s.At).ToListAsync(cancel);
        return Page();
    }

    /// <summary>The package as it came, with whatever else was in it.</summary>
    public async Task<IActionResult> OnGetPackageAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel) || Facts.PackageSha256 is not { } package) return NotFound();
        return File(await files.OpenVerifiedAsync(package, cancel), "application/xml", "goi-tin.edxml");
    }

    /// <summary>One of our status messages as edXML, for the axis.</summary>
    public async Task<IActionResult> OnGetStatusAsync(Guid id, Guid status, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel) || await db.Statuses.AsNoTracking().SingleOrDefaultAsync(s => s.Id == status && s.DocumentId == id && s.IsOurs, cancel) is not { } said) return NotFound();
        if (await addresses.OfAsync(Facts.UnitId, cancel) is not { } from)
        {
            TempData["Complaint"] = text["Đơn vị chưa có mã định danh trên trục liên thông nên chưa tạo được gói tin. Hãy ghi mã định danh ở đây."].Value;
            return LocalRedirect("/signing/exchange/addresses");
        }

        var unit = (await units.FindAsync([Facts.UnitId], cancel)).Single();
        var written = new MemoryStream();
        var about = new EdxmlResponse(Facts.SenderOrganId ?? "", Facts.OriginalNumber, Facts.OriginalDate, Facts.EdxmlId ?? "");
        await EdxmlWriter.WriteAsync(new EdxmlStatus(about, new EdxmlOrganisation(from.OrganId, unit.Name), said.Code, said.Description, said.At, said.ByName), written);
        written.Position = 0;
        return File(written, "application/xml", string.Create(CultureInfo.InvariantCulture, $"trang-thai-{said.Code}.edxml"));
    }

    /// <summary>Accepts it: number, and what is signed already stands in the register at once. May be asked again after a crash.</summary>
    public async Task<IActionResult> OnPostAcceptAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        if (Document.State is DocumentState.Draft && await RunAsync("accepted", (document, now) =>
        {
            if (document.State is not DocumentState.Draft) return Late;
            if (Facts.Finding is ArrivalFinding.Broken) return text["Chữ ký trong văn bản không còn nguyên vẹn nên không tiếp nhận được. Hãy trả lại nơi gửi."];
            document.Submit(act.Actor, now);
            Say(ExchangeCode.Accepted, "", now);
            return null;
        }, cancel) is { } complaint) return Back(complaint);
        await give.RunAsync(id, null, cancel);
        if (Facts.IsSigned && await RunAsync("registered", (document, now) =>
        {
            if (document.State is DocumentState.Numbered) document.Register(act.Actor, now);
            return document.State is DocumentState.Issued ? null : Late;
        }, cancel) is { } late) return Back(late);
        return Back(null, Facts.IsSigned ? text["Đã tiếp nhận và vào sổ."] : text["Đã vào số văn bản đến. Hãy ký số của cơ quan để đóng dấu đến trên bản quét."]);
    }

    public async Task<IActionResult> OnPostRefuseAsync(Guid id, string? reason, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        return Back(await RunAsync("refused", (document, now) =>
        {
            if (document.State is not DocumentState.Draft) return Late;
            if (Cleaned(reason) is not { } said) return text["Hãy ghi lý do trả lại, để nơi gửi biết cần sửa gì."];
            document.Return(said, act.Actor, now);
            Say(ExchangeCode.Refused, said, now);
            return null;
        }, cancel), text["Đã trả lại. Hãy tải bản tin trạng thái để gửi cho nơi gửi."]);
    }

    /// <summary>Tells the sender how far it is: assigned, in work, finished.</summary>
    public async Task<IActionResult> OnPostProgressAsync(Guid id, string code, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel) || code is not (ExchangeCode.Assigned or ExchangeCode.InWork or ExchangeCode.Finished)) return NotFound();
        return Back(await RunAsync("progress", (document, now) =>
        {
            if (document.State is not DocumentState.Issued || Facts.EdxmlId is null) return Late;
            Say(code, "", now);
            return null;
        }, cancel), text["Đã ghi. Hãy tải bản tin trạng thái để gửi cho nơi gửi."]);
    }

    /// <summary>Answers the sender who wants it back.</summary>
    public async Task<IActionResult> OnPostRecallAsync(Guid id, bool agree, string? reason, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        return Back(await RunAsync(agree ? "recall-agreed" : "recall-refused", (document, now) =>
        {
            if (Facts.RecallAskedAt is null) return Late;
            if (!agree && Cleaned(reason) is null) return text["Hãy ghi lý do từ chối thu hồi."];
            if (agree) document.Recall(Facts.RecallReason, act.Actor, now);
            Facts.AnswerRecall();
            Say(agree ? ExchangeCode.RecallAgreed : ExchangeCode.RecallRefused, Cleaned(reason) ?? "", now);
            return null;
        }, cancel), text["Đã ghi. Hãy tải bản tin trạng thái để gửi cho nơi gửi."]);
    }

    private string Late => text["Văn bản này đã được xử lý rồi. Hãy tải lại trang để xem tình trạng mới."];

    private void Say(string code, string description, DateTimeOffset now)
    {
        if (Facts.SenderOrganId is { } to) db.Statuses.Add(new ExchangeStatus(Facts.DocumentId, isOurs: true, code, to, Facts.SenderName, description, act.Actor, now));
    }

    private async Task<string?> RunAsync(string code, Func<Document, DateTimeOffset, string?> does, CancellationToken cancel)
    {
        // Another transaction may have cleared the context.
        Facts = await db.Incoming.SingleAsync(f => f.DocumentId == Facts.DocumentId, cancel);
        return (await act.RunAsync(Facts.DocumentId, $"incoming.{code}", (document, now) => Task.FromResult(does(document, now)), cancel)).Complaint;
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        var reach = await access.ClerkReachAsync(cancel);
        if (await db.Incoming.AsNoTracking().SingleOrDefaultAsync(f => f.DocumentId == id && reach.Contains(f.UnitId), cancel) is not { } facts) return false;
        (Facts, Document) = (facts, await DocumentAccess.Whole(db.Documents).AsNoTracking().SingleAsync(d => d.Id == id, cancel));
        return true;
    }

    private LocalRedirectResult Back(string? complaint, string? notice = null)
    {
        TempData[complaint is null ? "Notice" : "Complaint"] = complaint ?? notice;
        return LocalRedirect($"/signing/incoming/{Facts.DocumentId}");
    }

    private static string? Cleaned(string? reason) => string.IsNullOrWhiteSpace(reason) ? null : reason.Trim()[..Math.Min(reason.Trim().Length, LongestReason)];
}
