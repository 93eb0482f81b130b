using System.Globalization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Organisation.Importing;
using ThanhHoa.DigitalSignature.Organisation.Seed;
using ThanhHoa.DigitalSignature.Organisation.Units;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Tables;

namespace ThanhHoa.DigitalSignature.Organisation.Demonstration;

/// <summary>
/// A province's worth of invented units and people, as the two files an administrator would load: under each real commune and
/// department offices, schools and centres whose names hold "Mẫu", and in every unit people whose middle name is Mẫu. Each
/// unit draws from a seed of its own, its code, so that the same unit always has the same people.
/// </summary>
internal static class InventedProvince
{
    /// <summary>Invented units and posts begin with the communes of July 2025.</summary>
    public static readonly DateOnly Beginning = new(2025, 7, 1);

    private static readonly string[] Surnames = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Trịnh", "Mai", "Hà", "Lưu", "Cao", "Đinh", "Tống", "Lương", "Quách"];

    private static readonly string[] Given =
    [
        "An", "Anh", "Ánh", "Bảo", "Bích", "Bình", "Châu", "Chi", "Chiến", "Công", "Cúc", "Cường", "Dũng", "Dung", "Duy", "Duyên", "Đại", "Đạt", "Đông", "Đức", "Giang", "Hà", "Hải", "Hân", "Hạnh", "Hiền", "Hiếu", "Hoa", "Hòa", "Hoàn",
        "Hùng", "Huệ", "Huy", "Huyền", "Hương", "Kiên", "Khánh", "Khoa", "Lâm", "Lan", "Liên", "Linh", "Loan", "Long", "Lộc", "Lợi", "Mai", "Mạnh", "Minh", "My", "Nam", "Nga", "Ngân", "Nghĩa", "Ngọc", "Nguyên", "Nhàn", "Nhung", "Oanh", "Phong",
        "Phú", "Phúc", "Phương", "Phượng", "Quang", "Quân", "Quế", "Quốc", "Quỳnh", "Sáng", "Sơn", "Tâm", "Tân", "Tiến", "Toàn", "Trang", "Trí", "Trinh", "Trung", "Tuấn", "Tùng", "Tuyết", "Thái", "Thanh", "Thành", "Thảo", "Thắng", "Thế", "Thu", "Thủy",
        "Thuận", "Thúy", "Thương", "Uyên", "Vân", "Việt", "Vinh", "Xuân", "Yên", "Yến",
    ];

    private static readonly string[] InCommunes = ["Văn phòng Mẫu HĐND và UBND", "Trung tâm Mẫu Phục vụ hành chính công", "Trường Mầm non Mẫu", "Trường Tiểu học Mẫu", "Trường Trung học cơ sở Mẫu"];

    private static readonly string[] InDepartments = ["Văn phòng Mẫu", "Trung tâm Mẫu Thông tin", "Trung tâm Mẫu Tư vấn", "Trung tâm Mẫu Kiểm định", "Trung tâm Mẫu Dịch vụ", "Trung tâm Mẫu Nghiên cứu"];

    /// <summary>Writes the file of invented units below those of the day.</summary>
    public static void WriteUnits(Stream output, IEnumerable<Unit> real) =>
        Write(output, UnitColumns.All, real.OrderBy(u => u.Code, StringComparer.Ordinal).SelectMany(unit => unit.Kind switch
        {
            UnitKind.Commune => Below(unit, InCommunes),
            UnitKind.Department => Below(unit, InDepartments),
            _ => [],
        }));

    /// <summary>Writes the file of invented people for these units; the named demonstration's leaders keep their posts to themselves.</summary>
    public static void WritePeople(Stream output, IEnumerable<Unit> units)
    {
        var led = SeedTable.Read("demonstration-people.tsv").Select(row => row[2]).ToHashSet();
        Write(output, PeopleColumns.All, units.OrderBy(u => u.Code, StringComparer.Ordinal).SelectMany(unit => People(unit, led.Contains(unit.Name))));
    }

    private static IEnumerable<string[]> Below(Unit unit, string[] names) => names.Select((name, at) => new[]
    {
        $"{unit.Code}.M{at + 1}", $"{name} {unit.Name}", KindNames.Of(at == 0 ? UnitKind.Office : UnitKind.PublicServiceUnit), unit.Code, Days.Show(Beginning), "", "", "",
    });

    private static IEnumerable<string[]> People(Unit unit, bool isLed)
    {
        var random = new Random(SeedOf(unit.Code));
        var number = 0;
        foreach (var (title, leading, count) in PostsOf(unit))
        {
            for (var one = 0; one < count; one++)
            {
                number++;
                var given = Given[random.Next(Given.Length)];
                var name = $"{Surnames[random.Next(Surnames.Length)]} Mẫu {given}";
                var born = new DateOnly(1966, 1, 1).AddDays(random.Next(36 * 365));
                var mobile = string.Create(CultureInfo.InvariantCulture, $"09{random.Next(100_000_000):00000000}");
                if (isLed && leading) continue;
                yield return [name, $"{SearchText.Fold(given)}.{unit.Code.ToLowerInvariant()}.{number}@trinh-dien.example", Days.Show(born), mobile, "", unit.Code, title, leading ? "x" : "", "", Days.Show(Beginning), "", ""];
            }
        }
    }

    private static (string Title, bool Leading, int Count)[] PostsOf(Unit unit) => unit.Kind switch
    {
        UnitKind.Commune => unit.Name.StartsWith("Phường", StringComparison.Ordinal)
            ? [("Chủ tịch UBND phường", true, 1), ("Phó Chủ tịch UBND phường", true, 2), ("Văn thư", false, 1), ("Chuyên viên", false, 4)]
            : [("Chủ tịch UBND xã", true, 1), ("Phó Chủ tịch UBND xã", true, 2), ("Văn thư", false, 1), ("Chuyên viên", false, 3)],
        UnitKind.ProvincialOffice => [("Chánh Văn phòng", true, 1), ("Phó Chánh Văn phòng", true, 3), ("Văn thư", false, 2), ("Chuyên viên", false, 12)],
        UnitKind.Department => [("Giám đốc", true, 1), ("Phó Giám đốc", true, 3), ("Văn thư", false, 1), ("Chuyên viên", false, 12)],
        UnitKind.Office => [("Chánh Văn phòng", true, 1), ("Phó Chánh Văn phòng", true, 1), ("Văn thư", false, 1), ("Chuyên viên", false, 1)],
        UnitKind.PublicServiceUnit => unit.Name.StartsWith("Trường", StringComparison.Ordinal)
            ? [("Hiệu trưởng", true, 1), ("Phó Hiệu trưởng", true, 2), ("Văn thư", false, 1), ("Giáo viên", false, 1)]
            : [("Giám đốc", true, 1), ("Phó Giám đốc", true, 1), ("Văn thư", false, 1), ("Viên chức", false, 1)],
        _ => [],
    };

    private static void Write(Stream output, IReadOnlyList<ImportColumn> columns, IEnumerable<string[]> rows)
    {
        using var workbook = new WorkbookWriter(output);
        workbook.BeginSheet("Mẫu", [.. columns.Select(c => c.Width)]);
        workbook.Header(columns.Select(c => c.Title));
        foreach (var row in rows) workbook.Row(row);
    }

    // FNV-1a: the runtime's own hash of a text differs from process to process.
    private static int SeedOf(string code) => unchecked((int)code.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u));
}
