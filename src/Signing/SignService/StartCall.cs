using System.Globalization;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Signing.Sign;

namespace ThanhHoa.DigitalSignature.Signing.SignService;

/// <summary>
/// Prepares one call of the component: checks what the user may sign, makes the tickets, and writes the message the page sends.
/// Signatures of a person go out many at a time. The organisation's go one by one, since the message for many does not say
/// whether a seal, an appendix or a copy is meant.
/// </summary>
internal sealed class StartCall(SigningDb db, DocumentAccess access, TicketDocument tickets, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text)
{
    /// <summary>What the page gets.</summary>
    /// <param name="Id">To ask for the state by; null when nothing can be signed.</param>
    /// <param name="Path">The component's path.</param>
    /// <param name="Message">What is sent there, as it is.</param>
    /// <param name="Refused">What is not signed, each with a sentence.</param>
    /// <param name="More">Another call is to follow for the same documents.</param>
    public sealed record Started(Guid? Id, string Path, object? Message, IReadOnlyList<Refused> Refused, bool More = false);

    /// <summary>One document that is left out.</summary>
    public sealed record Refused(Guid Document, string Message);

    /// <param name="purpose">As the person, or with the organisation's key.</param>
    /// <param name="asked">Documents, each with the version the user has read; null for the newest.</param>
    /// <param name="portal">The portal as the user's PC reaches it, without a stroke at the end.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Started> RunAsync(SigningPurpose purpose, IReadOnlyList<(Guid Id, Guid? VersionId)> asked, string portal, CancellationToken cancel)
    {
        var found = (await access.FindAsync([.. asked.Select(a => a.Id)], cancel)).ToDictionary(d => d.Id);
        List<(Document Document, FileToSign File)> mine = [];
        List<Refused> refused = [];
        var more = false;
        foreach (var (id, read) in asked.DistinctBy(a => a.Id))
        {
            more = purpose is SigningPurpose.Seal && mine.Count == 1;
            if (more) break;
            var document = found.GetValueOrDefault(id);
            var (file, refusal) = document is null || user.PersonId is null ? (null, UploadRefusal.NotYours) : await tickets.FindAsync(document, purpose, cancel);
            if (file is not null && read is not null && read != document!.LatestVersion.Id) (file, refusal) = (null, UploadRefusal.NewerVersion);
            if (file is null) refused.Add(new Refused(id, refusal.Explain(text)));
            else mine.Add((document!, file));
        }

        if (mine.Count == 0) return new Started(null, "", null, refused);
        more |= purpose is SigningPurpose.Seal && mine[0].Document.Parts.Count(part => !mine[0].Document.IsSealed(part)) > 1;
        return await IssueAsync(mine, refused, portal, cancel) with { More = more };
    }

    private async Task<Started> IssueAsync(List<(Document Document, FileToSign File)> mine, List<Refused> refused, string portal, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var call = new SignCall(Guid.CreateVersion7(now), user.PersonId!.Value, user.AccountId);
        var upload = SignTicket.NewToken();
        var addresses = new List<string>();
        foreach (var (document, file) in mine)
        {
            var download = SignTicket.NewToken();
            db.Tickets.Add(new SignTicket(download, TicketKind.Download, call, file, now));
            db.Tickets.Add(new SignTicket(upload, TicketKind.Upload, call, file, now));
            db.Audit.Add(AuditEntry.By(user, now, "signing.signature.prepared", ("document", document.Id), document.UnitId, new { version = file.Version.Sha256, kind = file.Act.ToString(), call = call.Id, by = "sign-service" }));
            // A plain name: nobody knows what the component makes of letters with marks in an address.
            addresses.Add($"{portal}/signing/tickets/{download}/van-ban.pdf");
        }

        await db.SaveChangesAsync(cancel);
        var handler = $"{portal}/signing/tickets/{upload}";
        return mine is [var only]
            ? new Started(call.Id, PathOf(only.File.Act), One(only.File.Act, handler, addresses[0], only.Document), refused)
            : new Started(call.Id, "/SignFiles", Many(handler, mine.ConvertAll(m => m.Document), addresses), refused);
    }

    // Names and presence of the entries as in the component's protocol.
    private static object One(SignatureKind act, string handler, string address, Document document)
    {
        object[] none = [];
        var date = document.DatedOn?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) ?? "";
        return act switch
        {
            SignatureKind.Organisation => new { FileUploadHandler = handler, SessionId = "", JWTToken = "", FileName = address, MetaData = none, DocNumber = document.NumberAndSymbol, IssuedDate = date },
            SignatureKind.Appendix => new { FileUploadHandler = handler, SessionId = "", JWTToken = "", FileName = address, MetaData = none, DocNumber = document.NumberAndSymbol },
            SignatureKind.Copy => new { FileUploadHandler = handler, SessionId = "", JWTToken = "", FileName = address, MetaData = Pairs(("HinhThucSao", CopyFormNames.Of(document.CopyForm))), DocNumber = document.NumberAndSymbol },
            SignatureKind.Incoming => new { FileUploadHandler = handler, SessionId = "", JWTToken = "", FileName = address, MetaData = Pairs(("SoDen", $"{document.Number:00}"), ("NgayDen", date)) },
            _ => new { FileUploadHandler = handler, SessionId = "", JWTToken = "", FileName = address, MetaData = none },
        };
    }

    private static object[] Pairs(params (string Key, string Value)[] pairs) => [.. pairs.Select(p => new { p.Key, p.Value })];

    private static object Many(string handler, List<Document> documents, List<string> addresses) => new
    {
        FileUploadHandler = handler,
        SessionId = "",
        JWTToken = "",
        MetaData = Array.Empty<object>(),
        Files = documents.Zip(addresses, (document, address) => new { FileID = document.Id.ToString("N"), FileName = $"{document.Title}.pdf", URL = address }),
    };

    private static string PathOf(SignatureKind act) => act switch
    {
        SignatureKind.Approval or SignatureKind.Initial => "/SignApproved",
        SignatureKind.Organisation => "/SignIssued",
        SignatureKind.Appendix => "/SignAppendix",
        SignatureKind.Copy => "/SignCopy",
        SignatureKind.Incoming => "/SignIncome",
        _ => throw new System.Diagnostics.UnreachableException(act.ToString()),
    };
}
