using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Npgsql;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Signing.Exchange;

namespace ThanhHoa.DigitalSignature.Signing.Incoming;

/// <summary>
/// Takes an edXML package in: unpacks it, checks each PDF, and keeps a new document until the clerk accepts or refuses it. The same package
/// again changes nothing. A recall or a status message goes to the document it speaks of.
/// </summary>
internal sealed class ReceivePackage(SigningDb db, CheckArrival check, TakeMessage messages, FindAddress addresses, FileStore files, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text)
{
    /// <summary>Most bytes of one package: its files in base64 and the header.</summary>
    public const long Limit = 300L * 1024 * 1024;

    /// <summary>The document it belongs to, null when it was not taken; and a sentence that says which.</summary>
    /// <param name="unit">Whose register; the current user is its clerk.</param>
    /// <param name="package">Readable and seekable.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<(Guid? Document, string Sentence)> RunAsync(Guid unit, Stream package, CancellationToken cancel)
    {
        var (message, unpacked, fault) = await new EdxmlReader(Spool.Open).ReadAsync(package, cancel);
        try
        {
            return message switch
            {
                EdxmlStatus status => await messages.StatusAsync(status, cancel),
                EdxmlPackage { Business.Kind: BusinessKind.Recall } recall => await messages.RecallAsync(unit, recall.Header.From, recall.Business, cancel),
                EdxmlPackage received => await DocumentAsync(unit, received, unpacked, package, cancel),
                _ => (null, fault!.Explain(text)),
            };
        }
        catch (PdfException e)
        {
            return (null, text["Một tệp trong gói tin không đọc được nên gói tin chưa được nhận."] + " " + UploadFault.Explain(e.Code, text));
        }
        finally
        {
            foreach (var file in unpacked) await file.Content.DisposeAsync();
        }
    }

    /// <summary>The page of what a package belongs to: one that came in, or one of ours that a status speaks of.</summary>
    public async Task<string> AddressOfAsync(Guid document, CancellationToken cancel) =>
        await db.Incoming.AnyAsync(f => f.DocumentId == document, cancel) ? $"/signing/incoming/{document}" : $"/signing/documents/{document}";

    private async Task<(Guid? Document, string Sentence)> DocumentAsync(Guid unit, EdxmlPackage received, IReadOnlyList<EdxmlFile> unpacked, Stream package, CancellationToken cancel)
    {
        var header = received.Header;
        if (await ComplaintAsync(unit, header, cancel) is { } complaint) return (null, complaint);
        if (await EarlierAsync(unit, header.DocumentId, cancel) is { } earlier) return (earlier, text["Gói tin này đã được nhận trước đây; không nhận lần nữa."]);
        var pdfs = new List<EdxmlFile>();
        foreach (var file in unpacked)
            if (await IsPdfAsync(file.Content, cancel)) pdfs.Add(file);
        if (pdfs.Count == 0) return (null, text["Gói tin không có tệp PDF nào nên chưa được nhận. Hãy đề nghị nơi gửi gửi lại kèm văn bản PDF."]);
        var (finding, refusal) = await check.RunAsync(pdfs, cancel);
        if (refusal is not null) return (null, refusal);
        var taken = new List<SubmittedFile>();
        foreach (var pdf in pdfs) taken.Add(await SubmittedFile.TakeAsync(pdf.Content, pdf.Reference.Name, [], files, cancel));
        package.Position = 0;
        var kept = await files.PutAsync(package, Limit, cancel);
        var arrival = new Arrival(Short(header.From.Name, 500), header.From.OrganId, Short(string.Join('/', new[] { header.CodeNumber, header.CodeNotation }.Where(t => t.Length > 0)), 200), header.PromulgatedOn, header.DocumentId, kept.Sha256);
        return await KeepAsync(unit, received, taken, arrival, finding, cancel);
    }

    private async Task<(Guid? Document, string Sentence)> KeepAsync(Guid unit, EdxmlPackage received, IReadOnlyList<SubmittedFile> taken, Arrival arrival, ArrivalFinding finding, CancellationToken cancel)
    {
        var document = await AddAsync(unit, received, taken, arrival, finding, cancel);
        try
        {
            await db.SaveChangesAsync(cancel);
            return (document, finding is ArrivalFinding.Broken ? text["Đã nhận gói tin, nhưng chữ ký trong văn bản không còn nguyên vẹn. Hãy trả lại nơi gửi."] : text["Đã nhận gói tin. Hãy kiểm tra rồi tiếp nhận hoặc trả lại."]);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
            return (await EarlierAsync(unit, received.Header.DocumentId, cancel), text["Gói tin này đã được nhận trước đây; không nhận lần nữa."]);
        }
    }

    private async Task<Guid> AddAsync(Guid unit, EdxmlPackage received, IReadOnlyList<SubmittedFile> taken, Arrival arrival, ArrivalFinding finding, CancellationToken cancel)
    {
        var (now, by) = (clock.GetUtcNow(), new Actor(user.AccountId, user.DisplayName));
        var about = new DocumentDetails(unit, Short(received.Header.Subject, 500), "", user.AccountId, user.DisplayName, false) { Purpose = DocumentPurpose.Incoming, Urgency = (Urgency)Math.Clamp(received.Header.Priority, 0, 3), DueOn = received.Header.DueOn };
        var document = Document.Draft(about, taken, [], now);
        db.Documents.Add(document);
        db.Incoming.Add(new IncomingFacts(document, arrival, finding, now));
        db.Statuses.Add(new ExchangeStatus(document.Id, isOurs: true, ExchangeCode.Arrived, arrival.SenderOrganId!, arrival.SenderName, "", by, now));
        foreach (var (replaced, _) in received.Business.Replaces.Take(20)) await messages.ReplaceAsync(unit, received.Header.From.OrganId, replaced, document, cancel);
        db.Audit.Add(AuditEntry.By(user, now, "signing.incoming.received", ("document", document.Id), unit, new { package = arrival.PackageSha256, arrival.EdxmlId, finding = finding.ToString() }));
        return document.Id;
    }

    private async Task<string?> ComplaintAsync(Guid unit, EdxmlHeader header, CancellationToken cancel)
    {
        if (header.DocumentId.Length > 300) return text["Phần {0} của gói tin có giá trị không hợp lệ.", "DocumentId"];
        if (await addresses.OfAsync(unit, cancel) is not { UnitId: not null } own || header.To.Any(t => OrganIds.Same(t.OrganId, own.OrganId))) return null;
        return text["Gói tin gửi cho {0}, không phải cho đơn vị này, nên chưa được nhận. Hãy chọn đúng đơn vị hoặc báo nơi gửi.", string.Join(", ", header.To.Select(t => t.Name.Length > 0 ? t.Name : t.OrganId).Take(3))].Value;
    }

    private async Task<Guid?> EarlierAsync(Guid unit, string edxmlId, CancellationToken cancel) =>
        await db.Incoming.Where(f => f.UnitId == unit && f.EdxmlId == edxmlId).Select(f => (Guid?)f.DocumentId).SingleOrDefaultAsync(cancel);

    private static async Task<bool> IsPdfAsync(Stream content, CancellationToken cancel)
    {
        var start = new byte[5];
        var length = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancel);
        content.Position = 0;
        return start.AsSpan(0, length).SequenceEqual("%PDF-"u8);
    }

    private static string Short(string written, int most) => written[..Math.Min(written.Length, most)];
}
