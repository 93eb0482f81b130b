using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Organisation;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Organisation.Importing;
using ThanhHoa.DigitalSignature.Organisation.Reorganising;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Importing;
using ThanhHoa.DigitalSignature.Portal.Tests.Organisation.People;
using ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Tables;
using ThanhHoa.DigitalSignature.Portal.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Reorganising;

public sealed class ReorganisationTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private readonly ImportDesk desk = new(portal);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_communes_of_July_2025_are_tied_to_those_before_by_a_mapping_and_people_move_on_that_day()
    {
        // Which old commune went into which new one is not known here: this mapping is invented, first come first served.
        var (day, eve) = (new DateOnly(2025, 7, 1), new DateOnly(2025, 6, 30));
        var old = await CodesAsync("valid_to = '2025-06-30' and kind = 'Commune'");
        var now = await CodesAsync("valid_from = '2025-07-01' and kind = 'Commune' and not is_demonstration");
        Assert.Equal((547, 166), (old.Count, now.Count));
        await desk.LoadAsync(ImportKind.People,
            [.. old.Take(20).Select((code, n) => new[] { $"Lữ Văn {(char)('A' + n)}", $"cu{n}@sapxep.example", "", "", "", code, "Chủ tịch UBND xã", "x", "", "01/07/2021", "30/06/2025", "" })]);
        Assert.Equal(20, await portal.CountAsync("select count(*) from organisation.person where email like '%@sapxep.example'"));
        var before = await TreeAsync(eve);

        using var agency = await portal.SignInAsync("chuyen-vien-skhcn");
        var draft = await agency.DraftAsync("1686/NQ-GIẢ-ĐỊNH", "2025-06-16", "2025-07-01");
        string[][] mapping = [.. old.Select((code, n) => new[] { code, now[n % now.Count], n == 0 ? "toàn bộ" : "", "", "", "", "" })];
        Assert.Contains("Đã đưa tệp vào bản đang soạn.", await agency.UploadAsync(draft, mapping), StringComparison.Ordinal);
        var preview = await agency.ReadTextAsync(draft);
        Assert.Contains("<div class=\"h1 mb-0\">547</div>đơn vị kết thúc", preview, StringComparison.Ordinal);
        Assert.Contains("<div class=\"h1 mb-0\">20</div>người chuyển chức vụ", preview, StringComparison.Ordinal);
        Assert.Equal(0, await portal.CountAsync("select count(*) from organisation.unit_succession where effective_on = '2025-07-01'"));

        await agency.ActAsync(draft, [], "Apply");
        await agency.ActAsync(draft, [], "Apply");
        Assert.Contains("áp dụng lúc", await agency.ReadTextAsync(draft), StringComparison.Ordinal);
        Assert.Equal(547, await portal.CountAsync("select count(*) from organisation.unit_succession where effective_on = '2025-07-01' and decision_number = '1686/NQ-GIẢ-ĐỊNH'"));
        Assert.Equal(1, await portal.CountAsync("select count(*) from organisation.unit_succession where share = 'toàn bộ' and decision_number = '1686/NQ-GIẢ-ĐỊNH'"));
        Assert.Equal(1, await portal.CountAsync("select count(*) from platform.audit_entry where act = 'organisation.reorganisation.applied' and details->>'decision' = '1686/NQ-GIẢ-ĐỊNH'"));

        // The eve is as it was, the day has 166 communes right under the province and no district.
        Assert.Equal(before, await TreeAsync(eve));
        var after = await WithinAsync(day);
        Assert.Equal((0, 166), (after.Count(u => u.Kind == UnitKind.District), after.Count(u => u.Kind == UnitKind.Commune)));
        var ids = await PeopleAsync();
        await using var scope = portal.Host.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<IPeople>();
        var (then, thereafter) = (await people.PostsAsync(ids, eve, Stop), await people.PostsAsync(ids, day, Stop));
        Assert.Equal((20, 20), (then.Count, thereafter.Count));
        var ties = (await Successions()).ToLookup(s => s.Old, s => s.New);
        Assert.All(then, post => Assert.Equal(ties[post.UnitId].Single(), thereafter.Single(p => p.PersonId == post.PersonId).UnitId));

        await OthersFollowAsync("1686/NQ-GIẢ-ĐỊNH", day, ties);

        // The same mapping under another number changes nothing about people.
        var again = await agency.DraftAsync("1686/BIS", "2025-06-16", "2025-07-01");
        await agency.UploadAsync(again, mapping);
        await agency.ActAsync(again, [], "Apply");
        Assert.Equal(20, (await people.PostsAsync(ids, day, Stop)).Count);
        Assert.Empty(UnitHistoryTests.Contradictions(await HistoryAsync()));
    }

    [Fact]
    public async Task A_decision_for_a_day_to_come_is_entered_step_by_step_and_history_stands_by_dates()
    {
        using var agency = await portal.SignInAsync("chuyen-vien-skhcn");
        await desk.LoadAsync(ImportKind.Units,
            ["TL.1", "Chi cục Một", "PublicServiceUnit", "SCT", "01/08/2025", "", "", ""],
            ["TL.2", "Chi cục Hai", "PublicServiceUnit", "SCT", "01/08/2025", "", "", ""],
            ["TL.1.A", "Phòng A", "Office", "TL.1", "01/08/2025", "", "", ""]);
        await desk.LoadAsync(ImportKind.People,
            ["Mạc Thị Đi", "di@tuonglai.example", "", "", "", "TL.1", "Chi cục trưởng", "x", "", "01/08/2025", "", ""],
            ["Mạc Thị Nghỉ", "nghi@tuonglai.example", "", "", "", "TL.1", "Chuyên viên", "", "", "01/08/2025", "", ""],
            ["Mạc Thị Khác", "khac@tuonglai.example", "", "", "", "TL.2", "Chi cục trưởng", "x", "", "01/08/2025", "", ""]);
        var draft = await agency.DraftAsync("99/QĐ-UBND", "2029-12-01", "2030-01-01");
        await agency.ActAsync(draft + "/units", new() { ["New.Name"] = "Chi cục Chung", ["New.Code"] = "TL.C", ["New.Kind"] = "PublicServiceUnit", ["Parent"] = "Sở Công Thương (SCT)" }, "Begin");
        await agency.ActAsync(draft + "/units", new() { ["From"] = "Chi cục Một (TL.1)", ["To"] = "Chi cục Chung (TL.C)", ["Share"] = "toàn bộ" }, "Transfer");
        await agency.ActAsync(draft + "/units", new() { ["From"] = "TL.2", ["To"] = "TL.C" }, "Transfer");
        await agency.ActAsync(draft + "/units", new() { ["From"] = "TL.2", ["To"] = "STP" }, "Transfer");

        // Two successors of one unit: somebody must say who goes where.
        var blocked = await agency.ReadTextAsync(draft);
        Assert.Contains("Còn 1 người ở Chi cục Hai chưa rõ chuyển về đâu", blocked, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Apply", blocked, StringComparison.Ordinal);
        await agency.ActAsync(draft, [], "Apply");
        Assert.Equal(0, await portal.CountAsync("select count(*) from organisation.unit where code = 'TL.C'"));
        await agency.ActAsync(draft + "/people?unit=TL.2", new() { ["unit"] = "TL.2", ["to"] = "STP" }, "All");
        var leaving = await portal.TextAsync("select p.id::text from organisation.post p join organisation.person w on w.id = p.person_id where w.email = 'nghi@tuonglai.example'");
        var going = await portal.TextAsync("select p.id::text from organisation.post p join organisation.person w on w.id = p.person_id where w.email = 'di@tuonglai.example'");
        await agency.ActAsync(draft + "/people?unit=TL.1", new()
        {
            ["unit"] = "TL.1",
            ["p"] = "1",
            ["Rows[0].PostId"] = going,
            ["Rows[0].To"] = "",
            ["Rows[0].Title"] = "Phó Chi cục trưởng",
            ["Rows[0].IsLeading"] = "true",
            ["Rows[1].PostId"] = leaving,
            ["Rows[1].To"] = "-",
            ["Rows[1].Title"] = "Chuyên viên",
        });

        await agency.ActAsync(draft, [], "Apply");
        var (eve, day) = (new DateOnly(2029, 12, 31), new DateOnly(2030, 1, 1));
        Assert.Equal(["TL.1", "TL.1.A", "TL.2"], Codes(await WithinAsync(eve)));
        Assert.Equal(["TL.1.A", "TL.C"], Codes(await WithinAsync(day)));
        Assert.Equal("Chi cục Chung", await portal.TextAsync("select a.name from organisation.unit u join organisation.unit_placement p on p.unit_id = u.id and p.valid_from = '2030-01-01' join organisation.unit a on a.id = p.parent_id where u.code = 'TL.1.A'"));
        await using var scope = portal.Host.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<IPeople>();
        var ids = new[] { await PersonAsync("di@tuonglai.example"), await PersonAsync("nghi@tuonglai.example"), await PersonAsync("khac@tuonglai.example") };
        var posts = await people.PostsAsync(ids, day, Stop);
        Assert.Equal(["Chi cục Chung: Phó Chi cục trưởng 2", "Sở Tư pháp: Chi cục trưởng 1"], posts.Select(p => $"{p.UnitName}: {p.Title} {p.Rank}").Order(StringComparer.Ordinal));
        Assert.Equal([ids[1]], await people.WithoutPostAsync(ids, day, Stop));
        Assert.Equal(3, (await people.PostsAsync(ids, eve, Stop)).Count);
        Assert.Contains("99/QĐ-UBND", await agency.ReadTextAsync("/organisation/units/" + await portal.TextAsync("select id::text from organisation.unit where code = 'TL.1'")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await agency.GetAsync(draft + "/units")).StatusCode);
    }

    [Fact]
    public async Task A_mapping_with_one_wrong_row_is_refused_whole_with_every_row_named()
    {
        using var agency = await portal.SignInAsync("quan-tri");
        var draft = await agency.DraftAsync("55/QĐ", "2026-01-01", "2026-03-01");
        var answer = await agency.UploadAsync(draft,
            ["STP", "SCT", "", "", "", "", ""],
            ["KHONG", "SCT", "", "", "", "", ""],
            ["STP", "CHUA.CO", "", "", "", "", ""],
            ["STP", "SCT", "", "", "", "", ""],
            ["", "", "", "", "", "", ""],
            ["SYT", "MOI.1", "", "", "Đơn vị Mới", "Loại lạ", ""],
            ["SYT", "=MOI", "", "có lẽ", "", "", ""],
            ["SNV", "MOI.2", "", "", "Tên Một", "Office", "38"],
            ["STC", "MOI.2", "", "", "Tên Hai", "Office", "38"]);
        foreach (var fault in new[]
        {
            "Dòng 3, A – Mã đơn vị cũ: Vào ngày 28/02/2026 không có đơn vị nào mang mã “KHONG”", "Dòng 4, B – Mã đơn vị mới: Từ ngày 01/03/2026 không có đơn vị nào mang mã “CHUA.CO”", "Dòng 5: Trùng với dòng 2",
            "Dòng 7, F – Loại đơn vị mới: Không có loại", "Dòng 7, G – Mã cấp trên của đơn vị mới: Hãy nhập", "Dòng 8, B – Mã đơn vị mới: Ô có công thức", "Dòng 8, D – Nhận cán bộ: “có lẽ”", "Dòng 10, E – Tên đơn vị mới: Mã MOI.2 đang là “Tên Một”",
        })
            Assert.Contains(fault, answer, StringComparison.Ordinal);
        Assert.Equal(0, await portal.CountAsync("select count(*) from organisation.reorganisation_transfer t join organisation.reorganisation r on r.id = t.reorganisation_id where decision_number = '55/QĐ'"));
        using var broken = await agency.SendFormAsync(draft + "/units", new Dictionary<string, string>(), ("Table", "một;hai\n1;2\n"u8.ToArray(), "x.csv"), draft + "/units?handler=Mapping");
        Assert.Contains("Không thấy dòng tiêu đề", await broken.TextAsync(), StringComparison.Ordinal);
        using var template = await agency.GetAsync("/organisation/reorganisations/template");
        Assert.Equal(string.Join('|', ReorganisationDesk.Columns), Sheets.Read(await template.Content.ReadAsByteArrayAsync(Stop))[0].Cells);
    }

    [Fact]
    public async Task Two_who_apply_the_same_draft_at_once_apply_it_once()
    {
        using var agency = await portal.SignInAsync("quan-tri");
        await desk.LoadAsync(ImportKind.Units, ["HN.1", "Hai Người", "PublicServiceUnit", "SGDDT", "01/08/2025", "", "", ""]);
        var draft = await agency.DraftAsync("77/QĐ", "2026-01-01", "2026-02-01");
        await agency.ActAsync(draft + "/units", new() { ["From"] = "HN.1", ["To"] = "SGDDT" }, "Transfer");
        var id = Guid.Parse(draft.Split('/')[^1]);
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => portal.Host.WithAsync<ApplyReorganisation, IReadOnlyList<Refusal>>(apply => apply.RunAsync(id, Stop))));
        Assert.All(results, Assert.Empty);
        Assert.Equal(1, await portal.CountAsync("select count(*) from platform.audit_entry where act = 'organisation.reorganisation.applied' and details->>'decision' = '77/QĐ'"));
        Assert.Equal(await portal.CountAsync("select count(*) from organisation.reorganisation where sequence is not null"), await portal.CountAsync("select max(sequence) from organisation.reorganisation"));
    }

    [Fact]
    public async Task A_draft_can_be_corrected_and_discarded_but_not_what_was_applied()
    {
        using var agency = await portal.SignInAsync("quan-tri");
        var draft = await agency.DraftAsync("11/QĐ", "2026-01-01", "2026-02-01");
        await agency.ActAsync(draft + "/decision", new() { ["Decision.Number"] = "12/QĐ", ["Decision.Date"] = "2026-01-02", ["Decision.EffectiveOn"] = "2026-02-02", ["Summary"] = "Sửa lại" });
        await agency.ActAsync(draft + "/units", new() { ["From"] = "STP", ["To"] = "SCT" }, "Transfer");
        await agency.ActAsync(draft + "/units", new() { ["line"] = "transfer:STP:SCT" }, "Remove");
        Assert.Contains("Chưa có đơn vị nào trong việc sắp xếp này.", await agency.ReadTextAsync(draft), StringComparison.Ordinal);
        await agency.RefusedAsync(draft + "/units", new() { ["From"] = "STTTT", ["To"] = "SCT" }, "Không có đơn vị nào như vậy vào ngày 01/02/2026", "Transfer");
        await agency.ActAsync(draft, [], "Discard");
        Assert.Equal(HttpStatusCode.NotFound, (await agency.GetAsync(draft)).StatusCode);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_sequence_of_decisions_leaves_a_contradiction_or_a_post_at_a_unit_that_is_not_there(int seed)
    {
        var (random, n) = (new Random(seed), $"N{seed}.");
        await desk.LoadAsync(ImportKind.Units, [.. Enumerable.Range(0, 6).Select(at => new[] { $"{n}{at}", $"Ngẫu nhiên {at}", "PublicServiceUnit", at < 3 ? "STP" : $"{n}{at - 3}", "01/01/2026", "", "", "" })]);
        await desk.LoadAsync(ImportKind.People, [.. Enumerable.Range(0, 12).Select(at => new[] { $"Ngẫu Nhiên {(char)('A' + at)}", $"n{seed}{at}@ngaunhien.example", "", "", "", $"{n}{at % 6}", "Chuyên viên", "", "", "01/01/2026", "", "" })]);
        var (applied, refused) = (0, 0);
        for (var turn = 0; turn < 80; turn++)
        {
            var act = Anything(random, n, new DateOnly(2026, 1, 1).AddDays(7 + (turn * 3) - (7 * random.Next(4))), turn);
            var refusals = await portal.Host.WithAsync<ApplyReorganisation, IReadOnlyList<Refusal>>(apply => apply.RunAsync(act, Stop));
            if (refusals.Count == 0) applied++;
            else refused++;
        }

        Assert.True(applied > 10 && refused > 10, $"{applied} applied, {refused} refused");
        Assert.Empty(UnitHistoryTests.Contradictions(await HistoryAsync()));
        Assert.Equal(0, await portal.CountAsync("select count(*) from organisation.post p join organisation.unit u on u.id = p.unit_id where p.held_from < u.valid_from or (u.valid_to is not null and (p.held_to is null or p.held_to > u.valid_to))"));
        // Nobody holds one post twice at a time.
        Assert.Equal(0, await portal.CountAsync("select count(*) from organisation.post a join organisation.post b on a.person_id = b.person_id and a.unit_id = b.unit_id and a.title = b.title and a.id < b.id and daterange(a.held_from, a.held_to, '[]') && daterange(b.held_from, b.held_to, '[]')"));
    }

    private static Reorganisation Anything(Random random, string n, DateOnly day, int turn)
    {
        var act = Reorganisation.Draft(ReorganisationKind.Reorganisation, new Decision($"{n}{turn}/NN", day), day, "", "thử", TimeProvider.System.GetUtcNow());
        var (one, other) = ($"{n}{random.Next(10)}", $"{n}{random.Next(10)}");
        switch (random.Next(6))
        {
            case 0:
                act.Begin(new NewUnit(other, $"Lập {turn}", UnitKind.PublicServiceUnit), "STP");
                break;
            case 1:
                act.Begin(new NewUnit(other, $"Nhập {turn}", UnitKind.PublicServiceUnit), one);
                act.Transfer(one, other, null);
                act.Transfer($"{n}{random.Next(10)}", other, null);
                break;
            case 2:
                act.Begin(new NewUnit(one, $"Đổi tên {turn}", UnitKind.PublicServiceUnit), "SCT");
                act.Transfer(one, one, null);
                break;
            case 3:
                act.Transfer(one, random.Next(2) == 0 ? other : null, null);
                break;
            case 4:
                act.Move(one, other);
                break;
            default:
                act.Begin(new NewUnit(other, $"Tách {turn}", UnitKind.Office), "SCT");
                act.Transfer(one, other, null, takesPeople: true);
                act.Transfer(one, one, null);
                break;
        }

        return act;
    }

    /// <summary>What other modules are told, each decision once and in order.</summary>
    private async Task OthersFollowAsync(string decision, DateOnly day, ILookup<Guid, Guid> ties)
    {
        await using var scope = portal.Host.Services.CreateAsyncScope();
        var reorganisations = scope.ServiceProvider.GetRequiredService<IReorganisations>();
        var next = await reorganisations.NextAsync(null, Stop);
        while (next!.DecisionNumber != decision) next = await reorganisations.NextAsync(next.Id, Stop);
        Assert.Equal((20, 547, day), (next.People.Count, next.UnitsEnded.Count, next.EffectiveOn));
        Assert.All(next.People, effect => Assert.Equal((ties[effect.FromUnitId].Single(), "Chủ tịch UBND xã"), (effect.ToUnitId, effect.ToTitle)));
        Assert.All(next.UnitsEnded, end => Assert.Equal(ties[end.UnitId], end.SuccessorIds));
    }

    private static List<string> Codes(IEnumerable<UnitInfo> units) => [.. units.Where(u => u.Code.StartsWith("TL.", StringComparison.Ordinal)).Select(u => u.Code).Order(StringComparer.Ordinal)];

    private Task<UnitHistory> HistoryAsync() => portal.Host.WithAsync<OrganisationDb, UnitHistory>(db => UnitHistory.LoadAsync(db, Stop));

    private Task<List<string>> CodesAsync(string where) => portal.Host.WithAsync<OrganisationDb, List<string>>(db =>
#pragma warning disable EF1002 // A condition written in this test.
        db.Database.SqlQueryRaw<string>($"select code as \"Value\" from organisation.unit where {where} order by code").ToListAsync(Stop));
#pragma warning restore EF1002

    private Task<List<(Guid Old, Guid New)>> Successions() => portal.Host.WithAsync<OrganisationDb, List<(Guid, Guid)>>(async db =>
        [.. (await db.Successions.Where(s => s.EffectiveOn == new DateOnly(2025, 7, 1)).ToListAsync(Stop)).Select(s => (s.PredecessorId, s.SuccessorId))]);

    private Task<List<Guid>> PeopleAsync() => portal.Host.WithAsync<OrganisationDb, List<Guid>>(db => db.People.Where(p => p.Email!.EndsWith("@sapxep.example")).Select(p => p.Id).ToListAsync(Stop));

    private async Task<Guid> PersonAsync(string email) => Guid.Parse(await portal.TextAsync($"select id::text from organisation.person where email = '{email}'"));

    private async Task<IReadOnlyList<UnitInfo>> WithinAsync(DateOnly day)
    {
        var root = Guid.Parse(await portal.TextAsync("select id::text from organisation.unit where code = '38'"));
        return await portal.Host.WithAsync<IUnits, IReadOnlyList<UnitInfo>>(async units => await units.FindAsync(await units.WithinAsync([root], day, Stop), Stop));
    }

    private async Task<List<string>> TreeAsync(DateOnly day) => [.. (await WithinAsync(day)).Select(u => $"{u.Code} {u.Name} {u.ParentId}").Order(StringComparer.Ordinal)];
}
