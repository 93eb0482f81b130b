using System.Net;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Importing;
using ThanhHoa.DigitalSignature.Portal.Tests.Organisation.People;
using ThanhHoa.DigitalSignature.Organisation.Importing;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Units.Acts;

public sealed class UnitActsTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static readonly string[] Acts = ["rename", "merge", "split", "end", "move"];

    [Fact]
    public async Task A_unit_is_established_with_its_decision_and_shown_under_its_parent()
    {
        using var agency = await portal.SignInAsync("chuyen-vien-skhcn");
        var page = await EstablishAsync(agency, "TT.LAP", "Trung tâm Lập Thử", "SKHCN", "2026-01-01");
        var text = await agency.ReadTextAsync(page);
        Assert.Contains("Trung tâm Lập Thử", text, StringComparison.Ordinal);
        Assert.Contains("1/QĐ-TT.LAP", text, StringComparison.Ordinal);
        Assert.Contains("Trung tâm Lập Thử", await agency.ReadTextAsync(await PageAsync("SKHCN")), StringComparison.Ordinal);
        await agency.RefusedAsync("/organisation/units/new", Form("2026-02-01", ("New.Name", "Trùng mã"), ("New.Code", "TT.LAP"), ("New.Kind", "Office"), ("Parent", "STP")), "Mã “TT.LAP” đã là của Trung tâm Lập Thử");
        await agency.RefusedAsync("/organisation/units/new", Form("2026-02-01", ("New.Name", "Không cấp trên"), ("New.Code", "TT.KHAC"), ("New.Kind", "Office"), ("Parent", "STTTT")), "Không có đơn vị nào như vậy vào ngày đó");
        await agency.RefusedAsync("/organisation/units/new", [], "Hãy nhập số quyết định.");
    }

    [Fact]
    public async Task A_new_name_begins_another_unit_with_the_same_code_and_people_and_those_below_go_along()
    {
        using var agency = await portal.SignInAsync("chuyen-vien-skhcn");
        var old = await EstablishAsync(agency, "DT.1", "Trung tâm Tên Cũ", "SXD", "2025-08-01");
        await EstablishAsync(agency, "DT.1.A", "Phòng Của Trung tâm", "DT.1", "2025-09-01");
        var person = await agency.AddAsync(PersonDesk.NewPerson("Tiêu Văn Theo", "DT.1", "Giám đốc", "2025-08-01"));
        await agency.RefusedAsync(old + "/rename", Form("2026-01-01", ("New.Name", "Trung tâm Tên Cũ"), ("New.Code", "DT.1"), ("New.Kind", "PublicServiceUnit")), "Tên và loại vẫn như cũ.");
        await agency.RefusedAsync(old + "/rename", Form("2025-08-01", ("New.Name", "Trung tâm Tên Mới"), ("New.Code", "DT.1"), ("New.Kind", "PublicServiceUnit")), "bắt đầu từ ngày 01/08/2025");

        await agency.ActAsync(old + "/rename", Form("2026-01-01", ("New.Name", "Trung tâm Tên Mới"), ("New.Code", "DT.1"), ("New.Kind", "PublicServiceUnit")));
        Assert.Equal(1, await portal.CountAsync("""
            select count(*) from organisation.unit old join organisation.unit_succession s on s.predecessor_id = old.id join organisation.unit new on new.id = s.successor_id
            where old.name = 'Trung tâm Tên Cũ' and old.valid_to = '2025-12-31' and new.name = 'Trung tâm Tên Mới' and new.valid_from = '2026-01-01' and new.code = 'DT.1' and s.decision_number = '7/QĐ-UBND'
            """));
        Assert.Equal(1, await portal.CountAsync($"""
            select count(*) from organisation.post p join organisation.post q on q.follows_id = p.id join organisation.unit u on u.id = q.unit_id
            where p.person_id = '{person.Split('/')[^1]}' and p.held_to = '2025-12-31' and q.held_from = '2026-01-01' and u.name = 'Trung tâm Tên Mới' and q.title = 'Giám đốc'
            """));
        Assert.Equal(1, await portal.CountAsync("select count(*) from organisation.unit_placement p join organisation.unit u on u.id = p.unit_id join organisation.unit a on a.id = p.parent_id where u.code = 'DT.1.A' and a.name = 'Trung tâm Tên Mới' and p.valid_to is null"));
        var ended = await agency.ReadTextAsync(old);
        Assert.Contains("Được tiếp nối bởi", ended, StringComparison.Ordinal);
        Assert.Contains("7/QĐ-UBND ngày 15/12/2025", ended, StringComparison.Ordinal);
        await agency.RefusedAsync(old + "/move", Form("2026-02-01", ("Parent", "STP")), "đã được ghi là kết thúc hết ngày 31/12/2025");
    }

    [Fact]
    public async Task Units_merge_into_a_new_one_or_into_one_of_them()
    {
        using var agency = await portal.SignInAsync("chuyen-vien-skhcn");
        var (a, _) = (await EstablishAsync(agency, "SN.A", "Đội A", "STP", "2025-08-01"), await EstablishAsync(agency, "SN.B", "Đội B", "SYT", "2025-08-01"));
        var person = await agency.AddAsync(PersonDesk.NewPerson("Tiêu Thị Nhập", "SN.B", "Đội trưởng", "2025-08-01"));
        await agency.RefusedAsync(a + "/merge", Form("2026-01-01", ("Absorb", "false"), ("New.Name", "Đội AB"), ("New.Code", "SN.AB"), ("New.Kind", "PublicServiceUnit")), "Hãy chọn ít nhất một đơn vị khác cùng sáp nhập.");
        await agency.RefusedAsync(a + "/merge", Form("2026-01-01", ("Absorb", "false"), ("New.Name", "Đội AB"), ("New.Code", "SN.AB"), ("New.Kind", "PublicServiceUnit"), ("Others[0]", "Đội A (SN.A)")), "Đơn vị này đã có ở trên.");
        await agency.ActAsync(a + "/merge", Form("2026-01-01", ("Absorb", "false"), ("New.Name", "Đội AB"), ("New.Code", "SN.AB"), ("New.Kind", "PublicServiceUnit"), ("Others[0]", "Đội B (SN.B)")));
        Assert.Equal(2, await portal.CountAsync("select count(*) from organisation.unit_succession s join organisation.unit u on u.id = s.successor_id where u.code = 'SN.AB'"));
        Assert.Contains("Đội trưởng, <a", await agency.ReadTextAsync(person), StringComparison.Ordinal);
        Assert.Equal(1, await portal.CountAsync($"select count(*) from organisation.post p join organisation.unit u on u.id = p.unit_id where p.person_id = '{person.Split('/')[^1]}' and u.code = 'SN.AB' and p.held_to is null"));

        await EstablishAsync(agency, "SN.C", "Đội C", "STP", "2025-08-01");
        var merged = await PageAsync("SN.AB");
        await agency.ActAsync(merged + "/merge", Form("2026-06-01", ("Absorb", "true"), ("Others[0]", "SN.C")));
        Assert.Equal(3, await portal.CountAsync("select count(*) from organisation.unit_succession s join organisation.unit u on u.id = s.successor_id where u.code = 'SN.AB'"));
        Assert.Equal(1, await portal.CountAsync("select count(*) from organisation.unit where code = 'SN.AB' and valid_to is null"));
    }

    [Fact]
    public async Task A_unit_splits_and_one_part_takes_the_people_or_it_lives_on_and_keeps_them()
    {
        using var agency = await portal.SignInAsync("chuyen-vien-skhcn");
        var whole = await EstablishAsync(agency, "CT.1", "Ban Nguyên", "SNV", "2025-08-01");
        var person = await agency.AddAsync(PersonDesk.NewPerson("Tiêu Thị Tách", "CT.1", "Trưởng ban", "2025-08-01"));
        await agency.RefusedAsync(whole + "/split", Form("2026-01-01", ("Parts[0].Name", "Ban Một"), ("Parts[0].Code", "CT.2")), "Hãy ghi ít nhất hai đơn vị mới.");
        await agency.RefusedAsync(whole + "/split", Form("2026-01-01", ("Parts[0].Name", "Ban Một"), ("Parts[0].Code", "CT.2"), ("Parts[1].Name", "Ban Hai"), ("Parts[1].Code", "CT.2")), "Hai đơn vị mới không thể cùng mã.");
        await agency.ActAsync(whole + "/split", Form("2026-01-01", ("Parts[0].Name", "Ban Một"), ("Parts[0].Code", "CT.2"), ("Parts[1].Name", "Ban Hai"), ("Parts[1].Code", "CT.3"), ("Takes", "1")));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from organisation.post p join organisation.unit u on u.id = p.unit_id where p.person_id = '{person.Split('/')[^1]}' and u.code = 'CT.3' and p.held_to is null"));

        var two = await PageAsync("CT.3");
        await agency.ActAsync(two + "/split", Form("2026-06-01", ("Parts[0].Name", "Ban Ba"), ("Parts[0].Code", "CT.4"), ("LivesOn", "true")));
        Assert.Equal(1, await portal.CountAsync("select count(*) from organisation.unit where code = 'CT.3' and valid_to is null"));
        Assert.Equal(1, await portal.CountAsync("select count(*) from organisation.unit_succession s join organisation.unit u on u.id = s.successor_id where u.code = 'CT.4'"));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from organisation.post p join organisation.unit u on u.id = p.unit_id where p.person_id = '{person.Split('/')[^1]}' and u.code = 'CT.3' and p.held_to is null"));
    }

    [Fact]
    public async Task A_unit_ends_when_nothing_stands_below_it_and_its_posts_end_or_go_to_the_successor()
    {
        using var agency = await portal.SignInAsync("chuyen-vien-skhcn");
        var page = await EstablishAsync(agency, "KT.1", "Trạm Kết Thúc", "SCT", "2025-08-01");
        var below = await EstablishAsync(agency, "KT.2", "Tổ Bên Dưới", "KT.1", "2025-08-01");
        var person = await agency.AddAsync(PersonDesk.NewPerson("Tiêu Văn Thôi", "KT.1", "Trạm trưởng", "2025-08-01"));
        await agency.RefusedAsync(page + "/end", Form("2026-01-01"), "Tổ Bên Dưới còn trực thuộc sau ngày đó");
        Assert.Equal(0, await portal.CountAsync("select count(*) from organisation.reorganisation where kind = 'End'"));
        await agency.ActAsync(below + "/move", Form("2025-12-01", ("Parent", "SCT")));
        await agency.RefusedAsync(below + "/move", Form("2025-12-01", ("Parent", "STP")), "đã có thay đổi ghi từ ngày 01/12/2025");
        await agency.ActAsync(page + "/end", Form("2026-01-01"));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from organisation.post where person_id = '{person.Split('/')[^1]}' and held_to = '2025-12-31'"));
        Assert.Contains("Không còn giữ chức vụ nào.", await agency.ReadTextAsync(person), StringComparison.Ordinal);

        var last = await agency.AddAsync(PersonDesk.NewPerson("Tiêu Văn Sang", "KT.2", "Tổ trưởng", "2025-12-01"));
        await agency.ActAsync(below + "/end", Form("2026-06-01", ("Successor", "SCT")));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from organisation.post p join organisation.unit u on u.id = p.unit_id where p.person_id = '{last.Split('/')[^1]}' and u.code = 'SCT' and p.title = 'Tổ trưởng' and p.held_to is null"));
    }

    [Fact]
    public async Task A_unit_cannot_go_under_itself_or_under_one_that_ends_before()
    {
        using var agency = await portal.SignInAsync("quan-tri");
        var page = await EstablishAsync(agency, "VT.1", "Vòng Một", "STC", "2025-08-01");
        await EstablishAsync(agency, "VT.2", "Vòng Hai", "VT.1", "2025-08-01");
        await agency.RefusedAsync(page + "/move", Form("2026-01-01", ("Parent", "VT.2")), "Vòng Một không thể trực thuộc Vòng Hai");
        await new ImportDesk(portal).LoadAsync(ImportKind.Units, ["VT.3", "Vòng Ngắn", "Office", "STC", "01/08/2025", "31/12/2026", "", ""]);
        await agency.RefusedAsync(page + "/move", Form("2026-01-01", ("Parent", "VT.3")), "Vòng Ngắn kết thúc ngày 31/12/2026");
        await agency.RefusedAsync(page + "/move", Form("2026-01-01", ("Parent", "STC")), "Vòng Một đang trực thuộc Sở Tài chính rồi");
    }

    [Fact]
    public async Task Only_the_lead_agency_and_the_administrator_change_the_tree()
    {
        using var clerk = await portal.SignInAsync("van-thu-stc");
        var page = await PageAsync("STC");
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync("/organisation/units/new")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync("/organisation/reorganisations")).StatusCode);
        foreach (var act in Acts)
        {
            Assert.Equal((act, HttpStatusCode.Forbidden), (act, (await clerk.GetAsync($"{page}/{act}")).StatusCode));
            using var forged = await clerk.SendFormAsync("/organisation/people/new", Form("2026-01-01", ("Parent", "STP"), ("New.Name", "X"), ("New.Code", "X")), to: $"{page}/{act}");
            Assert.Equal((act, HttpStatusCode.Forbidden), (act, forged.StatusCode));
        }

        Assert.DoesNotContain("/rename", await clerk.ReadAsync(page), StringComparison.Ordinal);
        using var administrator = await portal.SignInAsync("quan-tri");
        var root = await PageAsync("38");
        foreach (var act in Acts) Assert.Equal((act, HttpStatusCode.NotFound), (act, (await administrator.GetAsync($"{root}/{act}")).StatusCode));
    }

    private static Dictionary<string, string> Form(string effectiveOn, params (string Field, string Value)[] more)
    {
        var form = new Dictionary<string, string> { ["Decision.Number"] = "7/QĐ-UBND", ["Decision.Date"] = "2025-12-15", ["Decision.EffectiveOn"] = effectiveOn };
        foreach (var (field, value) in more) form[field] = value;
        return form;
    }

    private static async Task<string> EstablishAsync(Visitor agency, string code, string name, string parent, string from)
    {
        var form = Form(from, ("New.Name", name), ("New.Code", code), ("New.Kind", "PublicServiceUnit"), ("Parent", parent));
        form["Decision.Number"] = $"1/QĐ-{code}";
        using var answer = await agency.SendFormAsync("/organisation/units/new", form);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        return answer.Headers.Location!.ToString();
    }

    private async Task<string> PageAsync(string code) => "/organisation/units/" + await portal.TextAsync($"select id::text from organisation.unit where code = '{code}' and valid_to is null");
}
