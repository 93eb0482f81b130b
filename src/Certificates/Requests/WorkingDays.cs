using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>Counts working days: Monday to Friday, without holidays, with the Saturdays that make up for one.</summary>
/// <param name="daysOff">Holidays.</param>
/// <param name="daysOn">Weekend days on which is worked.</param>
internal sealed class WorkingDays(IReadOnlySet<DateOnly> daysOff, IReadOnlySet<DateOnly> daysOn)
{
    // A year of holidays in a row would be an error in the data.
    private const int Horizon = 400;

    public bool IsWorking(DateOnly day) => daysOn.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !daysOff.Contains(day));

    /// <summary>The day on which the given number of whole working days after an instant have passed; the day itself does not count.</summary>
    public DateOnly After(DateTimeOffset instant, int days)
    {
        var day = DateOnly.FromDateTime(instant.ToVietnam().DateTime);
        for (var looked = 0; (days > 0 || !IsWorking(day)) && looked < Horizon; looked++)
        {
            day = day.AddDays(1);
            if (days > 0 && IsWorking(day)) days--;
        }

        return day;
    }
}

/// <summary>A day that differs from the week's rhythm; data, entered by the lead agency from the government's yearly notice.</summary>
internal sealed class Holiday
{
    public required DateOnly Day { get; init; }

    public required string Name { get; set; }

    /// <summary>True for a weekend day on which is worked instead.</summary>
    public bool IsWorked { get; set; }
}
