using System.Net;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Import;

/// <summary>Files that nobody should send are refused with the entry and the reason; what was there before stays.</summary>
public sealed class BadImportTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Theory]
    [InlineData("bomb", "Mục to.cer quá lớn so với chứng thư số")]
    [InlineData("many small bombs", "Mục vua-64.cer quá lớn so với chứng thư số")]
    [InlineData("damaged", "Tệp hong.zip bị hỏng nên không đọc được.")]
    [InlineData("cut off", "Tệp hong.zip bị hỏng nên không đọc được.")]
    [InlineData("100,000 entries", "Tệp có hơn 20.000 mục; mục đầu tiên vượt quá là 20000.cer.")]
    public async Task A_file_that_cannot_be_read_is_refused_as_a_whole_and_the_page_says_where_and_why(string kind, string said)
    {
        using var keeper = await portal.SignInAsync("chuyen-vien-skhcn");
        var before = await portal.CountAsync("select count(*) from certificates.certificate");

        var import = await portal.ImportAsync(keeper, Make(kind), "hong.zip");

        Assert.Contains(said, WebUtility.HtmlDecode(await keeper.ReadAsync($"/certificates/import/{import}")), StringComparison.Ordinal);
        Assert.Equal(1, await portal.CountAsync($"select count(*) from certificates.certificate_import where id = '{import}' and fault is not null and finished_at is not null"));
        Assert.Equal(before, await portal.CountAsync("select count(*) from certificates.certificate"));
    }

    [Fact]
    public async Task Each_entry_that_is_refused_stands_on_the_page_with_its_name_and_the_reason()
    {
        using var keeper = await portal.SignInAsync("chuyen-vien-skhcn");
        var future = portal.Authority.IssuePerson("Chu Mẫu Phong", "gd-snv@trinh-dien.example", change: p => p with { NotBefore = TimeProvider.System.GetUtcNow().AddDays(9) });

        var import = await portal.ImportAsync(keeper, Bundles.Zip([("so-noi-vu/tuong-lai.cer", future.RawData), ("so-noi-vu/noi-cap.cer", portal.Authority.Issuing.RawData), ("anh.jpg", [0xFF, 0xD8, 0xFF]), ("trong.cer", [])]), "le.zip");

        var page = WebUtility.HtmlDecode(await keeper.ReadAsync($"/certificates/import/{import}"));
        Assert.Contains("1. so-noi-vu/tuong-lai.cer – Chu Mẫu Phong gd-snv@trinh-dien.example: Chưa đến ngày có hiệu lực", page, StringComparison.Ordinal);
        Assert.Contains("so-noi-vu/noi-cap.cer", page, StringComparison.Ordinal);
        Assert.Contains("3. anh.jpg: Không phải chứng thư số", page, StringComparison.Ordinal);
        Assert.Contains("4. trong.cer: Không phải chứng thư số", page, StringComparison.Ordinal);
    }

    private static byte[] Make(string kind) => kind switch
    {
        "bomb" => Bundles.Zip([("to.cer", new byte[200 * 1024 * 1024])]),
        "many small bombs" => Bundles.Zip(Enumerable.Range(0, 200).Select(i => ($"vua-{i}.cer", new byte[4 * 1024 * 1024]))),
        "damaged" => [.. "PK\u0003\u0004"u8, .. "hỏng"u8],
        "cut off" => Bundles.Zip([("a.cer", new byte[500])])[..^30],
        _ => Bundles.Zip(Enumerable.Range(0, 100_000).Select(i => ($"{i}.cer", Array.Empty<byte>()))),
    };
}
