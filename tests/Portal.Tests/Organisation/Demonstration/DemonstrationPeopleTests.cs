using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Demonstration;

public sealed class DemonstrationPeopleTests(PortalFixture portal) : IClassFixture<PortalFixture>, IDisposable
{
    private static readonly DateOnly Day = new(2025, 8, 1);
    private readonly IServiceScope scope = portal.Host.Services.CreateScope();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IPeople People => scope.ServiceProvider.GetRequiredService<IPeople>();

    private IDemonstrationPeople Demonstration => scope.ServiceProvider.GetRequiredService<IDemonstrationPeople>();

    public void Dispose() => scope.Dispose();

    [Fact]
    public async Task Everyone_is_marked_as_invented_and_every_role_has_someone()
    {
        var all = await Demonstration.EnsureAsync(Stop);
        Assert.InRange(all.Count, 30, 60);
        Assert.All(all, one =>
        {
            Assert.True(one.Person.IsDemonstration);
            Assert.Contains(" Mẫu ", one.Person.FullName, StringComparison.Ordinal);
            Assert.EndsWith("@trinh-dien.example", one.Person.Email!, StringComparison.Ordinal);
        });
        Assert.Empty(Enum.GetValues<Role>().Except(all.SelectMany(one => one.Roles).Select(held => held.Role)));
        Assert.Equal(await Demonstration.CountAsync(Stop), (await Demonstration.EnsureAsync(Stop)).Count);
    }

    [Fact]
    public async Task Leaders_of_a_unit_come_head_first_and_only_while_in_post()
    {
        var chairman = (await Demonstration.EnsureAsync(Stop)).First(one => one.PostTitle == "Chủ tịch UBND phường");
        var leaders = await People.LeadersAsync([chairman.UnitId], Day, Stop);
        Assert.Equal(3, leaders.Count);
        Assert.Equal(chairman.Person.Id, leaders[0].PersonId);
        Assert.All(leaders.Skip(1), deputy => Assert.StartsWith("Phó ", deputy.PostTitle, StringComparison.Ordinal));
        Assert.Empty(await People.LeadersAsync([chairman.UnitId], new DateOnly(2025, 6, 30), Stop));
    }

    [Fact]
    public async Task Posts_of_many_people_come_at_once_and_who_holds_none_is_told_apart()
    {
        var all = (await Demonstration.EnsureAsync(Stop)).Take(5).ToList();
        var ids = all.Select(one => one.Person.Id).Append(Guid.Empty).ToList();
        var posts = await People.PostsAsync(ids, Day, Stop);
        Assert.Equal(all.Select(one => (one.Person.Id, one.UnitId, one.UnitName, one.PostTitle)).Order(), posts.Select(p => (p.PersonId, p.UnitId, p.UnitName, p.Title)).Order());
        Assert.Equal([Guid.Empty], await People.WithoutPostAsync(ids, Day, Stop));
        Assert.Empty(await People.PostsAsync(ids, new DateOnly(2025, 6, 30), Stop));
        Assert.Equal(ids.Order(), (await People.WithoutPostAsync(ids, new DateOnly(2025, 6, 30), Stop)).Order());
        Assert.Equal(await Demonstration.CountAsync(Stop), (await Demonstration.AllAsync(Stop)).Count);
    }

    [Fact]
    public async Task A_name_is_found_without_its_diacritics_and_signs_are_taken_literally()
    {
        await Demonstration.EnsureAsync(Stop);
        Assert.Equal("Hoàng Mẫu Đông", Assert.Single(await People.SearchAsync("HOANG mau  dong", 10, Stop)).FullName);
        Assert.Equal("Hoàng Mẫu Đông", Assert.Single(await People.SearchAsync("ẫu Đôn", 10, Stop)).FullName);
        Assert.Equal(5, (await People.SearchAsync("mau", 5, Stop)).Count);
        Assert.Empty(await People.SearchAsync("%dong", 10, Stop));
        Assert.Empty(await People.SearchAsync("ma_", 10, Stop));
        Assert.NotNull(await People.FindByEmailAsync(" Chu-Tich@trinh-dien.example", Stop));
    }

    [Fact]
    public async Task Removing_them_takes_their_posts_and_nothing_else()
    {
        await Demonstration.EnsureAsync(Stop);
        Assert.Equal(1, await portal.CountAsync("""
            with person as (insert into organisation.person (id, full_name, search_name, email, is_demonstration) values (gen_random_uuid(), 'Người Thật', 'nguoi that', null, false) returning id),
                 post as (insert into organisation.post (id, person_id, unit_id, title, is_leading, rank, held_from) select gen_random_uuid(), person.id, unit.id, 'Chuyên viên', false, 3, '2025-07-01' from person, organisation.unit where code = '38' returning id)
            select count(*) from post
            """));
        var units = await portal.CountAsync("select count(*) from organisation.unit");

        var removed = await Demonstration.RemoveAsync(Stop);

        Assert.True(removed > 0);
        Assert.Equal(0, await Demonstration.CountAsync(Stop));
        Assert.Equal(1, await portal.CountAsync("select count(*) from organisation.person"));
        Assert.Equal(1, await portal.CountAsync("select count(*) from organisation.post"));
        Assert.Equal(units, await portal.CountAsync("select count(*) from organisation.unit"));
        Assert.Equal(removed, await portal.CountAsync("select (details->>'people')::int from platform.audit_entry where act = 'organisation.demonstration.removed' order by id desc limit 1"));
    }
}
