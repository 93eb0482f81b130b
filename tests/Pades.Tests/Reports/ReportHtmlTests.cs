using System.Text.RegularExpressions;
using ThanhHoa.DigitalSignature.Pades.Reports;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Reports;

public sealed partial class ReportHtmlTests
{
    [Fact]
    public void The_page_stands_alone_and_says_the_answer_in_both_languages()
    {
        foreach (var (name, document) in Checked.All)
        {
            var html = ReportHtml.Write(document);
            var summary = DocumentSummary.Of(document);
            Assert.True(html.Contains(System.Net.WebUtility.HtmlDecode(summary.Word.Vietnamese), StringComparison.Ordinal), name);
            Assert.Contains(summary.Word.English, html, StringComparison.Ordinal);
            Assert.DoesNotMatch(Fetched(), html);
            // Every mark that is opened is closed: read as XML, but for the void elements and the DOCTYPE.
            var xml = Void().Replace(html[html.IndexOf("<html", StringComparison.Ordinal)..], "");
            Assert.Equal("html", System.Xml.Linq.XDocument.Parse(xml).Root!.Name.LocalName);
        }
    }

    [Fact]
    public void Words_of_strangers_stay_words()
    {
        var html = ReportHtml.Write(Checked.All["hostile"]);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\" onload", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u202E', html);
        Assert.DoesNotContain('\u0000', html);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("Đỗ Thị Ẵm", html, StringComparison.Ordinal);
        Assert.Contains("default-src &#x27;none&#x27;".Replace("&#x27;", "'", StringComparison.Ordinal), html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_readers_language_is_shown_first_and_the_same_check_gives_the_same_page()
    {
        Assert.Matches("id=\"en\" checked", ReportHtml.Write(Checked.All["valid"], ReportLanguage.English));
        Assert.Matches("id=\"vi\" checked", ReportHtml.Write(Checked.All["valid"]));
        Assert.Equal(ReportHtml.Write(Checked.All["valid"]), ReportHtml.Write(Checked.All["valid"]));
    }

    [GeneratedRegex("<script|<link|<img|url\\(|@import|https?:", RegexOptions.IgnoreCase)]
    private static partial Regex Fetched();

    [GeneratedRegex("<meta[^>]*>|<input[^>]*>")]
    private static partial Regex Void();
}
