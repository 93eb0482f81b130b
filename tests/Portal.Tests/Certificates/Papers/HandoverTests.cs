using System.Net;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Certificates.Papers;
using ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Requests;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Portal.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Papers;

public sealed class HandoverTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task The_head_confirms_by_signing_and_the_minutes_signed_with_the_received_token_hand_it_over()
    {
        using var clerk = await portal.SignInAsync("van-thu-sxd");
        using var head = await portal.SignInAsync("gd-sxd");
        using var checker = await portal.SignInAsync("chuyen-vien-skhcn");
        using var holder = await portal.SignInAsync("pgd-sxd");
        using var headKey = await portal.GiveCertificateAsync("gd-sxd");
        using var giverKey = await portal.GiveCertificateAsync("chuyen-vien-skhcn");
        using var otherKey = await portal.GiveCertificateAsync("pgd-sxd");
        var request = await clerk.FileAsync("Sở Xây dựng", ["Hồ Mẫu Sơn"]);
        await clerk.FillAsync(request);
        await clerk.MustTakeAsync(request, "Submit");

        var sending = await clerk.AskHeadAsync(request, "Tống Mẫu Quyên", portal);
        // It cannot be put before the head twice.
        Assert.Equal(sending, await clerk.AskHeadAsync(request, "Tống Mẫu Quyên", portal));
        await head.SignAsync(sending, headKey);
        Assert.Equal(["Submitted"], await clerk.StatesAsync(request));
        await portal.SettleAsync();
        Assert.Equal(["Confirmed"], await clerk.StatesAsync(request));

        await checker.MustTakeAsync(request, "Check");
        await checker.MustTakeAsync(request, "Send");
        await portal.ExchangeAsync();
        await checker.ReceiveAsync(request);
        Assert.Contains("Chưa có biên bản bàn giao", await checker.TakeAsync(request, "HandOver"), StringComparison.Ordinal);
        var minutes = await checker.MakeMinutesAsync(request, portal);
        // The receiver's turn comes after the giver's.
        using (var early = await holder.GetAsync(minutes)) Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        await checker.SignAsync(minutes, giverKey);
        var (status, refusal) = await holder.StartAsync(minutes, otherKey);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("chính thiết bị vừa nhận", refusal.GetProperty("message").GetString(), StringComparison.Ordinal);
        using var received = await portal.TokenOfAsync(request);
        await holder.SignAsync(minutes, received);
        // Twice is once.
        await Task.WhenAll(portal.SettleAsync(), portal.SettleAsync());
        await portal.SettleAsync();

        Assert.Equal(["InUse"], await holder.StatesAsync(request));
        var id = request.Split('/')[^1];
        Assert.Equal("HandOver by Trịnh Mẫu Long, ConfirmUse by Hồ Mẫu Sơn", await portal.TextAsync($"select string_agg(s.act || ' by ' || s.by_name, ', ' order by s.ordinal) from certificates.request_step s join certificates.request_line l on l.id = s.line_id where l.request_id = '{id}' and s.act in ('HandOver', 'ConfirmUse')"));
        Assert.Equal("InUse", await portal.TextAsync($"select d.state from certificates.device d join certificates.request_line l on l.device_id = d.id where l.request_id = '{id}'"));
        Assert.Equal(0, await portal.CountAsync($"select count(*) from certificates.request_paper where request_id = '{id}' and settled_at is null"));
    }

    [Fact]
    public async Task A_scan_of_paper_minutes_hands_over_and_anything_else_is_refused()
    {
        using var checker = await portal.SignInAsync("chuyen-vien-skhcn");
        using var holder = await portal.SignInAsync("gd-stc");
        var request = await portal.ReceivedAsync("van-thu-stc", "gd-skhcn", "Sở Tài chính", "Cao Mẫu Nam", "pgd-stc");
        var line = (await checker.LinesAsync(request)).Single();
        foreach (var (content, complaint) in new[] { ("no pdf"u8.ToArray(), "không phải là PDF"), ([], "Hãy chọn bản quét") })
        {
            using var refused = await checker.SendFormAsync($"{request}/handover", [new("lines", line)], ("scan", content, "a.pdf"), $"{request}/handover?handler=Scan");
            Assert.Contains(complaint, WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        }

        var scan = await checker.HandOverOnPaperAsync(request);

        Assert.Equal(["HandedOver"], await checker.StatesAsync(request));
        var paper = await portal.TextAsync($"select id::text from certificates.request_paper where request_id = '{request.Split('/')[^1]}' and is_scan");
        using var stored = await holder.GetAsync($"{request}/scans/{paper}");
        Assert.True(stored.StatusCode == HttpStatusCode.OK, WebUtility.HtmlDecode(await stored.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(scan, await stored.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        using var stranger = await portal.SignInAsync("gd-syt");
        using var nothing = await stranger.GetAsync($"{request}/scans/{paper}");
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    [Fact]
    public async Task A_paper_that_was_written_but_never_reached_its_signer_is_put_there_by_the_job_and_a_returned_request_takes_it_back()
    {
        using var clerk = await portal.SignInAsync("van-thu-syt");
        using var head = await portal.SignInAsync("gd-syt");
        var request = await clerk.FileAsync("Sở Y tế", ["Văn Mẫu Thắng"], q: "Văn Mẫu Thắng");
        await clerk.FillAsync(request);
        await clerk.MustTakeAsync(request, "Submit");
        using (var refused = await clerk.SendFormAsync($"{request}/sending", [new("Head", Guid.NewGuid().ToString())])) Assert.Contains("Hãy chọn lãnh đạo", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        var sending = await clerk.AskHeadAsync(request, "La Mẫu Thảo", portal);
        var document = sending.Split('/')[^1];
        // As if the portal had died between the row and the inbox.
        await portal.ExecuteAsync($"delete from signing.document where id = '{document}'; update certificates.request_paper set submitted_at = null where id = '{document}'");
        await portal.SettleAsync();
        Assert.Contains("Văn bản đề nghị số", WebUtility.HtmlDecode(await head.ReadAsync("/signing/inbox")), StringComparison.Ordinal);

        Assert.Null(await head.TakeAsync(request, "Return", "Thiếu người"));
        await portal.SettleAsync();
        Assert.DoesNotContain("Văn bản đề nghị số", WebUtility.HtmlDecode(await head.ReadAsync("/signing/inbox")), StringComparison.Ordinal);
    }
}

/// <summary>What people do with papers, said in their words.</summary>
internal static class PaperDesk
{
    /// <summary>The clerk puts the sending document before a leader; the address of the document.</summary>
    public static async Task<string> AskHeadAsync(this Visitor clerk, string request, string head, PortalFixture portal)
    {
        var page = WebUtility.HtmlDecode(await clerk.ReadAsync($"{request}/sending"));
        var option = System.Text.RegularExpressions.Regex.Match(page, $"<option value=\"(?<id>[0-9a-f-]{{36}})\">{head}", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["id"].Value;
        using var sent = await clerk.SendFormAsync($"{request}/sending", [new("Head", option)]);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        return await portal.PaperAsync(request, "Sending");
    }

    /// <summary>The lead agency confirms that the devices named by the issuer arrived.</summary>
    public static async Task ReceiveAsync(this Visitor checker, string request)
    {
        var page = await checker.ReadAsync($"{request}/receive");
        var fields = System.Text.RegularExpressions.Regex.Matches(page, "name=\"(?<name>Devices\\[\\d+\\]\\.\\w+)\" value=\"(?<value>[^\"]*)\"", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(m => KeyValuePair.Create(m.Groups["name"].Value, m.Groups["value"].Value));
        using var taken = await checker.SendFormAsync($"{request}/receive", fields);
        Assert.True(taken.StatusCode == HttpStatusCode.Redirect, WebUtility.HtmlDecode(await taken.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    /// <summary>The lead agency writes the minutes of all lines; the address of the first.</summary>
    public static async Task<string> MakeMinutesAsync(this Visitor checker, string request, PortalFixture portal)
    {
        using var made = await checker.SendFormAsync($"{request}/handover", (await checker.LinesAsync(request)).Select(l => KeyValuePair.Create("lines", l)), to: $"{request}/handover?handler=Sign");
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        return await portal.PaperAsync(request, "Handover");
    }

    /// <summary>The lead agency prints the minutes of all lines, has them signed by hand and sends the scan; its bytes.</summary>
    public static async Task<byte[]> HandOverOnPaperAsync(this Visitor checker, string request)
    {
        using var minutes = await checker.GetAsync($"{request}/minutes.pdf");
        var scan = await minutes.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        using var taken = await checker.SendFormAsync($"{request}/handover", (await checker.LinesAsync(request)).Select(l => KeyValuePair.Create("lines", l)), ("scan", scan, "bien-ban.pdf"), $"{request}/handover?handler=Scan");
        Assert.True(taken.StatusCode == HttpStatusCode.Redirect, WebUtility.HtmlDecode(await taken.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        return scan;
    }

    /// <summary>What the job does each minute.</summary>
    public static Task SettleAsync(this PortalFixture portal) => portal.Host.WithAsync<SettlePapers, bool>(async job =>
    {
        await job.RunAsync(TestContext.Current.CancellationToken);
        return true;
    });

    /// <summary>The key that the issuer put on the device of the request's only line.</summary>
    public static async Task<X509Certificate2> TokenOfAsync(this PortalFixture portal, string request)
    {
        var serial = await portal.TextAsync($"select d.serial from certificates.device d join certificates.request_line l on l.device_id = d.id where l.request_id = '{request.Split('/')[^1]}'");
        return X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(portal.TokensFolder, serial + ".p12"), new Sandbox.SandboxOptions().TokenPin);
    }

    /// <summary>A request for one person up to the device received by the lead agency.</summary>
    public static async Task<string> ReceivedAsync(this PortalFixture portal, string clerkName, string directorName, string unit, string person, string headName)
    {
        using var clerk = await portal.SignInAsync(clerkName);
        using var checker = await portal.SignInAsync("chuyen-vien-skhcn");
        using var director = await portal.SignInAsync(directorName);
        var request = await clerk.FileAsync(unit, [person]);
        await clerk.FillAsync(request);
        await clerk.MustTakeAsync(request, "Submit");
        // The head is the subject, so the deputy signs.
        using var key = await portal.GiveCertificateAsync(headName);
        using var deputy = await portal.SignInAsync(headName);
        await deputy.SignAsync(await clerk.AskHeadAsync(request, (await portal.PersonAsync(headName)).FullName, portal), key);
        await portal.SettleAsync();
        await checker.MustTakeAsync(request, "Check");
        await director.MustTakeAsync(request, "Send");
        await portal.ExchangeAsync();
        await checker.ReceiveAsync(request);
        return request;
    }

    private static async Task<string> PaperAsync(this PortalFixture portal, string request, string kind) =>
        $"/signing/documents/{await portal.TextAsync($"select id::text from certificates.request_paper where request_id = '{request.Split('/')[^1]}' and kind = '{kind}' order by made_at desc limit 1")}";
}
