using System.Net;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing;

public sealed class BatchTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task A_batch_is_signed_with_one_manifest_and_what_changed_or_was_taken_out_stays_unsigned()
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        using var head = await portal.SignInAsync("gd-skhcn");
        var certificate = await portal.GiveCertificateAsync("gd-skhcn");
        var documents = new List<string>();
        for (var i = 0; i < 12; i++) documents.Add(await clerk.SubmitAsync(PdfSample.Valid($"Letter {i}"), "Ngô Mẫu Hưng", $"Công văn {i}"));
        var batch = await AssembleAsync(clerk, documents);
        using (var taken = await head.SendFormAsync(batch, new Dictionary<string, string> { ["document"] = IdOf(documents[0]) }, to: $"{batch}?handler=TakeOut")) Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        await head.ActAsync(documents[1], "acts/return", ("reason", "Sai"));
        await clerk.SubmitAsync(PdfSample.Valid("Another"), "Ngô Mẫu Hưng", "Công văn 1 sửa", form: $"/signing/documents/submit/{IdOf(documents[1])}");

        var results = await head.SignAllAsync(batch, certificate);

        Assert.Equal(10, results.Count(r => r.TryGetProperty("url", out _)));
        Assert.Contains("đã thay đổi sau khi lập lô", await head.SeeAsync(batch), StringComparison.Ordinal);
        Assert.Equal(1, await portal.CountAsync($"select count(distinct manifest_id) from signing.signing_attempt where document_id in ({string.Join(",", documents.Select(d => $"'{IdOf(d)}'"))})"));
        Assert.Equal(["Signing", "Signing"], [await StateAsync(documents[0]), await StateAsync(documents[1])]);
        Assert.All(documents.Skip(2), d => Assert.Equal("Signed", StateAsync(d).GetAwaiter().GetResult()));
    }

    [Fact]
    public async Task A_batch_belongs_to_its_signer_and_to_the_clerks_of_its_unit()
    {
        using var clerk = await portal.SignInAsync("van-thu-sxd");
        using var stranger = await portal.SignInAsync("gd-syt");
        using var foreign = await portal.SignInAsync("van-thu-syt");
        var batch = await AssembleAsync(clerk, [await clerk.SubmitAsync(PdfSample.Valid(), "Tống Mẫu Quyên"), await clerk.SubmitAsync(PdfSample.Valid(), "Tống Mẫu Quyên")]);

        Assert.Equal(HttpStatusCode.NotFound, await stranger.StatusOfAsync(batch));
        Assert.Equal(HttpStatusCode.NotFound, await foreign.StatusOfAsync(batch));
        Assert.Equal(HttpStatusCode.OK, await clerk.StatusOfAsync(batch));
    }

    [Fact]
    public async Task A_leader_who_chooses_documents_of_others_gets_no_batch()
    {
        using var clerk = await portal.SignInAsync("van-thu-syt");
        using var other = await portal.SignInAsync("gd-sxd");
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "La Mẫu Thảo");

        using var answer = await other.SendFormAsync("/signing/inbox", new Dictionary<string, string> { ["chosen"] = IdOf(document) });

        Assert.Equal("/signing/inbox", answer.Headers.Location?.ToString());
    }

    private async Task<string> AssembleAsync(Visitor clerk, List<string> documents)
    {
        using var answer = await clerk.SendFormAsync("/signing/documents", documents.Select(d => KeyValuePair.Create("chosen", IdOf(d))), to: "/signing/documents?handler=Batch");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return $"/signing/batches/{await portal.TextAsync($"select batch_id::text from signing.batch_item where document_id = '{IdOf(documents[0])}'")}";
    }

    private Task<string> StateAsync(string document) => portal.TextAsync($"select state from signing.document where id = '{IdOf(document)}'");

    private static string IdOf(string document) => document.Split('/')[^1];
}
