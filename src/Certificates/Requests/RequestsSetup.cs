using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Certificates.Issuer;
using ThanhHoa.DigitalSignature.Certificates.Papers;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Jobs;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>Wiring of requests and of the exchange with the issuer.</summary>
internal static class RequestsSetup
{
    private const string Filing = "certificates.filing";

    public static void AddRequests(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(_ => new FormSets(builder.Configuration["Certificates:Forms"]));
        services.AddScoped<RequestAccess>().AddScoped<WorkingCalendar>().AddScoped<Prefill>().AddScoped<Candidates>().AddScoped<FileRequest>().AddScoped<TakeSteps>().AddScoped<AcceptAnswer>().AddScoped<MakePapers>();
        services.AddHttpClient<IssuerClient>(http =>
        {
            http.Timeout = TimeSpan.FromSeconds(30);
            if (builder.Configuration["Issuer:Url"] is { Length: > 0 } url) http.BaseAddress = new Uri(url.TrimEnd('/') + "/");
        });
        services.AddRecurringJob<ExchangeWithIssuer>("certificates-exchange-with-issuer", "* * * * *", job => job.RunAsync(CancellationToken.None));
        services.AddRecurringJob<SettlePapers>("certificates-settle-papers", "* * * * *", job => job.RunAsync(CancellationToken.None));
        services.AddRolePolicy(Filing, Role.Clerk, Role.LeadAgency);
        services.Configure<RazorPagesOptions>(pages =>
        {
            pages.Conventions.AuthorizeFolder("/Certificates/Requests", RolePolicy.SignedIn);
            pages.Conventions.AuthorizeFolder("/Certificates/Papers", RolePolicy.SignedIn);
            pages.Conventions.AuthorizePage("/Certificates/Requests/New", Filing);
            pages.Conventions.AuthorizePage("/Certificates/Requests/Fill", Filing);
        });
    }
}
