using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ThanhHoa.DigitalSignature.Pades.Reports;

/// <summary>
/// The report for people as one page that stands alone: no script, nothing fetched, both languages in it, fit for a screen
/// in the light and in the dark and for paper.
/// </summary>
public static class ReportHtml
{
    private const string Style =
        """
        :root{color-scheme:light dark;--ink:#1b1f24;--soft:#4a5158;--paper:#fff;--line:#c9ced4;--green:#1b6b2f;--amber:#7a5200;--red:#a8201a;--tint:8%}
        @media (prefers-color-scheme:dark){:root{--ink:#eceff2;--soft:#b9c0c8;--paper:#16191d;--line:#3c434b;--green:#7fd694;--amber:#f2c14e;--red:#ff9d94;--tint:14%}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:52rem;padding:1.25rem;background:var(--paper);color:var(--ink);font:1rem/1.55 "Segoe UI",system-ui,-apple-system,Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
        h1{margin:1.25rem 0 .25rem;font-size:1.35rem;line-height:1.35}.file{margin:0 0 1rem;color:var(--soft)}h2{margin:2rem 0 .75rem;font-size:1.2rem;line-height:1.35}h3{margin:0 0 .5rem;font-size:1.05rem;line-height:1.4}
        .lang{position:absolute;opacity:0}.lang+label{display:inline-block;min-height:44px;padding:9px 16px;border:1px solid var(--line);border-radius:8px;cursor:pointer}
        .lang:checked+label{background:var(--ink);color:var(--paper)}.lang:focus-visible+label{outline:3px solid var(--soft);outline-offset:2px}
        #en:checked~.vi,#vi:checked~.en{display:none}
        .light{display:flex;gap:1rem;align-items:flex-start;padding:1rem 1.25rem;border:2px solid;border-radius:12px}
        .light p{margin:0}.light strong{display:block;font-size:1.25rem;line-height:1.35}.light .say{color:var(--ink)}
        .light svg{flex:none;width:3rem;height:3rem}
        .green{color:var(--green);background:color-mix(in srgb,var(--green) var(--tint),transparent)}
        .amber{color:var(--amber);background:color-mix(in srgb,var(--amber) var(--tint),transparent)}
        .red{color:var(--red);background:color-mix(in srgb,var(--red) var(--tint),transparent)}
        article{margin:0 0 1rem;padding:1rem 1.25rem;border:1px solid var(--line);border-left-width:6px;border-radius:8px;break-inside:avoid}
        article.green,article.amber,article.red{border-left-color:currentcolor;background:none}article>*{color:var(--ink)}
        .word{display:flex;gap:.5rem;align-items:center;margin:0 0 .5rem;font-weight:600;color:inherit}.word svg{width:1.5rem;height:1.5rem;flex:none}
        dl{display:grid;grid-template-columns:minmax(9rem,13rem) 1fr;gap:.35rem 1rem;margin:0}dl+h3{margin-top:1.5rem}dt{color:var(--soft)}dd{margin:0}
        code{font:.9375rem/1.5 ui-monospace,Consolas,monospace;font-size:1rem}
        ul{margin:0;padding:0;list-style:none}li{padding:.6rem 0;border-top:1px solid var(--line)}li strong{margin-right:.35rem}li span{color:var(--soft)}
        footer{margin-top:2rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--soft)}
        @media (max-width:36rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.6rem}}
        @media print{:root{--ink:#000;--soft:#333;--paper:#fff;--line:#999;--green:#1b6b2f;--amber:#7a5200;--red:#a8201a}body{max-width:none;padding:0}.lang+label{display:none}.light,article{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Writes the page.</summary>
    /// <param name="document">What was checked.</param>
    /// <param name="first">The language shown until the reader chooses the other.</param>
    public static string Write(CheckedDocument document, ReportLanguage first = ReportLanguage.Vietnamese)
    {
        ArgumentNullException.ThrowIfNull(document);
        var html = new StringBuilder(16 << 10);
        var title = new ReportContent(document, first);
        html.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"{title.LanguageTag}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            // Names in the report are strangers' words: even if one slipped through, nothing could run.
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{Text(title.Title)}: {Text(ReportText.Clean(document.FileName))}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n");
        Choice(html, "vi", "Tiếng Việt", first == ReportLanguage.Vietnamese);
        Choice(html, "en", "English", first == ReportLanguage.English);
        Body(html, new ReportContent(document, ReportLanguage.Vietnamese));
        Body(html, new ReportContent(document, ReportLanguage.English));
        return html.Append("</body>\n</html>\n").ToString();
    }

    private static void Choice(StringBuilder html, string tag, string name, bool isFirst) =>
        html.Append(CultureInfo.InvariantCulture, $"<input class=\"lang\" type=\"radio\" name=\"lang\" id=\"{tag}\"{(isFirst ? " checked" : "")}><label for=\"{tag}\" lang=\"{tag}\">{name}</label>\n");

    private static void Body(StringBuilder html, ReportContent content)
    {
        html.Append(CultureInfo.InvariantCulture, $"<main class=\"{content.LanguageTag}\" lang=\"{content.LanguageTag}\">\n<h1>{Text(content.Title)}</h1>\n<p class=\"file\" dir=\"auto\">{Text(content.Facts[0].Value)} · {Text(content.Facts[1].Value)}</p>\n")
            .Append(CultureInfo.InvariantCulture, $"<div class=\"light {Colour(content.Summary.Light)}\">{Shape(content.Summary.Light)}<p><strong>{Text(content.Word)}</strong><span class=\"say\">{Text(content.Sentence)}</span></p></div>\n");
        if (content.Signatures.Count > 0)
        {
            Heading(html, content.SignaturesHeading);
            foreach (var signature in content.Signatures) Section(html, signature);
        }
        if (content.Findings.Count > 0)
        {
            Heading(html, content.FindingsHeading);
            html.Append("<ul>\n");
            foreach (var finding in content.Findings)
                html.Append(CultureInfo.InvariantCulture, $"<li><strong>{Text(finding.Weight)}:</strong>{Text(finding.Sentence)} <span>{Text(finding.Place)}</span></li>\n");
            html.Append("</ul>\n");
            if (content.FindingsLeftOut > 0) html.Append(CultureInfo.InvariantCulture, $"<p>{Text(content.LeftOut)}</p>\n");
        }
        Heading(html, content.DetailsHeading);
        Rows(html, content.Facts);
        foreach (var detail in content.Details)
        {
            html.Append(CultureInfo.InvariantCulture, $"<h3>{Text(detail.Heading)}</h3>\n");
            Rows(html, detail.Rows);
        }
        html.Append(CultureInfo.InvariantCulture, $"<footer><p>{Text(content.Footer)}</p></footer>\n</main>\n");
    }

    private static void Heading(StringBuilder html, string text) => html.Append(CultureInfo.InvariantCulture, $"<h2>{Text(text)}</h2>\n");

    private static void Section(StringBuilder html, ReportSection section)
    {
        var colour = Colour(section.Light ?? ReportLight.Amber);
        html.Append(CultureInfo.InvariantCulture, $"<article class=\"{colour}\"><h3>{Text(section.Heading)}</h3>\n<p class=\"word\">{Shape(section.Light ?? ReportLight.Amber)}<span>{Text(section.LightWord)}</span></p>\n");
        Rows(html, section.Rows);
        html.Append("</article>\n");
    }

    private static void Rows(StringBuilder html, IReadOnlyList<ReportRow> rows)
    {
        html.Append("<dl>\n");
        foreach (var row in rows)
        {
            var value = row.IsCode ? $"<code>{Text(row.Value)}</code>" : Text(row.Value);
            html.Append(CultureInfo.InvariantCulture, $"<dt>{Text(row.Label)}</dt><dd dir=\"auto\">{value}</dd>\n");
        }
        html.Append("</dl>\n");
    }

    private static string Colour(ReportLight light) => light switch { ReportLight.Green => "green", ReportLight.Amber => "amber", _ => "red" };

    // A disc with a tick, a triangle with an exclamation mark, an octagon with a cross: told apart without colour.
    private static string Shape(ReportLight light) => light switch
    {
        ReportLight.Green => "<svg viewBox=\"0 0 48 48\" aria-hidden=\"true\"><circle cx=\"24\" cy=\"24\" r=\"22\" fill=\"currentColor\"/><path d=\"M13 25l8 8 15-17\" fill=\"none\" stroke=\"var(--paper)\" stroke-width=\"5\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>",
        ReportLight.Amber => "<svg viewBox=\"0 0 48 48\" aria-hidden=\"true\"><path d=\"M24 4L46 43H2z\" fill=\"currentColor\" stroke=\"currentColor\" stroke-width=\"3\" stroke-linejoin=\"round\"/><path d=\"M24 18v12M24 36.5v.1\" stroke=\"var(--paper)\" stroke-width=\"5\" stroke-linecap=\"round\"/></svg>",
        _ => "<svg viewBox=\"0 0 48 48\" aria-hidden=\"true\"><path d=\"M15 2h18l13 13v18L33 46H15L2 33V15z\" fill=\"currentColor\"/><path d=\"M16 16l16 16M32 16L16 32\" stroke=\"var(--paper)\" stroke-width=\"5\" stroke-linecap=\"round\"/></svg>",
    };

    private static string Text(string text) => Encoder.Encode(text);
}
