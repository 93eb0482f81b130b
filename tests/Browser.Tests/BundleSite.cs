using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace ThanhHoa.DigitalSignature.Browser.Tests;

/// <summary>The bundle as the portal serves it, on bare pages and under the portal's content security policy.</summary>
internal sealed class BundleSite : IAsyncDisposable
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "connect-src 'self' http://127.0.0.1:17888; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private readonly WebApplication app;

    private BundleSite(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.Single());

    /// <summary>How many bytes of files were asked for in ranges, and how often.</summary>
    public ConcurrentQueue<(long From, long To)> Ranges { get; } = [];

    /// <summary>Each page is the inside of &lt;main&gt;; each file is served with range requests; acts are what forms post to.</summary>
    public static async Task<BundleSite> Start(IReadOnlyDictionary<string, string> pages, IReadOnlyDictionary<string, byte[]>? files = null, Action<IEndpointRouteBuilder>? acts = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = new BundleSite(builder.Build());
        site.ServeBundle();
        foreach (var (path, main) in pages)
            site.app.MapGet(path, () => Results.Content(Page(main), "text/html; charset=utf-8"));
        foreach (var (path, bytes) in files ?? new Dictionary<string, byte[]>())
            site.app.MapMethods(path, ["GET", "HEAD"], (HttpRequest request) => site.Send(request, bytes));
        acts?.Invoke(site.app);
        site.app.MapGet("/favicon.ico", () => Results.NoContent());
        await site.app.StartAsync();
        return site;
    }

    private void ServeBundle()
    {
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = "/dist",
            FileProvider = new PhysicalFileProvider(Path.Combine(Repository.Root, "src", "Portal", "wwwroot", "dist")),
            ServeUnknownFileTypes = true,
        });
    }

    private IResult Send(HttpRequest request, byte[] bytes)
    {
        if (request.GetTypedHeaders().Range?.Ranges.Single() is { From: { } from, To: { } to })
            Ranges.Enqueue((from, to));
        return Results.File(bytes, "application/pdf", enableRangeProcessing: true);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static string Page(string main) => $"""
        <!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Trang thử</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"><script src="/dist/theme.js"></script>
        <link rel="stylesheet" href="/dist/site.css"><link rel="stylesheet" href="/dist/sign.css">
        <script type="module" src="/dist/site.js"></script><script type="module" src="/dist/sign.js"></script></head>
        <body><div class="national-band"></div><main class="container-xl py-3">{main}</main></body></html>
        """;
}
