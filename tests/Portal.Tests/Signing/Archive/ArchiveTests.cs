using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.OfficialDocuments;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Signing.Archive;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing.Archive;

public sealed class ArchiveTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kinh phi van hanh")]
    [InlineData("Kinh phí VẬN HÀNH")]
    [InlineData("phiên, kinh phí")]
    public async Task A_document_is_found_by_words_that_stand_in_it_whatever_their_diacritics(string words)
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        var title = $"Tìm theo nội dung {Guid.NewGuid():N}";
        var document = await clerk.SubmitAsync(Letter("Kinh phí vận hành được bảo đảm; phiên họp xem xét."), "Dương Mẫu Khánh", title);
        await ReadAsync();
        Assert.Contains(document, await FindAsync(clerk, words), StringComparison.Ordinal);
        Assert.DoesNotContain(document, await FindAsync(clerk, $"{words} khongcotutrongvanban"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Title_signer_and_clerk_find_it_too_and_people_of_other_units_do_not()
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        var mark = $"dauhieu{Guid.NewGuid():N}";
        var document = await clerk.SubmitAsync(Letter($"Nội dung {mark}"), "Dương Mẫu Khánh", $"Kế hoạch {mark}");
        await ReadAsync();
        foreach (var words in new[] { $"ke hoach {mark}", "duong mau khanh", await portal.TextAsync($"select submitted_by_name from signing.document where id = '{document.Split('/')[^1]}'") })
            Assert.Contains(document, await FindAsync(clerk, words), StringComparison.Ordinal);
        foreach (var stranger in new[] { "van-thu-stc", "gd-stc", "quan-tri", "thanh-tra-skhcn" })
        {
            using var other = await portal.SignInAsync(stranger);
            Assert.DoesNotContain(document, await FindAsync(other, mark), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task New_files_are_read_again_and_a_file_that_cannot_be_read_holds_nobody_up()
    {
        using var clerk = await portal.SignInAsync("van-thu-stc");
        var document = await clerk.SubmitAsync(PdfSample.Valid("Unreadable soon"), "Cao Mẫu Nam");
        var hash = await portal.TextAsync($"select sha256 from signing.document_version where document_id = '{document.Split('/')[^1]}'");
        await File.WriteAllTextAsync(Path.Combine(portal.FilesFolder, hash[..2], hash[2..4], hash), "x", Stop);
        await ReadAsync();
        await ReadAsync();
        Assert.Equal(1, await portal.CountAsync($"select files from signing.document_text where document_id = '{document.Split('/')[^1]}'"));
    }

    [Fact]
    public async Task An_export_holds_each_file_under_a_safe_name_with_its_hash_and_says_which_was_damaged()
    {
        using var clerk = await portal.SignInAsync("van-thu-snv");
        var mark = $"goi{Guid.NewGuid():N}";
        var whole = Letter("Bản còn nguyên");
        await clerk.SubmitAsync(whole, "Chu Mẫu Phong", $"=HYPERLINK ../../{mark} \"một\"");
        var damaged = await clerk.SubmitAsync(Letter("Bản sẽ hỏng"), "Chu Mẫu Phong", $"Bản hai {mark}");
        var hash = await portal.TextAsync($"select sha256 from signing.document_version where document_id = '{damaged.Split('/')[^1]}'");
        await File.AppendAllTextAsync(Path.Combine(portal.FilesFolder, hash[..2], hash[2..4], hash), "x", Stop);

        using var answer = await clerk.SendFormAsync($"/signing/archive?q={mark}", []);
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        using var zip = new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Stop)));
        var file = Assert.Single(zip.Entries, e => e.Name.EndsWith(".pdf", StringComparison.Ordinal));
        Assert.Equal(file.Name, file.FullName);
        Assert.DoesNotContain("..", file.FullName, StringComparison.Ordinal);
        var packed = await BytesAsync(file);
        Assert.Equal(whole, packed[..whole.Length]);
        var list = Encoding.UTF8.GetString(await BytesAsync(zip.GetEntry("danh-sach.csv")!));
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(packed)), list, StringComparison.Ordinal);
        Assert.Contains($"\"'=HYPERLINK ../../{mark} \"\"một\"\"\"", list, StringComparison.Ordinal);
        Assert.Contains("không có trong gói", list, StringComparison.Ordinal);
        Assert.Equal(1, await portal.CountAsync($"select count(*) from platform.audit_entry where act = 'signing.archive.exported' and details::text like '%{damaged.Split('/')[^1]}%'"));

        using var other = await portal.SignInAsync("van-thu-stc");
        using var nothing = await other.SendFormAsync($"/signing/archive?q={mark}", []);
        Assert.Equal(HttpStatusCode.Redirect, nothing.StatusCode);
    }

    [Fact]
    public async Task A_thousand_documents_go_into_one_export_and_one_more_is_refused_with_a_way_out()
    {
        using var clerk = await portal.SignInAsync("van-thu-kkt");
        var mark = $"nhieu{Guid.NewGuid():N}";
        var document = await clerk.SubmitAsync(Letter("Bản gốc"), "Ninh Mẫu Xuân", $"Nhiều {mark}");
        await CopyAsync(999);
        using (var answer = await clerk.SendFormAsync($"/signing/archive?q={mark}", []))
        {
            using var zip = new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Stop)));
            Assert.Equal(1001, zip.Entries.Select(e => e.FullName).Distinct().Count());
            Assert.Equal(1001, Encoding.UTF8.GetString(await BytesAsync(zip.GetEntry("danh-sach.csv")!)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        }

        await portal.Host.RunAsync<ReadTexts>(job => job.RunAllAsync(Stop));
        Assert.Equal(1000, await portal.CountAsync($"select count(*) from signing.document_text t join signing.document d on d.id = t.document_id where d.title = 'Nhiều {mark}'"));

        await CopyAsync(1);
        using var refused = await clerk.SendFormAsync($"/signing/archive?q={mark}", []);
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        Assert.Contains("Có hơn 1000 văn bản", WebUtility.HtmlDecode(await clerk.ReadAsync(refused.Headers.Location!.ToString())), StringComparison.Ordinal);

        Task CopyAsync(int times) => portal.ExecuteAsync($"""
            with copy as materialized (select gen_random_uuid() as id from generate_series(1, {times})),
            documents as (insert into signing.document select (jsonb_populate_record(d, jsonb_build_object('id', copy.id))).* from signing.document d, copy where d.id = '{document.Split('/')[^1]}' returning id)
            insert into signing.document_version select (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(), 'document_id', documents.id))).* from signing.document_version v, documents where v.document_id = '{document.Split('/')[^1]}'
            """);
    }

    [Fact]
    public async Task Past_its_term_a_document_is_listed_by_the_closest_rule_and_nothing_is_deleted()
    {
        using var lead = await portal.SignInAsync("chuyen-vien-skhcn");
        using var clerk = await portal.SignInAsync("van-thu-stc");
        var old = await DatedAsync("2010-05-01");
        var young = await DatedAsync("2024-05-01");
        Assert.DoesNotContain(old, await clerk.ReadAsync("/signing/archive?past=true"), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Redirect, (await SetAsync("", "10")).StatusCode);
        var listed = await clerk.ReadAsync("/signing/archive?past=true");
        Assert.Contains(old, listed, StringComparison.Ordinal);
        Assert.DoesNotContain(young, listed, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Redirect, (await SetAsync("QĐ", "")).StatusCode);
        Assert.DoesNotContain(old, await clerk.ReadAsync("/signing/archive?past=true"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await SetAsync("QĐ", "-3")).StatusCode);
        Assert.Equal(2, await portal.CountAsync("select count(*) from platform.audit_entry where act = 'signing.retention.rule-set'"));
        using var refused = await clerk.GetAsync("/signing/retention");
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);

        async Task<string> DatedAsync(string day)
        {
            var document = await clerk.SubmitAsync(PdfSample.Valid(), "Cao Mẫu Nam");
            await portal.ExecuteAsync($"update signing.document set state = 'Issued', dated_on = '{day}', number = 1 where id = '{document.Split('/')[^1]}'");
            return document;
        }

        Task<HttpResponseMessage> SetAsync(string kind, string years) =>
            lead.SendFormAsync("/signing/retention", new Dictionary<string, string> { ["Purpose"] = "Administrative", ["Kind"] = kind, ["Years"] = years });
    }

    [Fact]
    public void The_words_are_those_that_pdftotext_reads_and_no_more_than_asked_for()
    {
        var pdf = Letter(string.Join(' ', Enumerable.Repeat("Kính phí vận hành được bảo đảm; các đơn vị (trừ xã) thực hiện từ 01/7/2026.", 60)));
        Assert.Equal(Words(PdfToText(pdf)), Words(PdfInspector.ReadText(new MemoryStream(pdf), 100, 1_000_000)));
        Assert.Equal(9, PdfInspector.ReadText(new MemoryStream(pdf), 100, 9).Length);
        Assert.True(PdfInspector.ReadText(new MemoryStream(pdf), 1, 1_000_000).Length < PdfInspector.ReadText(new MemoryStream(pdf), 2, 1_000_000).Length);

        static List<string> Words(string text) => [.. text.Normalize().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }

    private static string PdfToText(byte[] pdf)
    {
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, pdf);
        using var judge = Process.Start(new ProcessStartInfo("pdftotext", [path, "-"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var text = judge.StandardOutput.ReadToEnd();
        judge.WaitForExit();
        File.Delete(path);
        return text;
    }

    private Task ReadAsync() => portal.Host.RunAsync<ReadTexts>(job => job.RunAsync(Stop));

    private static Task<string> FindAsync(Visitor visitor, string words) => visitor.ReadAsync($"/signing/archive?q={Uri.EscapeDataString(words)}");

    private static async Task<byte[]> BytesAsync(ZipArchiveEntry entry)
    {
        await using var content = await entry.OpenAsync(Stop);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, Stop);
        return bytes.ToArray();
    }

    /// <summary>A letter with real Vietnamese text in an embedded font.</summary>
    private static byte[] Letter(string paragraph) => PdfWriter.Write(new OfficialDocument
    {
        Organisation = "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        Symbol = "Số: …/TB-SKHCN",
        Place = "Thanh Hóa",
        Title = "THÔNG BÁO",
        Body = [new OfficialBlock.Paragraph(paragraph)],
    });
}
