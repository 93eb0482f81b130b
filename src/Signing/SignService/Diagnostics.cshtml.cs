using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Localization;
using NetEscapades.AspNetCore.SecurityHeaders;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Platform;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Signing.SignService;

/// <summary>What the PC at hand lacks for signing; the checks themselves run in the browser.</summary>
[SecurityHeadersPolicy(PlatformModule.ReachesSignService)]
internal sealed class DiagnosticsModel(CurrentUser user, ICertificateRegistry registry, IConfiguration settings, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public IReadOnlyList<RegisteredCertificate> Registered { get; private set; } = [];

    /// <summary>The lines of the list: what the script calls each, and its name.</summary>
    public IReadOnlyList<(string Check, string Name)> Checks { get; private set; } = [];

    public string Origin => $"{Request.Scheme}://{Request.Host}";

    /// <summary>As the picture of the address bar shows it; cut so that it fits.</summary>
    public string Host => Request.Host.Value is { Length: > 30 } host ? $"{host[..29]}…" : Request.Host.Value ?? "";

    /// <summary>What the page's script needs, as JSON that is safe inside a script element.</summary>
    public string Options { get; private set; } = "{}";

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var url = settings.SignServiceUrl();
        Registered = user.PersonId is { } person ? await registry.ActiveOfAsync(person, cancel) : [];
        Checks =
        [
            ("permission", text["Quyền của trình duyệt"]),
            .. url.Length > 0 ? [("component", text["VGCA Sign Service"].Value)] : Array.Empty<(string, string)>(),
            ("agent", text["Phần mềm ký số của cổng"]),
            ("certificates", text["Chứng thư số trong thiết bị ký"]),
            ("clock", text["Đồng hồ của máy"]),
        ];
        Options = JsonSerializer.Serialize(new
        {
            agentUrl = settings["Agent:Url"] ?? "http://127.0.0.1:17888",
            signService = new { url, callsUrl = SignServiceSetup.CallsUrl },
            timeUrl = "/signing/diagnostics?handler=Time",
            thumbprints = Registered.Select(c => c.Thumbprint),
            texts = SignServiceTexts.In(text),
        }, JsonSerializerOptions.Web);
    }

    /// <summary>The server's time, for the difference to the PC's.</summary>
    public JsonResult OnGetTime() => new(new { now = clock.GetUtcNow() });

    /// <summary>The browsers' policy for this very portal; both names, since they changed between versions (deploy/agent/README.md).</summary>
    public FileContentResult OnGetPolicy() => File(
        JsonSerializer.SerializeToUtf8Bytes(new { LocalNetworkAccessAllowedForUrls = new[] { Origin }, LoopbackNetworkAllowedForUrls = new[] { Origin } }, Readable),
        "application/json", "thds-browser-policy.json");
}
