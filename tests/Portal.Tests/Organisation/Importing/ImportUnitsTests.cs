using ThanhHoa.DigitalSignature.Organisation.Importing;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Importing;

public sealed class ImportUnitsTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private readonly ImportDesk desk = new(portal);

    [Fact]
    public async Task Units_are_added_parents_first_and_loading_the_file_again_changes_nothing()
    {
        string[][] rows =
        [
            ["TT.KD.1", "Phòng Kiểm định 1", "Văn phòng trong cơ quan", "TT.KD", "01/01/2026", "", "12/QĐ-UBND", "28/12/2025"],
            ["TT.KD", "Trung tâm Kiểm định", "PublicServiceUnit", "SKHCN", "01/01/2026", "", "", ""],
            ["TT.CU", "Trung tâm Cũ", "Đơn vị sự nghiệp công lập", "SKHCN", "1/4/2025", "31/12/2025", "", ""],
        ];
        var check = await desk.CheckAsync(ImportKind.Units, rows);
        Assert.Equal((ImportState.Checked, 3, 0, 0, 0), (check.State, check.Added, check.Changed, check.Unchanged, check.Refused));
        Assert.Equal(0, await portal.CountAsync("select count(*) from organisation.unit where code like 'TT.%'"));

        var applied = await desk.ApplyAsync(check);
        Assert.Equal(ImportState.Applied, applied.State);
        Assert.Equal(3, await portal.CountAsync("select count(*) from organisation.unit u join organisation.unit_placement p on p.unit_id = u.id where code like 'TT.%'"));
        Assert.Equal("12/QĐ-UBND", await portal.TextAsync("select founding_number from organisation.unit where code = 'TT.KD.1'"));
        Assert.Equal(1, await portal.CountAsync("select count(*) from organisation.unit where code = 'TT.CU' and valid_to = '2025-12-31'"));
        Assert.Equal(0, await portal.CountAsync($"select count(*) from organisation.import_file where import_id = '{applied.Id}'"));

        var again = await desk.LoadAsync(ImportKind.Units, rows);
        Assert.Equal((ImportState.Applied, 0, 0, 3, 0), (again.State, again.Added, again.Changed, again.Unchanged, again.Refused));
    }

    [Fact]
    public async Task What_is_known_is_moved_and_ended_where_the_row_says_so()
    {
        await desk.LoadAsync(ImportKind.Units,
            ["DOI.1", "Đội Một", "PublicServiceUnit", "SXD", "01/03/2025", "", "", ""],
            ["DOI.2", "Đội Hai", "PublicServiceUnit", "DOI.1", "01/03/2025", "", "", ""]);
        var moved = await desk.LoadAsync(ImportKind.Units,
            ["DOI.1", "Đội Một", "PublicServiceUnit", "SXD", "01/03/2025", "31/12/2026", "", ""],
            ["DOI.2", "Đội Hai", "PublicServiceUnit", "SYT", "01/01/2026", "", "", ""]);
        Assert.Equal((ImportState.Applied, 2, 0), (moved.State, moved.Changed, moved.Refused));
        Assert.Equal(1, await portal.CountAsync("select count(*) from organisation.unit where code = 'DOI.1' and valid_to = '2026-12-31'"));
        Assert.Equal(1, await portal.CountAsync("select count(*) from organisation.unit_placement p join organisation.unit u on u.id = p.unit_id join organisation.unit above on above.id = p.parent_id where u.code = 'DOI.2' and above.code = 'SYT' and p.valid_from = '2026-01-01' and p.valid_to is null"));
    }

    [Fact]
    public async Task Every_contradiction_is_refused_with_its_row_and_column_and_the_rest_is_loaded()
    {
        await desk.LoadAsync(ImportKind.Units, ["NHO.1", "Nhóm Một", "Office", "STP", "01/01/2024", "", "", ""]);
        var check = await desk.CheckAsync(ImportKind.Units,
            ["", "Không mã", "Office", "STP", "01/01/2026", "", "", ""],
            ["X.1", "Sai loại", "Phường lớn", "STP", "32/01/2026", "", "5/QĐ", ""],
            ["X.2", "Không cấp trên", "Office", "KHONG.CO", "01/01/2026", "", "", ""],
            ["X.3", "Ngược ngày", "Office", "STP", "01/02/2026", "01/01/2026", "", ""],
            ["STP", "Sở Tư pháp mới", "Department", "38", "01/01/2026", "", "", ""],
            ["STP", "Sở Tư pháp", "Department", "38", "01/06/2026", "31/12/2026", "", ""],
            ["X.4", "Vòng tròn", "Office", "X.5", "01/01/2026", "", "", ""],
            ["X.5", "Vòng tròn kia", "Office", "X.4", "01/01/2026", "", "", ""],
            ["X.6", "Hai lần", "Office", "STP", "01/01/2026", "", "", ""],
            ["X.6", "Hai lần", "Office", "STP", "01/01/2026", "", "", ""],
            ["=X", "Công thức", "Office", "STP", "01/01/2026", "", "", ""],
            ["X.7", "Dưới đơn vị đã hết", "Office", "STTTT", "01/01/2025", "", "", ""],
            ["NHO.1", "Nhóm Một", "Office", "NHO.1", "01/01/2026", "", "", ""],
            ["mã sai", "Mã có dấu", "Office", "STP", "01/01/2026", "", "", ""],
            ["TINH2", "Tỉnh thứ hai", "Tỉnh", "38", "01/01/2026", "", "", ""]);
        Assert.Equal(
            [
                "2 A – Mã đơn vị Required",
                "3 C – Loại đơn vị NotAKind", "3 E – Từ ngày NotADay", "3 H – Ngày quyết định DecisionIncomplete",
                "4 D – Mã đơn vị cấp trên NoSuchUnit",
                "5 F – Đến hết ngày EndBeforeBegin",
                "6 B – Tên đơn vị NameDiffers",
                "7 F – Đến hết ngày StaysUnderOthers",
                "8 D – Mã đơn vị cấp trên NoSuchUnit",
                "9 D – Mã đơn vị cấp trên CircularFile",
                "11  DuplicateRow",
                "12 A – Mã đơn vị Formula",
                "13 D – Mã đơn vị cấp trên ParentEnds",
                "14 D – Mã đơn vị cấp trên UnderItself",
                "15 A – Mã đơn vị NotAUnitCode",
                "16 A – Mã đơn vị RootStays",
            ],
            await desk.FaultsAsync(check));
        var applied = await desk.ApplyAsync(check);
        Assert.Equal((ImportState.Applied, 1, 14), (applied.State, applied.Added, applied.Refused));
        Assert.Equal(1, await portal.CountAsync("select count(*) from organisation.unit where code like 'X.%'"));
    }

    [Fact]
    public async Task A_unit_with_people_in_post_does_not_end_by_a_file()
    {
        var check = await desk.CheckAsync(ImportKind.Units, ["SYT", "Sở Y tế", "Department", "38", "01/01/2026", "31/12/2026", "", ""]);
        Assert.Equal(["2 F – Đến hết ngày PostsRemain"], await desk.FaultsAsync(check));
    }

    [Fact]
    public async Task A_file_that_goes_down_and_down_is_stopped_and_the_process_lives()
    {
        var rows = Enumerable.Range(1, 5_000).Select(n => new[] { $"S.{n}", $"Tầng {n}", "Office", n == 5_000 ? "STP" : $"S.{n + 1}", "01/01/2026", "", "", "" }).ToArray();
        var check = await desk.CheckAsync(ImportKind.Units, rows);
        Assert.Equal(ImportState.Checked, check.State);
        Assert.InRange(check.Added, 1, 10);
        Assert.Equal(5_000, check.Added + check.Refused);
    }
}
