using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Playwright;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Frame;

public sealed class UploadTests(Chromium chromium)
{
    private const string Form = """
        <h1>Thêm văn bản</h1>
        <form method="post" action="/upload" enctype="multipart/form-data" data-upload data-max-bytes="1048576">
          <label class="form-label" for="title">Trích yếu</label><input class="form-control" id="title" name="title">
          <label class="form-label" for="file">Tệp PDF</label><input class="form-control" type="file" id="file" name="file" accept=".pdf">
          <button class="btn btn-primary">Gửi</button>
        </form>
        """;

    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.7\n%%EOF\n");

    [Theory]
    [InlineData(0, "", "rỗng")]
    [InlineData(100, "MZ", "không phải là PDF")]
    [InlineData(1_048_577, "%PDF-1.7", "lớn 1 MB, quá giới hạn 1 MB")]
    public async Task A_file_that_cannot_be_taken_is_named_before_it_is_sent(int length, string start, string sentence)
    {
        var sent = 0;
        await using var site = await Site(_ =>
        {
            Interlocked.Increment(ref sent);
            return Results.NoContent();
        });
        await chromium.Visit(site.Address, async visit =>
        {
            await visit.GoTo("/");
            await Choose(visit.Page, Encoding.ASCII.GetBytes(start.PadRight(length)));
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(sentence);
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Gửi" }).ClickAsync();
            await Assertions.Expect(visit.Page.GetByLabel("Tệp PDF")).ToBeFocusedAsync();
            await visit.AssertAccessible();
        });
        Assert.Equal(0, sent);
    }

    [Fact]
    public async Task A_file_goes_with_its_form_and_the_answer_says_where_to_go_on()
    {
        await using var site = await Site(form => Results.Json(new { url = $"/done?{form["title"]}-{form.Files["file"]!.Length}" }));
        await chromium.Visit(site.Address, async visit =>
        {
            await visit.GoTo("/");
            await visit.Page.GetByLabel("Trích yếu").FillAsync("abc");
            await Choose(visit.Page, Pdf);
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Gửi" }).ClickAsync();
            await Assertions.Expect(visit.Page).ToHaveURLAsync($"/done?abc-{Pdf.Length}");
        });
    }

    [Fact]
    public async Task A_page_with_messages_takes_the_place_of_the_form()
    {
        await using var site = await Site(_ => Results.Content(
            $"<html><body><main><p role=\"alert\" tabindex=\"-1\">Tệp này đã có.</p>{Form}</main></body></html>", "text/html; charset=utf-8", statusCode: 422));
        await chromium.Visit(site.Address, async visit =>
        {
            visit.Expect("422");
            await visit.GoTo("/");
            await Choose(visit.Page, Pdf);
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Gửi" }).ClickAsync();
            await Assertions.Expect(visit.Page.GetByText("Tệp này đã có.")).ToBeFocusedAsync();
        });
    }

    [Fact]
    public async Task A_lost_connection_keeps_what_was_entered_and_sending_again_works()
    {
        await using var site = await Site(_ => Results.Json(new { url = "/done" }));
        await chromium.Visit(site.Address, async visit =>
        {
            visit.Expect("net::ERR_INTERNET_DISCONNECTED");
            await visit.GoTo("/");
            await visit.Page.GetByLabel("Trích yếu").FillAsync("abc");
            await Choose(visit.Page, Pdf);
            await visit.Page.Context.SetOfflineAsync(true);
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Gửi" }).ClickAsync();
            await Assertions.Expect(visit.Page.GetByText("Mất kết nối khi đang gửi")).ToBeVisibleAsync();
            await Assertions.Expect(visit.Page.GetByLabel("Trích yếu")).ToHaveValueAsync("abc");
            await visit.Page.Context.SetOfflineAsync(false);
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Gửi" }).ClickAsync();
            await Assertions.Expect(visit.Page).ToHaveURLAsync("/done");
        });
    }

    private static async Task Choose(IPage page, byte[] content) =>
        await page.GetByLabel("Tệp PDF").SetInputFilesAsync(new FilePayload { Name = "van-ban.pdf", MimeType = "application/pdf", Buffer = content });

    private static Task<BundleSite> Site(Func<IFormCollection, IResult> answer) =>
        BundleSite.Start(
            new Dictionary<string, string> { ["/"] = Form, ["/done"] = "<h1>Xong</h1>" },
            acts: routes => routes.MapPost("/upload", async (HttpRequest request, CancellationToken stop) =>
                answer(await request.ReadFormAsync(stop))));
}
