using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation.People;

public sealed class MergePeopleTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static readonly DateOnly Day = new(2026, 6, 1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Posts_go_over_nothing_is_deleted_and_the_identity_given_up_is_answered_for()
    {
        using var clerk = await portal.SignInAsync("van-thu-stc");
        var one = PersonDesk.NewPerson("Ông Thị Hai Lần", "STC", "Kế toán viên");
        one["Person.BirthDate"] = "1991-02-03";
        var kept = await clerk.AddAsync(one);
        var two = PersonDesk.NewPerson("Ông Thị Hai Lần", "STC", "Chuyên viên", "2025-08-01");
        (two["Person.Email"], two["Person.Mobile"], two["IsNamesake"]) = ("hailan@thanhhoa.example", "0912345678", "true");
        var given = await clerk.AddAsync(two);
        await clerk.ActAsync(given + "/take-up", new() { ["Unit"] = "STC", ["Post.Title"] = "Kế toán viên", ["From"] = "2025-06-01" });

        Assert.Contains("hailan@thanhhoa.example", await clerk.ReadTextAsync(kept + "/merge"), StringComparison.Ordinal);
        await clerk.ActAsync(kept + "/merge", new() { ["other"] = given.Split('/')[^1] });

        var (keptId, givenId) = (Guid.Parse(kept.Split('/')[^1]), Guid.Parse(given.Split('/')[^1]));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from organisation.person where id = '{givenId}' and merged_into_id = '{keptId}'"));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from organisation.person where id = '{keptId}' and email = 'hailan@thanhhoa.example' and mobile = '0912345678' and birth_date = '1991-02-03'"));
        // The post both records had is one post, from the earlier day on.
        Assert.Equal(2, await portal.CountAsync($"select count(*) from organisation.post where person_id = '{keptId}'"));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from organisation.post where person_id = '{keptId}' and title = 'Kế toán viên' and held_from = '2025-06-01'"));
        Assert.Equal(0, await portal.CountAsync($"select count(*) from organisation.post where person_id = '{givenId}'"));

        await using var scope = portal.Host.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<IPeople>();
        var info = Assert.Single(await people.FindAsync([givenId], Stop));
        Assert.Equal((givenId, keptId, "hailan@thanhhoa.example"), (info.Id, info.MergedInto, info.Email));
        Assert.Equal(2, (await people.FindAsync([givenId, keptId], Stop)).Count);
        Assert.All(await people.PostsAsync([givenId], Day, Stop), post => Assert.Equal(givenId, post.PersonId));
        Assert.Equal(2, (await people.PostsAsync([givenId], Day, Stop)).Count);
        Assert.Empty(await people.WithoutPostAsync([givenId, keptId], Day, Stop));
        Assert.Equal(keptId, (await people.FindByEmailAsync("hailan@thanhhoa.example", Stop))!.Id);
        Assert.Equal(keptId, Assert.Single(await people.SearchAsync("ong thi hai lan", 10, Stop)).Id);

        using var redirected = await clerk.GetAsync(given);
        Assert.Equal(kept, redirected.Headers.Location!.ToString());
        Assert.Contains("Hồ sơ đã gộp vào đây", await clerk.ReadTextAsync(kept), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_given_up_before_follows_and_its_address_still_finds_the_person()
    {
        using var clerk = await portal.SignInAsync("van-thu-sxd");
        var pages = new List<string>();
        foreach (var n in new[] { "mot", "hai", "ba" })
        {
            var person = PersonDesk.NewPerson("Ân Văn Chuỗi", "SXD", "Chuyên viên " + n);
            (person["Person.Email"], person["IsNamesake"]) = ($"chuoi.{n}@thanhhoa.example", "true");
            pages.Add(await clerk.AddAsync(person));
        }

        await clerk.ActAsync(pages[1] + "/merge", new() { ["other"] = pages[0].Split('/')[^1] });
        await clerk.ActAsync(pages[2] + "/merge", new() { ["other"] = pages[1].Split('/')[^1] });
        var last = Guid.Parse(pages[2].Split('/')[^1]);
        Assert.Equal(2, await portal.CountAsync($"select count(*) from organisation.person where merged_into_id = '{last}'"));
        await using var scope = portal.Host.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<IPeople>();
        var found = await people.FindByEmailAsync("chuoi.mot@thanhhoa.example", Stop);
        Assert.Equal((last, "chuoi.ba@thanhhoa.example"), (found!.Id, found.Email));
    }

    [Fact]
    public async Task A_record_with_an_account_is_not_given_up_and_nobody_merges_beyond_their_reach()
    {
        using var agency = await portal.SignInAsync("chuyen-vien-skhcn");
        using var clerk = await portal.SignInAsync("van-thu-syt");
        var (director, head) = ((await portal.PersonAsync("gd-syt")).Id, (await portal.PersonAsync("gd-stc")).Id);
        await agency.RefusedAsync($"/organisation/people/{head}/merge", new() { ["other"] = director.ToString() }, "đang có tài khoản");
        using var beyond = await clerk.SendFormAsync($"/organisation/people/{director}/merge", new Dictionary<string, string> { ["other"] = head.ToString() });
        Assert.Equal(System.Net.HttpStatusCode.NotFound, beyond.StatusCode);
    }
}
