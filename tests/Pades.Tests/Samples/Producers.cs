using System.Collections.Concurrent;
using System.Text;
using SkiaSharp;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Samples;

/// <summary>Documents as real programs write them, made once for each run of the tests.</summary>
internal static class Producers
{
    private const string Html =
        "<!doctype html><html lang=vi><meta charset=utf-8><title>Tờ trình</title><body><h1>Uỷ ban nhân dân tỉnh Thanh Hoá</h1>" +
        "<p>Kính gửi: Sở Nội vụ</p><p style='page-break-before:always'>Trang hai</p></body></html>";

    private static readonly ConcurrentDictionary<string, Lazy<byte[]>> Made = new(StringComparer.Ordinal);

    /// <summary>The names that <see cref="Make"/> knows on this machine.</summary>
    public static IReadOnlyList<string> Available =>
    [
        "skia", "skia-objstm", "hand-table", "hand-hybrid", "linearized", "pdf20",
        .. Chromium is null ? Array.Empty<string>() : ["chromium"],
        .. Workbench.Has("soffice") ? ["libreoffice"] : Array.Empty<string>(),
    ];

    private static string? Chromium => Workbench.Has("chromium") ? "chromium" : Workbench.Has("chromium-browser") ? "chromium-browser" : null;

    public static byte[] Make(string name) => Made.GetOrAdd(name, key => new Lazy<byte[]>(() => Produce(key))).Value;

    public static byte[] Qpdf(byte[] pdf, params string[] options)
    {
        using var bench = new Workbench();
        bench.Succeed("qpdf", [.. options, bench.Write("in.pdf", pdf), bench.PathOf("out.pdf")]);
        return File.ReadAllBytes(bench.PathOf("out.pdf"));
    }

    /// <summary>Pages of the given sizes in points, drawn by SkiaSharp.</summary>
    public static byte[] Skia(params (float Width, float Height)[] pages)
    {
        using var memory = new MemoryStream();
        using (var document = SKDocument.CreatePdf(memory))
        {
            for (var i = 0; i < pages.Length; i++)
            {
                using var canvas = document.BeginPage(pages[i].Width, pages[i].Height);
                using var paint = new SKPaint { Color = SKColors.SteelBlue };
                canvas.DrawRect(40, 40, pages[i].Width - 80, 60 + (i * 5), paint);
                document.EndPage();
            }
        }
        return memory.ToArray();
    }

    private static byte[] Produce(string name) => name switch
    {
        "skia" => Skia((595, 842), (842, 595), (595, 842)),
        "skia-objstm" => Qpdf(Make("skia"), "--object-streams=generate"),
        "linearized" => Qpdf(Make("skia"), "--linearize"),
        "pdf20" => Qpdf(Make("skia"), "--force-version=2.0"),
        "hand-table" => HandMade.Table(),
        "hand-hybrid" => HandMade.Hybrid(),
        "chromium" => Print(),
        "libreoffice" => Convert(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such producer."),
    };

    private static byte[] Print()
    {
        using var bench = new Workbench();
        var page = bench.Write("page.html", Encoding.UTF8.GetBytes(Html));
        bench.Succeed(Chromium!, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", $"--print-to-pdf={bench.PathOf("out.pdf")}", page);
        return File.ReadAllBytes(bench.PathOf("out.pdf"));
    }

    private static byte[] Convert()
    {
        using var bench = new Workbench();
        var page = bench.Write("page.html", Encoding.UTF8.GetBytes(Html));
        bench.Succeed("soffice", "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", bench.PathOf("."), page);
        return File.ReadAllBytes(bench.PathOf("page.pdf"));
    }
}
