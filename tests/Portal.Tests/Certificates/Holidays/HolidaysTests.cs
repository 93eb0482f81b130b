using System.Globalization;
using System.Net;
using ThanhHoa.DigitalSignature.Certificates.Holidays;
using ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Requests;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Holidays;

public sealed class HolidaysTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static readonly ChineseLunisolarCalendar Lunar = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2025)]
    [InlineData(2026)]
    [InlineData(2027)]
    public async Task The_years_at_hand_come_with_the_holidays_of_the_law(int year)
    {
        // In these years the Chinese and the Vietnamese calendar begin their months on the same days.
        var newYear = DateOnly.FromDateTime(Lunar.ToDateTime(year, 1, 1, 0, 0, 0, 0));
        var kings = DateOnly.FromDateTime(Lunar.ToDateTime(year, Lunar.GetLeapMonth(year) is > 0 and <= 3 ? 4 : 3, 10, 0, 0, 0, 0));
        Assert.True(await IsOffAsync(newYear) && await IsOffAsync(newYear.AddDays(-1)) && await IsOffAsync(newYear.AddDays(2)));
        Assert.True(await IsOffAsync(kings.DayOfWeek == DayOfWeek.Sunday ? kings.AddDays(1) : kings), $"{kings}");
        foreach (var (month, day) in new[] { (1, 1), (4, 30), (9, 2) }) Assert.True(await IsOffAsync(new DateOnly(year, month, day)));
        Assert.True(await portal.CountAsync($"select count(*) from certificates.holiday where extract(year from day) = {year} and name like 'Tết Âm lịch%có thể thay đổi%'") >= 5);
        Assert.Equal(11, await portal.CountAsync($"select count(*) from certificates.holiday where extract(year from day) = {year} and extract(dow from day) between 1 and 5"));
    }

    [Fact]
    public async Task A_new_holiday_moves_what_is_due_and_its_removal_moves_it_back()
    {
        using var clerk = await portal.SignInAsync("van-thu-snv");
        using var lead = await portal.SignInAsync("chuyen-vien-skhcn");
        var request = await clerk.FileAsync("Sở Nội vụ", ["Kiều Mẫu Phương"]);
        await clerk.FillAsync(request);
        await clerk.MustTakeAsync(request, "Submit");
        var due = await DueAsync(request);

        await AddAsync(lead, due, due, "Nghỉ đột xuất");
        Assert.True(await DueAsync(request) > due);
        Assert.Equal(1, await portal.CountAsync("select count(*) from platform.audit_entry where act = 'certificates.holiday.added'"));
        using var renamed = await lead.SendFormAsync($"/certificates/holidays?year={due.Year}", new Dictionary<string, string> { ["day"] = Iso(due), ["name"] = "Nghỉ bão" }, to: "/certificates/holidays?handler=Rename");
        Assert.Contains("value=\"Nghỉ bão\"", await lead.ReadAsync($"/certificates/holidays?year={due.Year}"), StringComparison.Ordinal);
        await RemoveAsync(lead, due);
        await RemoveAsync(lead, due);
        Assert.Equal(due, await DueAsync(request));

        // A Saturday on which is worked counts, and the job finds nothing left to do.
        var saturday = due;
        while (saturday.DayOfWeek != DayOfWeek.Saturday) saturday = saturday.AddDays(1);
        await portal.ExecuteAsync($"update certificates.request_line set due_on = due_on + 9 where request_id = '{request.Split('/')[^1]}'");
        await portal.Host.RunAsync<ReckonDueDays>(job => job.RunAsync(Stop));
        Assert.Equal(due, await DueAsync(request));
        await AddAsync(lead, saturday, saturday, "Làm bù", worked: true);
        await RemoveAsync(lead, saturday);
    }

    [Fact]
    public async Task A_wrong_or_doubled_day_is_refused_beside_its_field()
    {
        using var lead = await portal.SignInAsync("gd-skhcn");
        Assert.Contains("đã có trong lịch", await RefusedAsync(lead, new(2026, 9, 2), new(2026, 9, 2), false), StringComparison.Ordinal);
        Assert.Contains("không quá 31 ngày", await RefusedAsync(lead, new(2027, 6, 1), new(2027, 8, 1), false), StringComparison.Ordinal);
        Assert.Contains("Chỉ thứ Bảy và Chủ nhật", await RefusedAsync(lead, new(2027, 6, 1), new(2027, 6, 1), true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_lead_agency_opens_the_page()
    {
        foreach (var name in new[] { "van-thu-snv", "gd-snv", "thanh-tra-skhcn", "quan-tri" })
        {
            using var visitor = await portal.SignInAsync(name);
            using var answer = await visitor.GetAsync("/certificates/holidays");
            Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private async Task<bool> IsOffAsync(DateOnly day) => await portal.CountAsync($"select count(*) from certificates.holiday where day = '{Iso(day)}' and not is_worked") == 1;

    private async Task<DateOnly> DueAsync(string request) => DateOnly.ParseExact(await portal.TextAsync($"select to_char(due_on, 'YYYY-MM-DD') from certificates.request_line where request_id = '{request.Split('/')[^1]}'"), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task AddAsync(Visitor lead, DateOnly from, DateOnly to, string name, bool worked = false)
    {
        using var answer = await SendAsync(lead, from, to, name, worked);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static async Task<string> RefusedAsync(Visitor lead, DateOnly from, DateOnly to, bool worked)
    {
        using var answer = await SendAsync(lead, from, to, "Thử", worked);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
    }

    private static Task<HttpResponseMessage> SendAsync(Visitor lead, DateOnly from, DateOnly to, string name, bool worked) =>
        lead.SendFormAsync("/certificates/holidays", new Dictionary<string, string> { ["From"] = Iso(from), ["To"] = Iso(to), ["Name"] = name, ["IsWorked"] = worked ? "true" : "false" }, to: "/certificates/holidays?handler=Add");

    private static async Task RemoveAsync(Visitor lead, DateOnly day)
    {
        using var answer = await lead.SendFormAsync("/certificates/holidays", new Dictionary<string, string> { ["day"] = Iso(day) }, to: "/certificates/holidays?handler=Remove");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
