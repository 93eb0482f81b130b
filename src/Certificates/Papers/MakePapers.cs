using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Certificates.Requests;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Platform.OfficialDocuments;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Papers;

/// <summary>
/// Writes the papers of a request and puts them before their signers. The row comes first; should the portal die before the
/// paper lies in the inbox, <see cref="SettlePapers"/> puts it there.
/// </summary>
internal sealed class MakePapers(CertificatesDb db, RequestAccess access, FormSets forms, IPeople people, IUnits units, FileStore files, IPapersToSign desk, CurrentUser user, TimeProvider clock, IConfiguration settings)
{
    private const long MostBytes = 50 * 1024 * 1024;

    public string Place => settings["Province:Name"] ?? "Thanh Hóa";

    public string LeadAgency => settings["LeadAgency:Name"] ?? "Sở Khoa học và Công nghệ";

    /// <summary>The sending document with its forms.</summary>
    public async Task<IReadOnlyList<OfficialDocument>> SendingAsync(CertificateRequest request, OfficialSigner? head, CancellationToken cancel)
    {
        var set = forms[request.FormSet];
        var superior = await units.FindAsync([request.UnitId], cancel) is [{ ParentId: { } parent }] && await units.FindAsync([parent], cancel) is [{ Kind: not UnitKind.Province } above] ? above.Name : $"UBND tỉnh {Place}";
        var sending = RequestDocuments.Sending(request, set, Place, superior, LeadAgency);
        if (head is not null) sending = sending with { Signers = [head], Date = clock.TodayInVietnam() };
        return [sending, .. request.Lines.OrderBy(l => l.Ordinal).Select(line => RequestDocuments.Form(line, set, Place))];
    }

    /// <summary>Puts the sending document before the head of the unit, for the lines that wait for them.</summary>
    public async Task SendToHeadAsync(CertificateRequest request, LeaderInPost head, CancellationToken cancel)
    {
        var lines = request.Lines.Where(l => l.State == RequestState.Submitted).Select(l => l.Id).ToList();
        var pdf = PdfWriter.Write(await SendingAsync(request, new OfficialSigner(head.PostTitle, head.FullName), cancel));
        await SubmitAsync(request, PaperKind.Sending, [(lines, $"Văn bản đề nghị số {request.Number}", pdf, [new PaperSigner(head.PersonId, head.FullName, head.PostTitle)])], cancel);
    }

    /// <summary>The minutes of each line's handover; lines without device are left out.</summary>
    public async Task<IReadOnlyList<(RequestLine Line, Certificate? Certificate, OfficialDocument Paper)>> MinutesAsync(CertificateRequest request, IReadOnlyCollection<RequestLine> lines, CancellationToken cancel)
    {
        var (set, today) = (forms[request.FormSet], clock.TodayInVietnam());
        var devices = await db.Devices.AsNoTracking().Where(d => lines.Select(l => l.DeviceId).Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancel);
        var certificates = await db.Certificates.AsNoTracking().Where(c => lines.Select(l => l.CertificateId).Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
        var posts = (await people.PostsAsync([.. lines.Where(l => l.PersonId is not null).Select(l => l.PersonId!.Value), .. user.PersonId is { } me ? (Guid[])[me] : []], today, cancel)).ToLookup(p => p.PersonId);
        string Position(Guid? person, string otherwise) => person is { } id && posts[id].FirstOrDefault() is { } post ? $"{post.Title}, {post.UnitName}" : otherwise;
        var giver = new HandoverParty(user.DisplayName, Position(user.PersonId, LeadAgency));
        return
        [
            .. from line in lines
               where line.DeviceId is { } device && devices.ContainsKey(device)
               let certificate = line.CertificateId is { } id ? certificates.GetValueOrDefault(id) : null
               select (line, certificate, HandoverMinutes.For(line, devices[line.DeviceId!.Value], certificate, (giver, new HandoverParty(line.SubjectName, Position(line.PersonId, request.UnitName))), set, (LeadAgency, Place, today))),
        ];
    }

    /// <summary>Puts the minutes of each line before the giver, who is the user, then before the receiver, who signs with the certificate received.</summary>
    /// <returns>How many lines; those without a person, a device or a certificate are left out.</returns>
    public async Task<int> HandOverAsync(CertificateRequest request, IReadOnlyCollection<RequestLine> lines, Guid giver, CancellationToken cancel)
    {
        var ready = (await MinutesAsync(request, [.. lines.Where(l => l.PersonId is not null)], cancel)).Where(m => m.Certificate is { Device: DeviceKind.EToken }).ToList();
        await SubmitAsync(request, PaperKind.Handover,
        [
            .. ready.Select(m => ((IReadOnlyList<Guid>)[m.Line.Id], $"Biên bản bàn giao thiết bị lưu khóa: {m.Line.SubjectName}", PdfWriter.Write(m.Paper),
                (IReadOnlyList<PaperSigner>)[new PaperSigner(giver, user.DisplayName, HandoverMinutes.Giver), new PaperSigner(m.Line.PersonId!.Value, m.Line.SubjectName, HandoverMinutes.Receiver, m.Certificate!.Thumbprint)])),
        ], cancel);
        return ready.Count;
    }

    private async Task SubmitAsync(CertificateRequest request, PaperKind kind, IReadOnlyList<(IReadOnlyList<Guid> Lines, string Title, byte[] Pdf, IReadOnlyList<PaperSigner> Signers)> written, CancellationToken cancel)
    {
        var papers = new List<RequestPaper>();
        var open = await db.RequestPapers.Where(p => p.RequestId == request.Id && p.Kind == kind && p.SettledAt == null).ToListAsync(cancel);
        foreach (var (lines, title, pdf, signers) in written)
        {
            // A paper for the same lines that is still being signed is enough.
            if (lines.Count == 0 || open.Exists(p => p.LineIds.Intersect(lines).Any())) continue;
            using var content = new MemoryStream(pdf);
            papers.Add(RequestPaper.ToSign(kind, request.Id, lines, title, (await files.PutAsync(content, MostBytes, cancel)).Sha256, signers, access.Actor, clock.GetUtcNow()));
        }

        db.RequestPapers.AddRange(papers);
        if (papers.Count > 0) db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), kind == PaperKind.Sending ? "certificates.paper.sending" : "certificates.paper.handover", ("request", request.Id), request.UnitId, new { papers = papers.Select(p => p.Id) }));
        await db.SaveChangesAsync(cancel);
        foreach (var paper in papers)
        {
            await desk.SubmitAsync(ToDesk(paper, request), cancel);
            paper.WasSubmitted(clock.GetUtcNow());
        }

        await db.SaveChangesAsync(cancel);
    }

    public static PaperToSign ToDesk(RequestPaper paper, CertificateRequest request) =>
        new(paper.Id, request.UnitId, paper.Title, paper.Sha256, paper.Signers, paper.MadeBy, paper.MadeByName, request.IsDemonstration);
}
