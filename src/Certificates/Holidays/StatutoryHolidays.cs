using ThanhHoa.DigitalSignature.Certificates.Requests;

namespace ThanhHoa.DigitalSignature.Certificates.Holidays;

/// <summary>
/// Holidays by the Labour Code 2019, article 112, with the day after for one that falls on a weekend (article 111, clause 3).
/// The days of the Lunar New Year and the second day of the National Day are decided for each year by the Prime Minister:
/// as decided for 2025 and 2026, expected for 2027, and marked. The lead agency corrects them on the page of holidays.
/// </summary>
internal static class StatutoryHolidays
{
    private const string NewYear = "Tết Dương lịch";
    private const string LunarNewYear = "Tết Âm lịch (có thể thay đổi)";
    private const string KingsDay = "Giỗ Tổ Hùng Vương";
    private const string Reunification = "Ngày Chiến thắng 30/4";
    private const string LabourDay = "Ngày Quốc tế lao động";
    private const string NationalDay = "Quốc khánh";
    private const string BesideNationalDay = "Quốc khánh, liền kề (có thể thay đổi)";

    public static IEnumerable<Holiday> All { get; } =
    [
        Day(2025, 1, 1, NewYear), .. Days(new(2025, 1, 27), 5, LunarNewYear), Day(2025, 4, 7, KingsDay), Day(2025, 4, 30, Reunification), Day(2025, 5, 1, LabourDay), Day(2025, 9, 1, BesideNationalDay), Day(2025, 9, 2, NationalDay),
        // 10 March of the lunar year 2026 is Sunday 26 April.
        Day(2026, 1, 1, NewYear), .. Days(new(2026, 2, 16), 5, LunarNewYear), Day(2026, 4, 27, $"{KingsDay} (nghỉ bù)"), Day(2026, 4, 30, Reunification), Day(2026, 5, 1, LabourDay), Day(2026, 9, 1, BesideNationalDay), Day(2026, 9, 2, NationalDay),
        // The first day of the lunar year 2027 is Saturday 6 February: from the eve to the fourth day, then two days for the weekend. 1 May is a Saturday.
        Day(2027, 1, 1, NewYear), .. Days(new(2027, 2, 5), 7, LunarNewYear), Day(2027, 4, 16, KingsDay), Day(2027, 4, 30, Reunification), Day(2027, 5, 3, $"{LabourDay} (nghỉ bù)"), Day(2027, 9, 2, NationalDay), Day(2027, 9, 3, BesideNationalDay),
    ];

    private static Holiday Day(int year, int month, int day, string name) => new() { Day = new DateOnly(year, month, day), Name = name };

    private static IEnumerable<Holiday> Days(DateOnly first, int count, string name) => Enumerable.Range(0, count).Select(n => new Holiday { Day = first.AddDays(n), Name = name });
}
