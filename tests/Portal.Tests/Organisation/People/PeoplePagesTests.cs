using System.Net;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Portal.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation.People;

public sealed class PeoplePagesTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task A_clerk_adds_a_person_with_everything_and_finds_them_without_diacritics()
    {
        using var clerk = await portal.SignInAsync("van-thu-stc");
        var person = PersonDesk.NewPerson(" Đoàn  Thị Ước ", "Sở Tài chính (STC)");
        (person["Person.Email"], person["Person.BirthDate"], person["Person.Mobile"], person["Person.IdentityNumber"], person["Post.IsLeading"], person["Post.Rank"]) = ("UOC.DT@thanhhoa.example", "1988-03-08", "+84 912 000 333", "038188001234", "true", "2");
        var page = await clerk.AddAsync(person);
        Assert.Equal(1, await portal.CountAsync("""
            select count(*) from organisation.person w join organisation.post p on p.person_id = w.id
            where full_name = 'Đoàn Thị Ước' and email = 'uoc.dt@thanhhoa.example' and birth_date = '1988-03-08' and mobile = '0912000333' and identity_number = '038188001234' and is_leading and rank = 2 and held_from = '2025-07-01'
            """));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from platform.audit_entry where act = 'organisation.person.added' and subject_id = '{page.Split('/')[^1]}'"));
        Assert.Contains(page, await clerk.ReadAsync("/organisation/people?q=doan+thi+uoc"), StringComparison.Ordinal);
        Assert.Contains(page, await clerk.ReadAsync("/organisation/people?q=UOC.DT@thanhhoa.example&unit=so+tai+chinh"), StringComparison.Ordinal);
        Assert.DoesNotContain(page, await clerk.ReadAsync("/organisation/people?q=doan+thi+uoc&former=true"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field()
    {
        using var clerk = await portal.SignInAsync("van-thu-stc");
        using var answer = await clerk.SendFormAsync("/organisation/people/new", new Dictionary<string, string>
        {
            ["Person.FullName"] = "Số 1",
            ["Person.Email"] = "không phải",
            ["Person.BirthDate"] = "2024-01-01",
            ["Person.Mobile"] = "123",
            ["Person.IdentityNumber"] = "12",
            ["Unit"] = "Sở Không Có",
            ["Post.Title"] = "Chuyên viên",
            ["From"] = "2025-07-01",
        });
        var complaints = string.Join('\n', await answer.ComplaintsAsync());
        foreach (var sentence in new[] { "“Số 1” không giống họ và tên", "Địa chỉ thư điện tử chưa đúng", "Ngày sinh 01/01/2024", "10 chữ số", "12 chữ số", "Không có đơn vị nào như vậy" })
            Assert.Contains(sentence, complaints, StringComparison.Ordinal);
        await clerk.RefusedAsync("/organisation/people/new", PersonDesk.NewPerson("Đoàn Văn Sớm", "STC", from: "2024-01-01"), "ngoài phạm vi bạn phụ trách");
        await clerk.RefusedAsync("/organisation/people/new", PersonDesk.NewPerson("Đoàn Văn Ngoài", "STP"), "Sở Tư pháp ngoài phạm vi bạn phụ trách");
    }

    [Fact]
    public async Task Nobody_is_added_twice_and_who_may_be_known_is_shown_to_choose_from()
    {
        using var clerk = await portal.SignInAsync("van-thu-stc");
        using var foreign = await portal.SignInAsync("van-thu-syt");
        var first = PersonDesk.NewPerson("Lại Thị Trùng", "STC");
        (first["Person.Email"], first["Person.BirthDate"]) = ("trung.lt@thanhhoa.example", "1990-01-01");
        var known = await clerk.AddAsync(first);

        var same = PersonDesk.NewPerson("Lại Văn Khác", "STC");
        same["Person.Email"] = "Trung.LT@thanhhoa.example";
        await clerk.RefusedAsync("/organisation/people/new", same, "Thư điện tử này đã có người dùng");

        var again = PersonDesk.NewPerson("LAI THI TRUNG", "STC", "Kế toán viên");
        using (var shown = await clerk.SendFormAsync("/organisation/people/new", again))
        {
            var text = await shown.TextAsync();
            Assert.Contains("Có thể người này đã có trong hệ thống", text, StringComparison.Ordinal);
            Assert.Contains($"href=\"{known}\"", text, StringComparison.Ordinal);
        }

        // The same birth date tells a clerk of another unit too, but opens nobody's page to them.
        var elsewhere = PersonDesk.NewPerson("Lại Thị Trùng", "SYT");
        elsewhere["Person.BirthDate"] = "1990-01-01";
        using (var shown = await foreign.SendFormAsync("/organisation/people/new", elsewhere))
        {
            var text = await shown.TextAsync();
            Assert.Contains("Lại Thị Trùng", text, StringComparison.Ordinal);
            Assert.Contains("Chuyên viên, Sở Tài chính", text, StringComparison.Ordinal);
            Assert.DoesNotContain(known, text, StringComparison.Ordinal);
            Assert.DoesNotContain("trung.lt@thanhhoa.example", text, StringComparison.Ordinal);
        }

        again["IsNamesake"] = "true";
        await clerk.AddAsync(again);
        Assert.Equal(2, await portal.CountAsync("select count(*) from organisation.person where search_name = 'lai thi trung'"));
    }

    [Fact]
    public async Task Posts_are_taken_up_moved_corrected_and_ended_and_dates_may_not_contradict()
    {
        using var clerk = await portal.SignInAsync("van-thu-stc");
        var page = await clerk.AddAsync(PersonDesk.NewPerson("Kim Văn Chuyển", "STC"));
        var id = page.Split('/')[^1];
        var post = await portal.TextAsync($"select id::text from organisation.post where person_id = '{id}'");
        await clerk.RefusedAsync(page + "/take-up", new() { ["Unit"] = "STC", ["Post.Title"] = "chuyên viên", ["From"] = "2026-01-01" }, "đã giữ chức vụ chuyên viên tại Sở Tài chính");
        await clerk.ActAsync(page + "/take-up", new() { ["Unit"] = "STC", ["Post.Title"] = "Bí thư Đoàn", ["From"] = "2026-01-01" });

        await clerk.RefusedAsync($"{page}/posts/{post}/move", new() { ["Unit"] = "STC", ["Post.Title"] = "Trưởng phòng", ["From"] = "2025-07-01" }, "Chức vụ này bắt đầu từ ngày 01/07/2025");
        await clerk.ActAsync($"{page}/posts/{post}/move", new() { ["Unit"] = "STC", ["Post.Title"] = "Trưởng phòng", ["Post.IsLeading"] = "true", ["From"] = "2026-03-01" });
        Assert.Equal(1, await portal.CountAsync($"select count(*) from organisation.post old join organisation.post new on new.follows_id = old.id where old.id = '{post}' and old.held_to = '2026-02-28' and new.held_from = '2026-03-01' and new.rank = 1"));

        var head = await portal.TextAsync($"select id::text from organisation.post where follows_id = '{post}'");
        await clerk.ActAsync($"{page}/posts/{head}/correct", new() { ["Post.Title"] = "Phó Trưởng phòng", ["Post.IsLeading"] = "true" });
        Assert.Equal(1, await portal.CountAsync($"select count(*) from organisation.post where id = '{head}' and title = 'Phó Trưởng phòng' and rank = 2"));

        await clerk.RefusedAsync($"{page}/posts/{head}/end", new() { ["Last"] = "2026-02-01" }, "Chức vụ này bắt đầu từ ngày 01/03/2026");
        await clerk.ActAsync($"{page}/posts/{head}/end", new() { ["Last"] = "2026-06-30" });
        await clerk.RefusedAsync($"{page}/posts/{head}/end", new() { ["Last"] = "2026-07-31" }, "đã được ghi là kết thúc hết ngày 30/06/2026");
        await clerk.RefusedAsync($"{page}/posts/{head}/move", new() { ["Unit"] = "STP", ["Post.Title"] = "Trưởng phòng", ["From"] = "2026-07-01" }, "Sở Tư pháp ngoài phạm vi bạn phụ trách");
        var acts = await portal.TextAsync($"select string_agg(act, ' ' order by id) from platform.audit_entry where subject_id = '{id}'");
        Assert.Equal("organisation.person.added organisation.post.taken-up organisation.post.moved organisation.post.corrected organisation.post.ended", acts);
    }

    [Fact]
    public async Task A_clerk_of_another_unit_sees_and_changes_nothing_and_the_lead_agency_everything()
    {
        using var clerk = await portal.SignInAsync("van-thu-stc");
        using var foreign = await portal.SignInAsync("van-thu-syt");
        using var agency = await portal.SignInAsync("chuyen-vien-skhcn");
        using var leader = await portal.SignInAsync("pct-kinh-te");
        var person = PersonDesk.NewPerson("Ninh Thị Kín", "STC");
        person["Person.IdentityNumber"] = "038190005555";
        var page = await clerk.AddAsync(person);
        var post = await portal.TextAsync($"select id::text from organisation.post where person_id = '{page.Split('/')[^1]}'");
        foreach (var path in new[] { "", "/edit", "/take-up", "/merge", $"/posts/{post}/move", $"/posts/{post}/end", $"/posts/{post}/correct" })
        {
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await foreign.GetAsync(page + path)).StatusCode));
            Assert.Equal((path, HttpStatusCode.OK), (path, (await agency.GetAsync(page + path)).StatusCode));
            Assert.NotEqual(HttpStatusCode.OK, (await leader.GetAsync(page + path)).StatusCode);
            if (path.Length == 0) continue;
            using var forged = await foreign.SendFormAsync("/organisation/people/new", new Dictionary<string, string> { ["Last"] = "2026-01-01", ["Person.FullName"] = "Tên Khác" }, to: page + path);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, forged.StatusCode));
        }

        Assert.DoesNotContain("Ninh Thị Kín", await foreign.ReadTextAsync("/organisation/people?q=ninh+thi+kin"), StringComparison.Ordinal);
        Assert.Contains("Ninh Thị Kín", await agency.ReadTextAsync("/organisation/people?q=ninh+thi+kin"), StringComparison.Ordinal);
        Assert.Equal(1, await portal.CountAsync("select count(*) from organisation.person where full_name = 'Ninh Thị Kín'"));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from organisation.post where id = '{post}' and held_to is null"));
    }

    [Fact]
    public async Task The_protected_number_is_shown_on_request_and_the_look_is_recorded()
    {
        using var clerk = await portal.SignInAsync("van-thu-stc");
        var person = PersonDesk.NewPerson("Phùng Văn Số", "STC");
        person["Person.IdentityNumber"] = "038190001111";
        var page = await clerk.AddAsync(person);
        Assert.DoesNotContain("038190001111", await clerk.ReadAsync(page), StringComparison.Ordinal);
        Assert.DoesNotContain("038190001111", await clerk.ReadAsync(page + "/edit"), StringComparison.Ordinal);
        using var shown = await clerk.SendFormAsync(page, new Dictionary<string, string>(), to: page + "?handler=Reveal");
        Assert.Contains("038190001111", await shown.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await portal.CountAsync($"select count(*) from platform.audit_entry where act = 'organisation.person.identity-number-read' and subject_id = '{page.Split('/')[^1]}'"));
        Assert.Equal(0, await portal.CountAsync("select count(*) from platform.audit_entry where details::text like '%038190001111%'"));

        // An empty field leaves the number as it is.
        await clerk.ActAsync(page + "/edit", new() { ["Person.FullName"] = "Phùng Văn Sổ" });
        Assert.Equal(1, await portal.CountAsync("select count(*) from organisation.person where full_name = 'Phùng Văn Sổ' and identity_number = '038190001111'"));
    }

    [Fact]
    public async Task Everybody_sees_their_own_page_with_their_account()
    {
        using var leader = await portal.SignInAsync("pct-kinh-te");
        var id = (await portal.PersonAsync("pct-kinh-te")).Id;
        var page = await leader.ReadTextAsync($"/organisation/people/{id}");
        Assert.Contains("pct-kinh-te@trinh-dien.example", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/edit", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await leader.GetAsync($"/organisation/people/{(await portal.PersonAsync("pct-van-xa")).Id}")).StatusCode);
    }

    [Fact]
    public async Task While_one_types_the_units_that_fit_are_offered_also_without_diacritics()
    {
        using var clerk = await portal.SignInAsync("van-thu-stc");
        var offered = await clerk.ReadTextAsync("/organisation/units/options?field=Unit&day=&Unit=hac+thanh");
        Assert.Contains("value=\"Phường Hạc Thành (14797)\"", offered, StringComparison.Ordinal);
        Assert.Contains("Sở Tài chính (STC)", await clerk.ReadTextAsync("/organisation/units/options?field=Unit&Unit=stc"), StringComparison.Ordinal);
        Assert.Contains("Phường Đông Thọ", await clerk.ReadTextAsync("/organisation/units/options?field=Unit&day=2020-06-30&Unit=dong+tho"), StringComparison.Ordinal);
        Assert.DoesNotContain("<option", await clerk.ReadTextAsync("/organisation/units/options?field=Unit&Unit=s"), StringComparison.Ordinal);
    }
}
