using System.Net;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Signing;
using ThanhHoa.DigitalSignature.Signing.Numbering;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing;

public sealed class NumberingTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fifty_clerks_who_number_at_once_get_one_series_without_gap_or_double()
    {
        var unit = Guid.Parse(await portal.TextAsync("select id::text from organisation.unit where name = 'Sở Xây dựng' and valid_to is null"));

        var numbers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => portal.Host.WithAsync<SigningDb, int>(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Stop);
            var number = await new TakeNumber(db, TimeProvider.System).RunAsync(unit, SeriesKind.Issued, 2026, Stop);
            number.GiveTo(Guid.NewGuid());
            await db.SaveChangesAsync(Stop);
            await transaction.CommitAsync(Stop);
            return number.Number;
        }))));

        Assert.Equal(Enumerable.Range(1, 50), numbers.Order());
    }

    [Fact]
    public async Task Fifty_requests_to_number_one_document_give_it_one_number()
    {
        using var clerk = await portal.SignInAsync("van-thu-syt");
        using var head = await portal.SignInAsync("gd-syt");
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "La Mẫu Thảo");
        await head.SignAsync(document, await portal.GiveCertificateAsync("gd-syt"));

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => clerk.ActAsync(document, "number")));

        Assert.Equal(1, await portal.CountAsync($"select count(*) from signing.given_number where document_id = '{document.Split('/')[^1]}'"));
        Assert.Equal(1, await portal.CountAsync("select sum(last) from signing.number_series s join organisation.unit u on u.id = s.unit_id where u.name = 'Sở Y tế'"));
    }

    [Fact]
    public async Task A_reserved_number_that_is_released_goes_to_the_next_document_and_leaves_no_gap()
    {
        using var clerk = await portal.SignInAsync("van-thu-hac-thanh");
        using var head = await portal.SignInAsync("ct-hac-thanh");
        var certificate = await portal.GiveCertificateAsync("ct-hac-thanh");
        await PostAsync("Reserve", ("purpose", "Quyết định đang soạn"));
        var (first, second) = (await SignedAsync(), await SignedAsync());
        await clerk.ActAsync(first, "number");
        Assert.Equal("2", await NumberAsync(first));
        await PostAsync("Reserve", ("purpose", "Quyết định khẩn"));
        var awaited = await SignedAsync();
        Assert.Contains("Số giữ trước 03: Quyết định khẩn", await clerk.SeeAsync(awaited), StringComparison.Ordinal);
        await clerk.ActAsync(awaited, "number", ("reserved", "3"));
        Assert.Equal("3", await NumberAsync(awaited));

        await PostAsync("Release", ("number", "1"));
        await clerk.ActAsync(second, "number");

        Assert.Equal("1", await NumberAsync(second));

        async Task PostAsync(string handler, (string, string) field)
        {
            var page = await clerk.ReadAsync("/signing/numbers");
            var unit = System.Text.RegularExpressions.Regex.Match(page, "name=\"unit\" value=\"([^\"]+)\"").Groups[1].Value;
            using var answer = await clerk.SendFormAsync("/signing/numbers", [KeyValuePair.Create("unit", unit), KeyValuePair.Create(field.Item1, field.Item2)], to: $"/signing/numbers?handler={handler}");
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }

        async Task<string> SignedAsync()
        {
            var document = await clerk.SubmitAsync(PdfSample.Valid(), "Lưu Mẫu Thịnh");
            await head.SignAsync(document, certificate);
            return document;
        }
    }

    private Task<string> NumberAsync(string document) => portal.TextAsync($"select number::text from signing.document where id = '{document.Split('/')[^1]}'");
}
