using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using ThanhHoa.DigitalSignature.Portal;

namespace ThanhHoa.DigitalSignature.Benchmarks.Registry;

/// <summary>The real portal on a real port, with the settings it is given.</summary>
internal sealed class Portal(IReadOnlyDictionary<string, string?> settings) : WebApplicationFactory<NavigationEntry>
{
    public Uri Address => ClientOptions.BaseAddress;

    public void Start()
    {
        UseKestrel(0);
        StartServer();
    }

    // Before Program reads its settings.
    protected override IHost CreateHost(IHostBuilder builder)
    {
        builder.ConfigureHostConfiguration(configuration => configuration.AddInMemoryCollection(settings));
        return base.CreateHost(builder);
    }

    // The demonstration's accounts sign in over HTTP only there.
    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseEnvironment("Development").UseContentRoot(AppContext.BaseDirectory);
}

/// <summary>A signed-in person at a browser, who learns from the server's own meter how long each answer took there.</summary>
internal sealed partial class Reader : IDisposable
{
    private readonly HttpClient http;
    private readonly MeterListener meter = new();
    private readonly Channel<double> milliseconds = Channel.CreateUnbounded<double>();

    public Reader(Uri portal)
    {
        // A cookie jar of its own.
#pragma warning disable RS0030
        http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = portal };
#pragma warning restore RS0030
        meter.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Name: "http.server.request.duration", Meter.Name: "Microsoft.AspNetCore.Hosting" }) listener.EnableMeasurementEvents(instrument);
        };
        meter.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            // The Sandbox is a server in this process as well.
            if (tags.ToArray().Any(t => t.Key == "http.route")) milliseconds.Writer.TryWrite(seconds * 1000);
        });
        meter.Start();
    }

    public async Task SignInAsync(string userName, string password)
    {
        var token = Token().Match(await http.GetStringAsync(new Uri("/sign-in", UriKind.Relative))).Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("UserName", userName), new("Password", password), new("__RequestVerificationToken", token)]);
        using var answer = await http.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        if (answer.StatusCode != HttpStatusCode.Redirect) throw new InvalidOperationException($"Signing in was answered with {answer.StatusCode}.");
    }

    /// <summary>Reads a page and throws unless it is there.</summary>
    /// <returns>What the server took, from the first byte of the request to the last of the answer, and how many rows the page shows.</returns>
    public async Task<(double Milliseconds, int Rows)> ReadAsync(string page)
    {
        while (milliseconds.Reader.TryRead(out _))
        {
            // Left from a request before.
        }

        using var answer = await http.GetAsync(new Uri(page, UriKind.Relative));
        var html = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{page} was answered with {answer.StatusCode}.");
        return (await milliseconds.Reader.ReadAsync(), Row().Count(html));
    }

    public void Dispose()
    {
        http.Dispose();
        meter.Dispose();
    }

    public static string Show(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    [GeneratedRegex("name=\"request-verification-token\" content=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("<tr")]
    private static partial Regex Row();
}
