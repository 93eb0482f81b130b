using System.Net;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Portal.Tests.Organisation.People;
using ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Tables;
using ThanhHoa.DigitalSignature.Portal.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Reorganising;

/// <summary>What the lead agency does with a decision, said in its words.</summary>
internal static class ReorganisationDesk
{
    public static readonly string[] Columns = ["Mã đơn vị cũ", "Mã đơn vị mới", "Phần chuyển", "Nhận cán bộ", "Tên đơn vị mới", "Loại đơn vị mới", "Mã cấp trên của đơn vị mới"];

    /// <summary>Begins a reorganisation; its address.</summary>
    public static async Task<string> DraftAsync(this Visitor agency, string number, string date, string effectiveOn)
    {
        using var answer = await agency.SendFormAsync("/organisation/reorganisations/new", new Dictionary<string, string> { ["Decision.Number"] = number, ["Decision.Date"] = date, ["Decision.EffectiveOn"] = effectiveOn, ["Summary"] = "Về việc sắp xếp thử" });
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.TextAsync());
        return answer.Headers.Location!.ToString()[..^"/units".Length];
    }

    /// <summary>Loads the mapping of former units to new ones; the page that follows.</summary>
    public static async Task<string> UploadAsync(this Visitor agency, string draft, params string[][] rows)
    {
        using var answer = await agency.SendFormAsync(draft + "/units", new Dictionary<string, string>(), ("Table", Sheets.Workbook([Columns, .. rows]), "anh-xa.xlsx"), draft + "/units?handler=Mapping");
        return answer.StatusCode == HttpStatusCode.Redirect ? await agency.ReadTextAsync(answer.Headers.Location!.ToString()) : await answer.TextAsync();
    }
}
