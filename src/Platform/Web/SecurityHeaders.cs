using Microsoft.AspNetCore.Builder;

namespace ThanhHoa.DigitalSignature.Platform.Web;

/// <summary>What a browser may do with our pages: run and load only what we serve, and talk to the signing programs on the user's PC.</summary>
internal static class SecurityHeaders
{
    public static HeaderPolicyCollection For(string agentUrl, string signServiceUrl = "") => new HeaderPolicyCollection()
        .AddFrameOptionsDeny()
        .AddContentTypeOptionsNoSniff()
        .AddReferrerPolicyStrictOriginWhenCrossOrigin()
        .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
        .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
        .AddStrictTransportSecurityMaxAgeIncludeSubDomains()
        .RemoveServerHeader()
        // Only what every current browser knows; the unknown ones are a warning on each page.
        .AddPermissionsPolicy(policy =>
        {
            policy.AddCamera().None();
            policy.AddGeolocation().None();
            policy.AddMicrophone().None();
            policy.AddPayment().None();
            policy.AddUsb().None();
        })
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().None();
            csp.AddScriptSrc().Self();
            csp.AddStyleSrc().Self();
            // Tabler draws its icons and pdf.js its page images from these.
            csp.AddImgSrc().Self().Data().Blob();
            csp.AddFontSrc().Self().Data();
            var connect = csp.AddConnectSrc().Self().From(agentUrl);
            if (signServiceUrl.Length > 0) connect.From(signServiceUrl.TrimEnd('/'));
            csp.AddWorkerSrc().Self();
            csp.AddFormAction().Self();
            csp.AddFrameAncestors().None();
            csp.AddBaseUri().None();
        });
}
