using System.Security.Cryptography;
using System.Text;

namespace ThanhHoa.DigitalSignature.Signing.SignService;

/// <summary>What a ticket is good for.</summary>
internal enum TicketKind
{
    /// <summary>The component fetches the document's file.</summary>
    Download,

    /// <summary>The component hands in the signed file.</summary>
    Upload,
}

/// <summary>
/// The right of the signer's own component, which has no session, to fetch one version or to hand it in signed. The row keeps
/// only the digest of what stands in the address, so that the table opens nothing.
/// </summary>
internal sealed class SignTicket
{
    /// <summary>How long a person has in the component's dialog.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>A download that broke off may be begun once more.</summary>
    public const int MostDownloads = 2;

    /// <summary>Refused uploads after which the page must begin again.</summary>
    public const int MostUploads = 5;

    private SignTicket()
    {
    }

    /// <param name="token">What stands in the address.</param>
    /// <param name="kind">What it is good for.</param>
    /// <param name="call">The call of the component it belongs to; all of its uploads share one address.</param>
    /// <param name="file">The file it is bound to, and as what it is signed.</param>
    /// <param name="now">When, UTC.</param>
    public SignTicket(string token, TicketKind kind, SignCall call, FileToSign file, DateTimeOffset now)
    {
        (Id, Kind, DocumentId, VersionId, Part) = (IdOf(token), kind, file.Version.DocumentId, file.Version.Id, file.Version.Part);
        (Act, SignatoryOrdinal, SignerName) = (file.Act, file.Signatory, file.SignerName);
        (CallId, PersonId, AccountId) = (call.Id, call.PersonId, call.AccountId);
        (CreatedAt, ExpiresAt) = (now, now + Lifetime);
    }

    /// <summary>SHA-256 of the token, lower-case hexadecimal; the uploads of one batch share it.</summary>
    public string Id { get; private init; } = "";

    public Guid VersionId { get; private init; }

    public Guid DocumentId { get; private init; }

    public int Part { get; private init; }

    public TicketKind Kind { get; private init; }

    public Guid CallId { get; private init; }

    public SignatureKind Act { get; private init; }

    /// <summary>The signer's place on the route; null for the organisation's signature.</summary>
    public int? SignatoryOrdinal { get; private init; }

    /// <summary>Whose signature readers see: the person's or the organisation's name.</summary>
    public string SignerName { get; private init; } = "";

    /// <summary>Who is to sign; of the organisation's signature the custodian of its key.</summary>
    public Guid PersonId { get; private init; }

    /// <summary>Who asked for it on the page.</summary>
    public Guid AccountId { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset ExpiresAt { get; private init; }

    /// <summary>How often it was shown: downloads begun, uploads refused.</summary>
    public int Tries { get; private set; }

    /// <summary>When the file was delivered whole, or the signature accepted; null before.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>SHA-256 of the upload that was accepted: the same one again gets the same answer.</summary>
    public string? UploadSha256 { get; private set; }

    /// <summary>The version that the upload became.</summary>
    public Guid? AcceptedVersionId { get; private set; }

    /// <summary>Why the last upload was refused.</summary>
    public UploadRefusal? Refusal { get; private set; }

    /// <summary>256 random bits for an address.</summary>
    public static string NewToken() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The identity under which a token is kept.</summary>
    public static string IdOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public void Accept(string uploadSha256, DocumentVersion version, DateTimeOffset now) =>
        (UploadSha256, AcceptedVersionId, UsedAt, Refusal) = (uploadSha256, version.Id, now, null);

    public void Refuse(UploadRefusal reason) => (Refusal, Tries) = (reason, Tries + 1);
}

/// <summary>One call of the component: who signs with it.</summary>
/// <param name="Id">The page asks for its state by this.</param>
/// <param name="PersonId">Who is to sign.</param>
/// <param name="AccountId">Who asked for it.</param>
internal sealed record SignCall(Guid Id, Guid PersonId, Guid AccountId);

/// <summary>One file, and as what it is signed.</summary>
/// <param name="Version">The version.</param>
/// <param name="Act">What the signature stands for.</param>
/// <param name="Signatory">The signer's place on the route; null for the organisation's signature.</param>
/// <param name="SignerName">Whose signature readers see.</param>
internal sealed record FileToSign(DocumentVersion Version, SignatureKind Act, int? Signatory, string SignerName);
