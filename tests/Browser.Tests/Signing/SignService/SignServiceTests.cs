using System.Text.Json;
using Microsoft.Playwright;
using ThanhHoa.DigitalSignature.Browser.Tests.Signing.Act;
using ThanhHoa.DigitalSignature.Portal.Tests.Signing;
using ThanhHoa.DigitalSignature.Sandbox.SignService;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Signing.SignService;

/// <summary>A leader signs in a real browser with the component they already have, and reads what went wrong when it did.</summary>
[Collection(nameof(OnePc))]
public sealed class SignServiceTests(Chromium chromium, LeadersPc pc)
{
    private static readonly Screen SmallPhone = new(360, 740, 2, Touch: true);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_leader_signs_with_the_component_and_it_is_the_first_choice_next_time()
    {
        pc.PutInOrder();
        await SubmitAsync("Quyết định ký bằng VGCA");
        await SubmitAsync("Quyết định kế tiếp");
        await LeaderAsync(async leader =>
        {
            await OpenAsync(leader, "Quyết định ký bằng VGCA");
            await leader.AssertAccessible();
            await leader.Photograph("vgca-read");
            await Button(leader).ClickAsync();
            await Assertions.Expect(leader.Page.GetByText("Đã ký, chữ ký hợp lệ")).ToBeVisibleAsync(new() { Timeout = 20_000 });

            await OpenAsync(leader, "Quyết định kế tiếp");
            Assert.Equal("sign-service", await leader.Page.Locator(".document-state section.card").First.GetAttributeAsync("id"));
            await Assertions.Expect(Button(leader)).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("btn-primary"));
            await leader.AssertAccessible();
            var here = leader.Page.Url;
            await Panel(leader).GetByRole(AriaRole.Button, new() { Name = "Ký và mở văn bản tiếp theo" }).ClickAsync();
            await leader.Page.WaitForURLAsync(url => url != here && url.Contains("/signing/documents/", StringComparison.Ordinal), new() { Timeout = 20_000 });
            await leader.GoTo(here);
            await Assertions.Expect(leader.Page.GetByText("Đã ký, chữ ký hợp lệ")).ToBeVisibleAsync();
        });
    }

    [Theory]
    [InlineData(SignServiceAnswer.Cancel, "đã được đóng trước khi ký xong")]
    [InlineData(SignServiceAnswer.Error, "Thiết bị lưu khóa không phản hồi")]
    [InlineData(SignServiceAnswer.WrongCertificate, "đăng ký cho người khác")]
    [InlineData(SignServiceAnswer.AlteredFile, "không phải là văn bản mà cổng đã gửi đi")]
    public async Task What_went_wrong_has_a_sentence_of_its_own_and_the_next_try_goes_through(SignServiceAnswer wrong, string sentence)
    {
        pc.PutInOrder();
        pc.Component.Behaviour.Answer = wrong;
        await SubmitAsync($"Văn bản gặp {wrong}");
        await LeaderAsync(async leader =>
        {
            await OpenAsync(leader, $"Văn bản gặp {wrong}");
            await Button(leader).ClickAsync();
            await Assertions.Expect(Fault(leader)).ToContainTextAsync(sentence, new() { Timeout = 20_000 });
            await Assertions.Expect(Fault(leader)).ToContainTextAsync("nguyên vẹn");
            await leader.AssertAccessible();
            await leader.Photograph($"vgca-{wrong}");

            pc.PutInOrder();
            await Button(leader).ClickAsync();
            await Assertions.Expect(leader.Page.GetByText("Đã ký, chữ ký hợp lệ")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        });
    }

    [Fact]
    public async Task Without_the_component_the_page_says_so_in_seconds_and_leads_to_the_check_of_the_PC()
    {
        pc.PutInOrder();
        pc.Component.Behaviour.RefusesTls = true;
        await SubmitAsync("Văn bản trên máy chưa cài");
        await LeaderAsync(async leader =>
        {
            leader.Expect("WebSocket connection to");
            leader.Expect("ERR_CONNECTION_REFUSED");
            leader.Expect("ERR_UNSAFE_PORT");
            await OpenAsync(leader, "Văn bản trên máy chưa cài");
            await Button(leader).ClickAsync();
            await Assertions.Expect(Fault(leader)).ToContainTextAsync("Không thấy VGCA Sign Service trả lời");
            await leader.Page.GetByRole(AriaRole.Link, new() { Name = "Kiểm tra máy ký" }).ClickAsync();
            await Assertions.Expect(Line(leader, "component")).ToContainTextAsync("Không trả lời", new() { Timeout = 10_000 });
            await Assertions.Expect(Line(leader, "agent")).ToContainTextAsync("Không trả lời");
            await leader.AssertAccessible();
        });
    }

    [Theory]
    [InlineData(SignServiceAnswer.Silent)]
    [InlineData(SignServiceAnswer.UploadTwice)]
    public async Task What_the_portal_accepted_counts_whatever_the_component_says(SignServiceAnswer odd)
    {
        pc.PutInOrder();
        pc.Component.Behaviour.Answer = odd;
        await SubmitAsync($"Văn bản {odd}");
        await LeaderAsync(async leader =>
        {
            await OpenAsync(leader, $"Văn bản {odd}");
            await Button(leader).ClickAsync();
            await Assertions.Expect(leader.Page.GetByText("Đã ký, chữ ký hợp lệ")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        });
    }

    [Fact]
    public async Task A_page_left_while_the_component_waits_is_found_again_with_the_signature()
    {
        pc.PutInOrder();
        pc.Component.Behaviour.Delay = TimeSpan.FromSeconds(4);
        await SubmitAsync("Văn bản ký dở");
        await LeaderAsync(async leader =>
        {
            await OpenAsync(leader, "Văn bản ký dở");
            await Button(leader).ClickAsync();
            await Assertions.Expect(Panel(leader)).ToContainTextAsync("VGCA Sign Service đang mở");
            await leader.Photograph("vgca-waiting");
            await leader.Page.ReloadAsync();
            await Assertions.Expect(Panel(leader)).ToContainTextAsync("chưa có kết quả, trang này đang chờ tiếp");
            await Assertions.Expect(leader.Page.GetByText("Đã ký, chữ ký hợp lệ")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        });
    }

    [Fact]
    public async Task A_browser_that_blocks_the_page_is_named_and_a_picture_shows_where_to_allow_it()
    {
        pc.PutInOrder();
        pc.Component.Behaviour.RefusesTls = true;
        await SubmitAsync("Văn bản bị chặn");
        await LeaderAsync(async leader =>
        {
            leader.Expect("WebSocket connection to");
            leader.Expect("ERR_CONNECTION_REFUSED");
            leader.Expect("ERR_UNSAFE_PORT");
            await leader.Page.AddInitScriptAsync("navigator.permissions.query = async () => ({ state: 'denied' })");
            await OpenAsync(leader, "Văn bản bị chặn");
            await Button(leader).ClickAsync();
            await Assertions.Expect(Fault(leader)).ToContainTextAsync("Trình duyệt đang chặn trang này kết nối với VGCA Sign Service");
            await leader.GoTo("/signing/diagnostics");
            await Assertions.Expect(Line(leader, "permission")).ToHaveAttributeAsync("data-state", "bad", new() { Timeout = 10_000 });
            await Assertions.Expect(Line(leader, "permission").GetByRole(AriaRole.Img)).ToBeVisibleAsync();
            await Assertions.Expect(Line(leader, "component")).ToContainTextAsync("Trình duyệt chặn kết nối");
            await leader.AssertAccessible();
            await leader.Photograph("vgca-blocked");
        });
    }

    [Fact]
    public async Task After_fourteen_minutes_the_page_stops_waiting_and_says_so()
    {
        pc.PutInOrder();
        pc.Component.Behaviour.Delay = TimeSpan.FromMinutes(30);
        await SubmitAsync("Văn bản chờ lâu");
        var before = pc.Component.Behaviour.Received.Count;
        await LeaderAsync(async leader =>
        {
            await OpenAsync(leader, "Văn bản chờ lâu");
            await leader.Page.Clock.InstallAsync();
            await Button(leader).ClickAsync();
            await Assertions.Expect(Panel(leader)).ToContainTextAsync("VGCA Sign Service đang mở");
            // Only once the component has the call is it waited for; before, the page would give up looking for it.
            while (pc.Component.Behaviour.Received.Count == before) await Task.Delay(50, TestContext.Current.CancellationToken);
            await leader.Page.Clock.FastForwardAsync("14:01");
            await Assertions.Expect(Fault(leader)).ToContainTextAsync("Đã chờ 14 phút", new() { Timeout = 10_000 });
        });
    }

    [Fact]
    public async Task Whoever_stops_waiting_is_told_what_holds()
    {
        pc.PutInOrder();
        pc.Component.Behaviour.Delay = TimeSpan.FromMinutes(5);
        await SubmitAsync("Văn bản dừng chờ");
        await LeaderAsync(async leader =>
        {
            await OpenAsync(leader, "Văn bản dừng chờ");
            await Button(leader).ClickAsync();
            await Assertions.Expect(Panel(leader)).ToContainTextAsync("VGCA Sign Service đang mở");
            await Panel(leader).GetByRole(AriaRole.Button, new() { Name = "Huỷ" }).ClickAsync();
            await Assertions.Expect(Panel(leader)).ToContainTextAsync("Bạn đã dừng chờ");
        });
    }

    [Fact]
    public async Task Twenty_documents_are_signed_in_one_call_from_the_inbox()
    {
        pc.PutInOrder();
        using (var clerk = await pc.Portal.SignInAsync("van-thu-skhcn"))
        {
            for (var i = 1; i <= 20; i++) await Portal.Tests.Signing.Desk.SubmitAsync(clerk, PdfSample.Valid($"Lo {i}"), "Ngô Mẫu Hưng", $"Văn bản lô {i:00}");
        }
        await LeaderAsync(async leader =>
        {
            await ChooseAsync(leader, "Văn bản lô");
            await Assertions.Expect(leader.Page.Locator(".batch-list > li")).ToHaveCountAsync(20);
            await leader.Photograph("vgca-batch");
            var before = pc.Component.Behaviour.Received.Count(call => call.Path == "/SignFiles");
            await Button(leader).ClickAsync();
            await Assertions.Expect(leader.Page.GetByText("Lô này đã xong: 20 văn bản đã ký.")).ToBeVisibleAsync(new() { Timeout = 60_000 });
            Assert.Equal(1, pc.Component.Behaviour.Received.Count(call => call.Path == "/SignFiles") - before);
        });
    }

    [Fact]
    public async Task A_batch_that_stops_half_way_says_which_are_left_and_signs_those_the_next_time()
    {
        pc.PutInOrder();
        using (var clerk = await pc.Portal.SignInAsync("van-thu-skhcn"))
        {
            for (var i = 1; i <= 3; i++) await Portal.Tests.Signing.Desk.SubmitAsync(clerk, PdfSample.Valid($"Nua {i}"), "Ngô Mẫu Hưng", $"Văn bản nửa chừng {i}");
        }
        await LeaderAsync(async leader =>
        {
            await ChooseAsync(leader, "Văn bản nửa chừng");
            pc.Component.Behaviour.MostOfBatch = 2;
            await Button(leader).ClickAsync();
            await Assertions.Expect(Fault(leader)).ToContainTextAsync("Đã ký 2/3 văn bản", new() { Timeout = 20_000 });
            await Assertions.Expect(Panel(leader).Locator(".sign-told li")).ToHaveTextAsync(["Văn bản nửa chừng 3: Không tìm thấy thiết bị lưu khóa."]);
            await leader.Photograph("vgca-partly");
            pc.Component.Behaviour.MostOfBatch = int.MaxValue;
            await Button(leader).ClickAsync();
            await Assertions.Expect(leader.Page.GetByText("Lô này đã xong: 3 văn bản đã ký.")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        });
    }

    [Fact]
    public async Task The_clerk_seals_a_document_and_its_appendix_one_after_the_other_by_pressing_once()
    {
        pc.PutInOrder();
        var document = await SubmitWithAppendixAsync();
        using (var leader = await pc.Portal.SignInAsync("gd-skhcn")) await Portal.Tests.Signing.Desk.SignAsync(leader, document, pc.Component.Behaviour.Holder!);
        pc.Component.Behaviour.Holder = await pc.Portal.GiveKeptSealAsync("Sở Khoa học và Công nghệ", "van-thu-skhcn");
        await chromium.Visit(pc.Portal.Host.Address, async clerk =>
        {
            await clerk.SignIn("van-thu-skhcn");
            await clerk.GoTo(document);
            await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Cấp số và ngày" }).ClickAsync();
            var before = pc.Component.Behaviour.Received.Count;
            await Button(clerk).ClickAsync();
            await Assertions.Expect(clerk.Page.GetByRole(AriaRole.Link, new() { Name = "Phát hành" })).ToBeVisibleAsync(new() { Timeout = 20_000 });
            Assert.Equal(["/SignAppendix", "/SignIssued"], pc.Component.Behaviour.Received.Skip(before).Select(call => call.Path));
            await clerk.Photograph("vgca-sealed");
        }, acceptsAnyCertificate: true);
    }

    [Theory]
    [InlineData("vi-VN")]
    [InlineData("en-US")]
    public async Task The_check_of_the_PC_says_what_is_there_and_gives_the_policy_file_also_on_a_small_phone(string language)
    {
        pc.PutInOrder();
        await chromium.Visit(pc.Portal.Host.Address, async leader =>
        {
            leader.Expect("ERR_CONNECTION_REFUSED");
            leader.Expect("ERR_UNSAFE_PORT");
            await leader.SignIn("gd-skhcn");
            if (language == "en-US")
            {
                await leader.Page.Locator("header .dropdown-toggle").ClickAsync();
                await leader.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
            }
            await leader.GoTo("/signing/diagnostics");
            await Assertions.Expect(Line(leader, "component")).ToHaveAttributeAsync("data-state", "good", new() { Timeout = 10_000 });
            await Assertions.Expect(Line(leader, "clock")).ToHaveAttributeAsync("data-state", "good");
            await Assertions.Expect(Line(leader, "agent")).ToHaveAttributeAsync("data-state", "bad");
            await Assertions.Expect(leader.Page.GetByText("Ngô Mẫu Hưng").Last).ToBeVisibleAsync();
            await leader.AssertAccessible();
            await leader.Photograph($"vgca-diagnostics-{language}");
            var download = await leader.Page.RunAndWaitForDownloadAsync(() => leader.Page.Locator("a[download]").ClickAsync());
            var policy = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllBytesAsync(await download.PathAsync(), Stop));
            Assert.Equal(pc.Portal.Host.Address.ToString().TrimEnd('/'), policy.GetProperty("LocalNetworkAccessAllowedForUrls")[0].GetString());
        }, SmallPhone, acceptsAnyCertificate: true);
    }

    [Fact]
    public async Task Only_pages_that_sign_may_reach_the_component()
    {
        using var leader = await pc.Portal.SignInAsync("gd-skhcn");
        foreach (var (page, may) in new[] { ("/signing/diagnostics", true), ("/signing/inbox", false), ("/", false), ("/verify", false) })
        {
            using var answer = await leader.GetAsync(page);
            var policy = string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Equal(may, policy.Contains(pc.Component.Url.Authority, StringComparison.Ordinal));
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        }
    }

    private async Task SubmitAsync(string title)
    {
        using var clerk = await pc.Portal.SignInAsync("van-thu-skhcn");
        await Portal.Tests.Signing.Desk.SubmitAsync(clerk, PdfSample.Valid("Dieu 1"), "Ngô Mẫu Hưng", title);
    }

    private async Task<string> SubmitWithAppendixAsync()
    {
        var document = "";
        await chromium.Visit(pc.Portal.Host.Address, async clerk =>
        {
            await clerk.SignIn("van-thu-skhcn");
            await clerk.GoTo("/signing/documents/submit");
            await clerk.Page.Locator("#Pdf").SetInputFilesAsync(new FilePayload { Name = "quyet-dinh.pdf", MimeType = "application/pdf", Buffer = PdfSample.Valid("Dieu 1") });
            await clerk.Page.Locator("#Appendices").SetInputFilesAsync(new FilePayload { Name = "phu-luc.pdf", MimeType = "application/pdf", Buffer = PdfSample.Valid("Phu luc") });
            await clerk.Page.Locator("#Title").FillAsync("Quyết định có phụ lục");
            await clerk.Page.Locator("#PlannedSymbol").FillAsync("…/QĐ-SKHCN");
            await clerk.Page.Locator("#Signer").SelectOptionAsync(await clerk.Page.Locator("#Signer option").Filter(new() { HasText = "Ngô Mẫu Hưng" }).First.GetAttributeAsync("value") ?? "");
            await clerk.Page.Locator("#NoStateSecret").CheckAsync();
            await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Trình ký" }).ClickAsync();
            await clerk.Page.WaitForURLAsync(url => url.Contains("/signing/documents/0", StringComparison.Ordinal));
            document = new Uri(clerk.Page.Url).AbsolutePath;
        });
        return document;
    }

    private Task LeaderAsync(Func<Visit, Task> act) => chromium.Visit(pc.Portal.Host.Address, async leader =>
    {
        await leader.SignIn("gd-skhcn");
        await act(leader);
    }, acceptsAnyCertificate: true);

    private static async Task OpenAsync(Visit leader, string title)
    {
        await leader.GoTo("/signing/inbox");
        await leader.Page.GetByText(title, new() { Exact = true }).ClickAsync();
        await Assertions.Expect(Button(leader)).ToBeVisibleAsync();
    }

    private static async Task ChooseAsync(Visit leader, string title)
    {
        await leader.GoTo("/signing/inbox");
        foreach (var box in await leader.Page.Locator(".inbox-item").Filter(new() { HasText = title }).Locator("input[type=checkbox]").AllAsync()) await box.CheckAsync();
        await leader.Page.GetByRole(AriaRole.Button, new() { Name = "Ký các văn bản đã chọn" }).ClickAsync();
        await Assertions.Expect(Button(leader)).ToBeVisibleAsync();
    }

    private static ILocator Panel(Visit leader) => leader.Page.Locator("#sign-service-panel");

    private static ILocator Button(Visit leader) => Panel(leader).Locator(".btn-main");

    private static ILocator Fault(Visit leader) => Panel(leader).Locator(".sign-fault");

    private static ILocator Line(Visit leader, string check) => leader.Page.Locator($"[data-check='{check}']");
}
