using ThanhHoa.DigitalSignature.Organisation.Importing;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Importing;

public sealed class ImportPeopleTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private readonly ImportDesk desk = new(portal);

    [Fact]
    public async Task People_come_with_their_posts_and_loading_the_file_again_changes_nothing()
    {
        string[][] rows =
        [
            ["Đặng Thị Thử", "THU.DT@thu.example", "02/09/1980", "912 345 678", "038080001234", "STP", "Phó Giám đốc", "x", "", "01/03/2024", "", ""],
            ["Đặng Thị Thử", "thu.dt@thu.example", "", "", "", "SCT", "Chuyên viên", "", "", "1/1/2020", "29/02/2024", ""],
            ["Vũ Văn Không Thư", "", "5-6-1990", "", "", "STP", "Chuyên viên", "không", "", "2022-07-01", "", ""],
        ];
        var check = await desk.CheckAsync(ImportKind.People, rows);
        Assert.Equal((ImportState.Checked, 2, 1, 0, 0), (check.State, check.Added, check.Changed, check.Unchanged, check.Refused));
        Assert.Equal(0, await portal.CountAsync("select count(*) from organisation.person where search_name in ('dang thi thu', 'vu van khong thu')"));

        var applied = await desk.ApplyAsync(check);
        Assert.Equal(ImportState.Applied, applied.State);
        Assert.Equal(1, await portal.CountAsync("select count(*) from organisation.person where email = 'thu.dt@thu.example' and birth_date = '1980-09-02' and mobile = '0912345678' and identity_number = '038080001234' and not is_demonstration"));
        Assert.Equal(1, await portal.CountAsync("select count(*) from organisation.post p join organisation.person w on w.id = p.person_id where w.email = 'thu.dt@thu.example' and is_leading and rank = 2 and held_from = '2024-03-01' and held_to is null"));
        Assert.Equal(1, await portal.CountAsync("select count(*) from organisation.post p join organisation.person w on w.id = p.person_id where w.email = 'thu.dt@thu.example' and not is_leading and held_to = '2024-02-29'"));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from platform.audit_entry where act = 'organisation.import.applied' and subject_id = '{applied.Id}'"));

        var again = await desk.LoadAsync(ImportKind.People, rows);
        Assert.Equal((ImportState.Applied, 0, 0, 3, 0), (again.State, again.Added, again.Changed, again.Unchanged, again.Refused));
    }

    [Fact]
    public async Task A_row_about_somebody_known_changes_what_it_says_and_leaves_what_it_does_not()
    {
        await desk.LoadAsync(ImportKind.People, ["Hồ Văn Đổi", "doi.hv@thu.example", "01/01/1985", "0911111111", "", "SGDDT", "Chuyên viên", "", "", "01/01/2020", "", ""]);
        var changed = await desk.LoadAsync(ImportKind.People, ["Hồ Văn Đối", "doi.hv@thu.example", "", "0922222222", "", "SGDDT", "Chuyên viên", "", "", "01/01/2020", "31/12/2026", ""]);
        Assert.Equal((1, 0), (changed.Changed, changed.Refused));
        Assert.Equal(1, await portal.CountAsync("select count(*) from organisation.person where full_name = 'Hồ Văn Đối' and birth_date = '1985-01-01' and mobile = '0922222222'"));
        Assert.Equal(1, await portal.CountAsync("select count(*) from organisation.post p join organisation.person w on w.id = p.person_id where w.email = 'doi.hv@thu.example' and held_to = '2026-12-31'"));
    }

    [Fact]
    public async Task Every_bad_cell_is_named_with_row_column_and_reason()
    {
        var check = await desk.CheckAsync(ImportKind.People,
            ["", "", "", "", "", "STP", "Chuyên viên", "", "", "01/01/2024", "", ""],
            ["Trần 2", "không phải thư", "31/02/1980", "12345", "12", "STP", "", "có lẽ", "9", "hôm qua", "", ""],
            ["=cmd|'/C calc'!A0", "", "", "", "", "STP", "Chuyên viên", "", "", "01/01/2024", "", ""],
            ["Lê Thị Trẻ", "tre@thu.example", "01/01/2024", "", "", "STP", "Chuyên viên", "", "", "01/01/2024", "", ""],
            ["Lê Thị Lạ", "la@thu.example", "", "", "", "KHONG", "Chuyên viên", "", "", "01/01/2024", "", ""],
            ["Lê Thị Muộn", "muon@thu.example", "", "", "", "STTTT", "Chuyên viên", "", "", "01/01/2024", "", ""],
            ["Lê Thị Sớm", "som@thu.example", "", "", "", "STP", "Chuyên viên", "", "", "01/01/2019", "", ""],
            ["Lê Thị Ngược", "nguoc@thu.example", "", "", "", "STP", "Chuyên viên", "", "", "01/01/2024", "31/12/2023", ""],
            ["Lê Thị Thư", "gd-skhcn@trinh-dien.example", "", "", "", "STP", "Chuyên viên", "", "", "01/01/2024", "", ""],
            ["Lê Thị Hai", "hai@thu.example", "", "", "", "STP", "Chuyên viên", "", "", "01/01/2024", "", ""],
            ["Lê Thị Hai", "hai@thu.example", "", "", "", "STP", "chuyên  viên", "", "", "01/01/2024", "", ""]);
        Assert.Equal(
            [
                "2 A – Họ và tên Required",
                "3 A – Họ và tên NotAName", "3 B – Thư điện tử công vụ NotAnEmail", "3 C – Ngày sinh NotADay", "3 D – Điện thoại di động NotAMobile", "3 E – Số định danh cá nhân NotAnIdentityNumber",
                "3 G – Chức vụ Required", "3 H – Lãnh đạo NotYesOrNo", "3 I – Thứ bậc NotARank", "3 J – Từ ngày NotADay",
                "4 A – Họ và tên Formula",
                "5 C – Ngày sinh NotABirthDate",
                "6 F – Mã đơn vị NoSuchUnit",
                "7 K – Đến hết ngày UnitEnds",
                "8 F – Mã đơn vị NoSuchUnit",
                "9 K – Đến hết ngày EndBeforeBegin",
                "10 B – Thư điện tử công vụ EmailOfOther",
                "12  DuplicateRow",
            ],
            await desk.FaultsAsync(check));
        Assert.Equal((1, 10), (check.Added, check.Refused));
    }

    [Fact]
    public async Task Nobody_is_added_twice_and_a_namesake_only_when_a_person_says_so()
    {
        await desk.LoadAsync(ImportKind.People, ["Mai Thị Trùng", "trung1@thu.example", "", "", "", "SYT", "Văn thư", "", "", "01/01/2021", "", ""], ["Cao Văn Một", "", "03/03/1983", "", "", "SYT", "Văn thư", "", "", "01/01/2021", "", ""]);

        var check = await desk.CheckAsync(ImportKind.People,
            ["Mai Thị Trùng", "trung2@thu.example", "", "", "", "SYT", "Chuyên viên", "", "", "01/01/2021", "", ""],
            ["MAI THỊ TRÙNG", "", "", "", "", "SYT", "Kế toán", "", "", "01/01/2022", "", "x"],
            ["Cao Văn Một", "mot@thu.example", "03/03/1983", "", "", "STP", "Thanh tra viên", "", "", "01/01/2022", "", ""],
            ["Cao Văn Một", "mot2@thu.example", "04/04/1984", "", "", "SYT", "Lái xe", "", "", "01/01/2022", "", ""],
            ["Mai Thị Trùng", "trung3@thu.example", "", "", "", "STP", "Chuyên viên", "", "", "01/01/2021", "", ""]);
        Assert.Equal(["2 A – Họ và tên PossibleDuplicate", "3 B – Thư điện tử công vụ NothingTellsApart"], await desk.FaultsAsync(check));
        // The third is the one known by name and birth date; the fourth was born another year, the fifth sits in another unit.
        Assert.Equal((2, 1), (check.Added, check.Changed));

        string[] namesake = ["Mai Thị Trùng", "trung2@thu.example", "", "", "", "SYT", "Chuyên viên", "", "", "01/01/2021", "", "x"];
        Assert.Equal(1, (await desk.LoadAsync(ImportKind.People, namesake)).Added);
        Assert.Equal(1, (await desk.LoadAsync(ImportKind.People, namesake)).Unchanged);
    }

    [Fact]
    public async Task A_clerk_loads_people_of_their_units_and_no_others()
    {
        var finance = await portal.TextAsync("select id::text from organisation.unit where code = 'STC' and valid_to is null");
        await desk.LoadAsync(ImportKind.People, ["Tạ Văn Khác", "khac.tv@thu.example", "", "", "", "STP", "Chuyên viên", "", "", "01/01/2021", "", ""]);
        var check = await desk.CheckAsync(ImportKind.People, Tables.Sheets.Workbook(
            ImportDesk.People,
            ["Đỗ Thị Trong", "trong.dt@thu.example", "", "", "", "STC", "Kế toán viên", "", "", "01/04/2025", "", ""],
            ["Đỗ Thị Ngoài", "ngoai.dt@thu.example", "", "", "", "STP", "Kế toán viên", "", "", "01/04/2025", "", ""],
            ["Tạ Văn Khác", "khac.tv@thu.example", "", "", "", "STC", "Kế toán viên", "", "", "01/04/2025", "", ""]), [Guid.Parse(finance)]);
        Assert.Equal(["3 F – Mã đơn vị OutsideReach", "4  PersonOutsideReach"], await desk.FaultsAsync(check));
        Assert.Equal(1, check.Added);
    }

    [Fact]
    public async Task Excel_numbers_are_days_and_codes()
    {
        var check = await desk.CheckAsync(ImportKind.People, Tables.Sheets.Raw(
            $"""
            <row r="1">{string.Concat(ImportDesk.People.Select(title => $"<c t=\"inlineStr\"><is><t>{title}</t></is></c>"))}</row>
            <row r="2"><c t="inlineStr"><is><t>Lò Văn Số</t></is></c><c/><c><v>29466</v></c><c><v>912000111</v></c><c><v>38080009999</v></c><c><v>14797</v></c><c t="inlineStr"><is><t>Văn thư</t></is></c><c/><c><v>3</v></c><c><v>45839</v></c></row>
            """));
        Assert.Empty(await desk.FaultsAsync(check));
        await desk.ApplyAsync(check);
        Assert.Equal(1, await portal.CountAsync("select count(*) from organisation.person w join organisation.post p on p.person_id = w.id where full_name = 'Lò Văn Số' and birth_date = '1980-09-02' and mobile = '0912000111' and identity_number = '038080009999' and held_from = '2025-07-01'"));
    }
}
