using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ThanhHoa.DigitalSignature.Platform.Web;

/// <summary>Times are stored in UTC and shown as a clock in Vietnam shows them.</summary>
public static class VietnamTime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");

    /// <summary>The same instant with Vietnam's offset.</summary>
    /// <param name="instant">Any instant.</param>
    public static DateTimeOffset ToVietnam(this DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>The date a clock in Vietnam shows.</summary>
    /// <param name="clock">The portal's clock.</param>
    public static DateOnly TodayInVietnam(this TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().ToVietnam().DateTime);

    /// <summary>The instant, UTC, at which a day begins in Vietnam.</summary>
    /// <param name="day">The day.</param>
    public static DateTimeOffset StartOf(DateOnly day) => new(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), Zone));

    /// <summary><c>dd/MM/yyyy HH:mm</c>.</summary>
    /// <param name="instant">Any instant.</param>
    public static string Show(DateTimeOffset instant) => instant.ToVietnam().ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);
}

/// <summary><c>&lt;vn-time value="…"&gt;</c>: a time for people, with the exact instant for machines.</summary>
[HtmlTargetElement("vn-time", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class VietnamTimeTagHelper : TagHelper
{
    /// <summary>The instant to show.</summary>
    public DateTimeOffset Value { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", Value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        output.Content.SetContent(VietnamTime.Show(Value));
    }
}
