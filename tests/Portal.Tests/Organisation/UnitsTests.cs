using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation;

public sealed class UnitsTests(PortalFixture portal) : IClassFixture<PortalFixture>, IDisposable
{
    private static readonly DateOnly Year2020 = new(2020, 6, 30);
    private static readonly DateOnly LastDayOfDistricts = new(2025, 6, 30);
    private static readonly DateOnly FirstDayOfNewCommunes = new(2025, 7, 1);
    private readonly IServiceScope scope = portal.Host.Services.CreateScope();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IUnits Units => scope.ServiceProvider.GetRequiredService<IUnits>();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData("2020-06-30", 19, 27, 559)]
    [InlineData("2024-12-31", 19, 27, 559)]
    [InlineData("2025-01-01", 19, 26, 547)]
    [InlineData("2025-02-28", 19, 26, 547)]
    [InlineData("2025-03-01", 13, 26, 547)]
    [InlineData("2025-06-30", 13, 26, 547)]
    [InlineData("2025-07-01", 13, 0, 166)]
    public async Task The_province_has_the_units_of_the_day(string day, int departments, int districts, int communes)
    {
        var units = await WithinProvinceAsync(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(departments, units.Count(u => u.Kind == UnitKind.Department));
        Assert.Equal(districts, units.Count(u => u.Kind == UnitKind.District));
        Assert.Equal(communes, units.Count(u => u.Kind == UnitKind.Commune));
        Assert.Single(units, u => u.Kind == UnitKind.ProvincialOffice);
        Assert.Single(units, u => u.Kind == UnitKind.ProvincialLeadership);
        Assert.Equal(units.Count, units.Select(u => u.Code).Distinct().Count());
    }

    [Fact]
    public async Task Without_a_day_today_is_meant()
    {
        var province = await UnitAsync("Tỉnh Thanh Hóa", Year2020);
        Assert.Equal(1 + 1 + 1 + 13 + 166, (await Units.WithinAsync([province.Id], Stop)).Count);
    }

    [Fact]
    public async Task A_commune_that_changed_its_district_is_found_under_each_in_its_time()
    {
        var (dongSon, city) = (await UnitAsync("Huyện Đông Sơn", Year2020), await UnitAsync("Thành phố Thanh Hóa", Year2020));
        var commune = await UnitAsync("Xã Đông Hoàng", Year2020);
        Assert.Contains(commune.Id, await Units.WithinAsync([dongSon.Id], Year2020, Stop));
        Assert.DoesNotContain(commune.Id, await Units.WithinAsync([city.Id], Year2020, Stop));
        Assert.Contains(commune.Id, await Units.WithinAsync([city.Id], LastDayOfDistricts, Stop));
        Assert.Equal(new DateOnly(2024, 12, 31), dongSon.ValidTo);
        Assert.Equal(city.Id, commune.ParentId);
        Assert.True(await Units.ReachesAsync([city.Id], commune.Id, Stop));
        Assert.False(await Units.ReachesAsync([dongSon.Id], commune.Id, Stop));
        Assert.Equal(LastDayOfDistricts, commune.ValidTo);
    }

    [Fact]
    public async Task A_role_reaches_its_unit_and_those_below_even_after_they_ended_and_no_other()
    {
        var province = await UnitAsync("Tỉnh Thanh Hóa", Year2020);
        var city = await UnitAsync("Thành phố Thanh Hóa", Year2020);
        var oldWard = await UnitAsync("Phường Đông Thọ", Year2020);
        var newWard = await UnitAsync("Phường Hạc Thành", FirstDayOfNewCommunes);
        var finance = await UnitAsync("Sở Tài chính", FirstDayOfNewCommunes);

        Assert.True(await Units.ReachesAsync([finance.Id], finance.Id, Stop));
        Assert.True(await Units.ReachesAsync([province.Id], oldWard.Id, Stop));
        Assert.True(await Units.ReachesAsync([finance.Id, city.Id], oldWard.Id, Stop));
        Assert.True(await Units.ReachesAsync([province.Id], newWard.Id, Stop));
        Assert.False(await Units.ReachesAsync([city.Id], newWard.Id, Stop));
        Assert.False(await Units.ReachesAsync([finance.Id], newWard.Id, Stop));
        Assert.False(await Units.ReachesAsync([finance.Id], province.Id, Stop));
        Assert.False(await Units.ReachesAsync([], finance.Id, Stop));
        Assert.Empty(await Units.WithinAsync([], Stop));
    }

    [Fact]
    public async Task A_merged_department_names_those_it_was_made_of()
    {
        Assert.Equal(2, await portal.CountAsync("""
            select count(*) from organisation.unit_succession s
            join organisation.unit old on old.id = s.predecessor_id join organisation.unit new on new.id = s.successor_id
            where new.name = 'Sở Khoa học và Công nghệ' and old.name in ('Sở Khoa học và Công nghệ', 'Sở Thông tin và Truyền thông') and s.effective_on = '2025-03-01'
            """));
    }

    [Fact]
    public async Task No_successor_of_an_old_commune_is_guessed()
    {
        Assert.Equal(0, await portal.CountAsync("select count(*) from organisation.unit_succession where effective_on = '2025-07-01'"));
        Assert.Equal(27, await portal.CountAsync("select count(*) from organisation.unit_succession where effective_on = '2025-01-01'"));
    }

    [Fact]
    public async Task Starting_again_adds_no_unit()
    {
        var before = await portal.CountAsync("select count(*) from organisation.unit");
        await portal.Host.Services.GetRequiredService<IHost>().MigrateDatabasesAsync();
        Assert.Equal(before, await portal.CountAsync("select count(*) from organisation.unit"));
        Assert.True(before > 700);
    }

    private async Task<IReadOnlyList<UnitInfo>> WithinProvinceAsync(DateOnly day)
    {
        var province = await UnitAsync("Tỉnh Thanh Hóa", day);
        return await Units.FindAsync(await Units.WithinAsync([province.Id], day, Stop), Stop);
    }

    /// <summary>The unit with this name that exists on the day.</summary>
    private async Task<UnitInfo> UnitAsync(string name, DateOnly day)
    {
        await using var connection = new NpgsqlConnection(portal.ConnectionString);
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand("select id from organisation.unit where name = $1 and valid_from <= $2 and (valid_to is null or valid_to >= $2)", connection)
        {
            Parameters = { new() { Value = name }, new() { Value = day } },
        };
        var id = Assert.IsType<Guid>(await command.ExecuteScalarAsync(Stop));
        return Assert.Single(await Units.FindAsync([id], Stop));
    }
}
