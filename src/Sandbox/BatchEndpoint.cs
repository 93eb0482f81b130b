using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ThanhHoa.DigitalSignature.Sandbox;

/// <summary>One certificate of a batch: a profile, its file's name in the archive without ".cer", and since when it stands on the CA's list, if it does.</summary>
internal sealed record BatchItem(
    string File, string CommonName, string? Email, string[]? OrganisationUnits, CertificateKind Kind, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter,
    bool OldGeneration, DateTimeOffset? RevokedAt, X509RevocationReason Reason)
{
    public CertificateProfile Profile() => new(CommonName)
    {
        Kind = Kind,
        Email = Email,
        OrganisationUnits = OrganisationUnits ?? [],
        NotBefore = NotBefore,
        NotAfter = NotAfter,
        IsOldGeneration = OldGeneration,
    };
}

/// <summary>
/// POST /ca/batches: a JSON array of what is wanted is answered by an archive of certificates, written while it is sent.
/// The same order again is answered with the same certificates.
/// </summary>
internal sealed class BatchEndpoint(Lazy<Authority> authority)
{
    private const int LargestOrder = 32 * 1024 * 1024;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public async Task Answer(HttpContext context)
    {
        var body = await RequestBody.Read(context, LargestOrder);
        IReadOnlyList<IssuedCertificate> issued;
        BatchItem[] items;
        try
        {
            items = JsonSerializer.Deserialize<BatchItem[]>(body, Json) ?? [];
            issued = authority.Value.IssueBatch(Convert.ToHexStringLower(SHA256.HashData(body)), items);
        }
        catch (Exception wrong) when (wrong is JsonException or AggregateException)
        {
            await Results.Problem(wrong.Message, statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
            return;
        }

        context.Response.ContentType = "application/zip";
        await using var archive = await ZipArchive.CreateAsync(context.Response.BodyWriter.AsStream(), ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, context.RequestAborted);
        foreach (var (item, certificate) in items.Zip(issued))
        {
            // Keys and signatures are noise to a compressor.
            await using var entry = await archive.CreateEntry(item.File + ".cer", CompressionLevel.NoCompression).OpenAsync(context.RequestAborted);
            await entry.WriteAsync(certificate.Encoded, context.RequestAborted);
        }
    }
}
