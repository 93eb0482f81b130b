using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Demonstration;
using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Platform.OfficialDocuments;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Signing.Demonstration;

/// <summary>Three invented documents in the inbox of every invented head whose unit has a clerk.</summary>
internal sealed class DemonstrationDocuments(SigningDb db, PlatformDb accounts, IDemonstrationPeople people, FileStore files, TimeProvider clock) : IDemonstrationData
{
    private static readonly (string Kind, string Title, string Symbol, string[] Paragraphs)[] Letters =
    [
        ("Quyết định", "Về việc thành lập Tổ triển khai chữ ký số", "/QĐ",
            ["Căn cứ chức năng, nhiệm vụ của đơn vị; theo đề nghị của Văn phòng.", "Điều 1. Thành lập Tổ triển khai chữ ký số gồm đại diện lãnh đạo, văn thư và cán bộ công nghệ thông tin.", "Điều 2. Tổ có trách nhiệm rà soát chứng thư số, tổ chức tập huấn và báo cáo kết quả hằng tháng.", "Điều 3. Quyết định có hiệu lực kể từ ngày ký."]),
        ("Công văn", "Về việc cử cán bộ tham gia tập huấn", "/CV",
            ["Kính gửi: Các phòng, đơn vị trực thuộc.", "Đề nghị các phòng, đơn vị cử cán bộ tham gia lớp tập huấn sử dụng chữ ký số trên máy tính và thiết bị di động.", "Danh sách gửi về Văn phòng trước ngày 15 hằng tháng để tổng hợp."]),
        ("Báo cáo", "Kết quả ứng dụng chữ ký số trong quý", "/BC",
            ["Trong quý, đơn vị đã phát hành văn bản điện tử có ký số theo kế hoạch đã được phê duyệt.", "Những vướng mắc chính: một số thiết bị lưu khóa hết hạn, một số cán bộ mới chưa được cấp chứng thư số.", "Kiến nghị: cấp mới và gia hạn chứng thư số kịp thời."]),
    ];

    public int Order => 300;

    public async Task LoadAsync(CancellationToken cancel)
    {
        var everyone = await people.EnsureAsync(cancel);
        var served = await db.Documents.Where(d => d.IsDemonstration).SelectMany(d => d.Signatories).Select(s => s.PersonId).ToHashSetAsync(cancel);
        var accountOf = await accounts.Users.Where(a => a.IsDemonstration && a.PersonId != null).ToDictionaryAsync(a => a.PersonId!.Value, cancel);
        foreach (var leader in everyone.Where(p => p.Roles.Any(r => r.Role == Role.UnitHead) && !served.Contains(p.Person.Id)))
        {
            var clerk = everyone.FirstOrDefault(p => p.Roles.Any(r => r.Role == Role.Clerk && r.UnitId == leader.UnitId));
            if (clerk is null || !accountOf.TryGetValue(clerk.Person.Id, out var account)) continue;
            foreach (var (kind, title, symbol, paragraphs) in Letters)
                db.Documents.Add(await SubmitAsync(leader, account, kind, title, symbol, paragraphs, cancel));
            // Leader by leader: cut off in between, the next start goes on with the next leader.
            await db.SaveChangesAsync(cancel);
        }
    }

    public async Task RemoveAsync(CancellationToken cancel)
    {
        var gone = db.Documents.Where(d => d.IsDemonstration).Select(d => d.Id);
        await db.Attempts.Where(a => gone.Contains(a.DocumentId)).ExecuteDeleteAsync(cancel);
        await db.ReadMarks.Where(m => gone.Contains(m.DocumentId)).ExecuteDeleteAsync(cancel);
        await db.Batches.Where(b => b.Items.Any(i => gone.Contains(i.DocumentId))).ExecuteDeleteAsync(cancel);
        // A series that only invented documents used begins anew; a real one keeps its numbers, whoever carried them.
        await db.Series.Where(s => db.Numbers.Any(n => n.UnitId == s.UnitId && n.Kind == s.Kind && n.Year == s.Year)
            && db.Numbers.Where(n => n.UnitId == s.UnitId && n.Kind == s.Kind && n.Year == s.Year).All(n => n.DocumentId != null && gone.Contains(n.DocumentId.Value))).ExecuteDeleteAsync(cancel);
        await db.Numbers.Where(n => !db.Series.Any(s => s.UnitId == n.UnitId && s.Kind == n.Kind && s.Year == n.Year)).ExecuteDeleteAsync(cancel);
        var invented = (await people.AllAsync(cancel)).Select(p => p.Id).ToList();
        await db.Delegations.Where(d => invented.Contains(d.FromPersonId)).ExecuteDeleteAsync(cancel);
        await db.Images.Where(i => i.PersonId != null && invented.Contains(i.PersonId.Value)).ExecuteDeleteAsync(cancel);
        await db.Tickets.Where(t => gone.Contains(t.DocumentId)).ExecuteDeleteAsync(cancel);
        await db.Documents.Where(d => d.IsDemonstration).ExecuteDeleteAsync(cancel);
    }

    private async Task<Document> SubmitAsync(DemonstrationPerson leader, Account clerk, string kind, string title, string symbol, string[] paragraphs, CancellationToken cancel)
    {
        using var pdf = new MemoryStream(PdfWriter.Write(Letter(leader, symbol, kind, title, paragraphs) with { Year = clock.TodayInVietnam().Year }));
        var file = await SubmittedFile.TakeAsync(pdf, $"{title}.pdf", [leader.Person.FullName], files, cancel);
        await file.ForNumberAsync(files, null, cancel);
        var about = new DocumentDetails(leader.UnitId, $"{kind}: {title}", symbol, clerk.Id, clerk.DisplayName, IsDemonstration: true);
        var document = Document.Draft(about, [file], [new SignatoryPlan(leader.Person.Id, leader.Person.FullName, leader.PostTitle)], clock.GetUtcNow());
        document.Submit(new Actor(clerk.Id, clerk.DisplayName), clock.GetUtcNow());
        return document;
    }

    private static OfficialDocument Letter(DemonstrationPerson leader, string symbol, string kind, string title, string[] paragraphs) => new()
    {
        Organisation = leader.UnitName,
        Symbol = symbol,
        Place = "Thanh Hóa",
        Title = kind,
        Abstract = title,
        Body = [.. paragraphs.Select(text => new OfficialBlock.Paragraph(text)), new OfficialBlock.Paragraph("Văn bản trình diễn – không có giá trị pháp lý.", Italic: true)],
        Signers = [new OfficialSigner(leader.PostTitle, leader.Person.FullName)],
        Recipients = ["Như trên"],
    };
}
