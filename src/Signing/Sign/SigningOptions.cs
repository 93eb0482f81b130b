using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Keys;
using ThanhHoa.DigitalSignature.Signing.SignService;

namespace ThanhHoa.DigitalSignature.Signing.Sign;

/// <summary>What a page tells its signing script, as JSON that is safe inside a script element.</summary>
internal sealed class SigningOptions(CurrentUser user, ICertificateRegistry registry, ManifestKey manifestKey, IAntiforgery antiforgery, IConfiguration settings, IStringLocalizer<Texts> text)
{
    /// <summary>For a page that only shows a document.</summary>
    public string ToRead() => Json(new { texts = Sentences() });

    /// <summary>For one document and whoever's turn it is.</summary>
    /// <param name="http">The request.</param>
    /// <param name="document">The document.</param>
    /// <param name="signatory">The place on its route.</param>
    /// <param name="next">The document to go to afterwards; null when there is none.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<string> ToSignAsync(HttpContext http, Document document, Signatory signatory, string? next, CancellationToken cancel)
    {
        var own = await registry.ActiveOfAsync(user.PersonId!.Value, cancel);
        return await AllAsync(http, SigningPurpose.Sign, [document], own.Where(c => signatory.CertificateThumbprint is null || signatory.CertificateThumbprint == c.Thumbprint), $"/signing/documents/{document.Id}", next, (signatory.Name, signatory.Box), cancel);
    }

    /// <summary>For several documents and one consent.</summary>
    public async Task<string> ToSignAsync(HttpContext http, IReadOnlyList<Document> documents, string done, CancellationToken cancel) =>
        await AllAsync(http, SigningPurpose.Sign, documents, await registry.ActiveOfAsync(user.PersonId!.Value, cancel), done, null, null, cancel);

    /// <summary>For the organisation's signature on numbered documents of one unit.</summary>
    public async Task<string> ToSealAsync(HttpContext http, IReadOnlyList<Document> documents, string done, CancellationToken cancel)
    {
        var seals = new List<RegisteredCertificate>();
        foreach (var unit in documents.Select(d => d.UnitId).Distinct())
            if (user.PersonId is { } person) seals.AddRange(await registry.ActiveSealsAsync(unit, person, cancel));
        return await AllAsync(http, SigningPurpose.Seal, documents, seals, done, null, null, cancel);
    }

    private async Task<string> AllAsync(
        HttpContext http, SigningPurpose purpose, IReadOnlyList<Document> documents, IEnumerable<RegisteredCertificate> certificates, string done, string? next, (string Name, SignatureBox Box)? place, CancellationToken cancel) => Json(new
        {
            purpose,
            documents = documents.Select(d => new { documentId = d.Id, versionId = d.LatestVersion.Id, title = d.Title }),
            startUrl = "/signing/sign/start",
            finishUrl = "/signing/sign/finish",
            doneUrl = done,
            nextUrl = next,
            agentUrl = settings["Agent:Url"] ?? "http://127.0.0.1:17888",
            agentKeys = await manifestKey.PublicKeysAsync(cancel),
            portalName = text["Cổng ký số Thanh Hóa"].Value,
            signerName = place?.Name,
            antiforgery = antiforgery.GetAndStoreTokens(http).RequestToken,
            placement = place?.Box,
            thumbprints = certificates.Select(c => c.Thumbprint),
            signService = new { url = settings.SignServiceUrl(), callsUrl = SignServiceSetup.CallsUrl },
            texts = SignServiceTexts.In(text),
        });

    private Dictionary<string, string> Sentences() => SignTexts.All.ToDictionary(t => t.Key, t => text[t.Sentence].Value);

    private static string Json(object options) => JsonSerializer.Serialize(options, JsonSerializerOptions.Web);
}
