using ThanhHoa.DigitalSignature.Certificates;
using ThanhHoa.DigitalSignature.Organisation;
using ThanhHoa.DigitalSignature.Platform;
using ThanhHoa.DigitalSignature.Platform.Web;
using ThanhHoa.DigitalSignature.Signing;

// A table of contents: what the portal is made of, in the order it is put together.
var builder = WebApplication.CreateBuilder(args);

// Before the modules: it starts the list of page conventions to which each module adds its policies.
builder.Services
    .AddRazorPages(pages => pages.RootDirectory = "/")
    .AddViewLocalization()
    .AddTexts()
    // The browser checks what HTML itself can; the server checks everything.
    .AddViewOptions(views => views.HtmlHelperOptions.ClientValidationEnabled = false);

await builder.AddPlatformAsync();
builder.AddOrganisation();
builder.AddCertificates();
builder.AddSigning();

var app = builder.Build();

app.UsePlatform();
app.MapStaticAssets().AllowAnonymous();
app.MapRazorPages().WithStaticAssets();

await app.PreparePlatformAsync();
await app.RunAsync();
