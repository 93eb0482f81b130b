using ThanhHoa.DigitalSignature.Certificates;
using ThanhHoa.DigitalSignature.Organisation;
using ThanhHoa.DigitalSignature.Platform;
using ThanhHoa.DigitalSignature.Platform.Web;
using ThanhHoa.DigitalSignature.Signing;

// A table of contents: what the portal is made of, in the order it is put together.
var builder = WebApplication.CreateBuilder(args);

await builder.AddPlatformAsync();
builder.AddOrganisation();
builder.AddCertificates();
builder.AddSigning();

builder.Services
    .AddRazorPages(pages => pages.RootDirectory = "/")
    .AddViewLocalization()
    .AddTexts()
    // The browser checks what HTML itself can; the server checks everything.
    .AddViewOptions(views => views.HtmlHelperOptions.ClientValidationEnabled = false);

var app = builder.Build();

app.UsePlatform();
app.MapStaticAssets().AllowAnonymous();
app.MapRazorPages().WithStaticAssets();

await app.PreparePlatformAsync();
await app.RunAsync();
