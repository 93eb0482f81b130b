using System.Net;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation;

public sealed class UnitPagesTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task The_tree_shows_the_units_of_today_and_of_any_other_day()
    {
        using var clerk = await portal.SignInAsync("van-thu-muong-lat");
        var today = await clerk.ReadAsync("/organisation/units");
        Assert.Contains("Sở Nông nghiệp và Môi trường", today, StringComparison.Ordinal);
        Assert.Contains("Phường Hạc Thành", today, StringComparison.Ordinal);
        Assert.DoesNotContain("Huyện Đông Sơn", today, StringComparison.Ordinal);

        var then = await clerk.ReadAsync("/organisation/units?day=2020-06-30");
        Assert.Contains("Huyện Đông Sơn", then, StringComparison.Ordinal);
        Assert.Contains("Sở Thông tin và Truyền thông", then, StringComparison.Ordinal);
        Assert.DoesNotContain("Phường Hạc Thành", then, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_is_found_without_diacritics_and_its_page_tells_its_history_and_its_people()
    {
        using var clerk = await portal.SignInAsync("van-thu-stc");
        var found = await clerk.ReadAsync("/organisation/units?q=so+khoa+hoc");
        Assert.Contains("Tìm thấy 1 đơn vị.", found, StringComparison.Ordinal);
        var page = await clerk.ReadAsync(LinkTo("Sở Khoa học và Công nghệ", found));
        Assert.Contains("Sở Thông tin và Truyền thông", page, StringComparison.Ordinal);
        Assert.Contains("Ngô Mẫu Hưng", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("Ngô Mẫu Hưng", StringComparison.Ordinal) < page.IndexOf("Dương Mẫu Khánh", StringComparison.Ordinal));

        var ended = await clerk.ReadAsync(LinkTo("Huyện Đông Sơn", await clerk.ReadAsync("/organisation/units?q=dong+son&day=2020-06-30")));
        Assert.Contains("không còn tồn tại", ended, StringComparison.Ordinal);
        Assert.Contains("đến hết 31/12/2024", ended, StringComparison.Ordinal);
        Assert.Contains("Chưa có dữ liệu.", ended, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/organisation/units?q=khong-co-don-vi-nay", "Không có đơn vị nào")]
    [InlineData("/organisation/units?day=1999-01-01", "Không có đơn vị nào")]
    [InlineData("/organisation/units?day=hom-qua", "Ngày chưa đúng")]
    public async Task What_cannot_be_shown_is_answered_with_what_to_do(string address, string answer)
    {
        using var clerk = await portal.SignInAsync("van-thu-stc");
        Assert.Contains(answer, await clerk.ReadAsync(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_not_signed_in_sees_nothing_and_an_unknown_unit_is_not_found()
    {
        using var stranger = portal.Visitor();
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync("/organisation/units")).StatusCode);
        using var clerk = await portal.SignInAsync("van-thu-stc");
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync("/organisation/units/" + Guid.Empty)).StatusCode);
    }

    private static string LinkTo(string unit, string page)
    {
        var end = page.IndexOf($"\">{unit}</a>", StringComparison.Ordinal);
        Assert.True(end > 0, $"No link to {unit}");
        var start = page.LastIndexOf('"', end - 1) + 1;
        return page[start..end];
    }
}
