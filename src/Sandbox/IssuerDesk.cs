using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace ThanhHoa.DigitalSignature.Sandbox;

/// <summary>One line of a request as the portal sends it. The identity makes sending it again harmless.</summary>
/// <param name="Id">The portal's identity of the line.</param>
/// <param name="Number">Number of the request, for people.</param>
/// <param name="Kind">New, Renewal, Change, Revocation or DeviceRecovery.</param>
/// <param name="Subject">Person, Organisation or System.</param>
/// <param name="Fields">The form's answers.</param>
public sealed record IssuerRequest(Guid Id, string Number, string Kind, string Subject, IReadOnlyDictionary<string, string> Fields);

/// <summary>What became of a line.</summary>
/// <param name="Id">The portal's identity of the line.</param>
/// <param name="State">"pending", "issued" or "refused".</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Certificate">The certificate, DER; null when none was made.</param>
/// <param name="DeviceKind">EToken or SimPki; null when no device is concerned.</param>
/// <param name="DeviceSerial">Its serial.</param>
/// <param name="PhoneNumber">Number of a SIM PKI.</param>
/// <param name="Carrier">Its carrier.</param>
/// <param name="RevokedAt">Since when the old certificate is revoked, where that was asked.</param>
public sealed record IssuerAnswer(Guid Id, string State, string? Reason = null, byte[]? Certificate = null, string? DeviceKind = null, string? DeviceSerial = null, string? PhoneNumber = null, string? Carrier = null, DateTimeOffset? RevokedAt = null);

/// <summary>
/// The issuer's side of a request: takes what the portal sends, makes key, certificate and device, and tells what became of it.
/// Answers are kept; a request that comes twice is answered with what was done the first time.
/// </summary>
public sealed class IssuerDesk
{
    private static readonly PbeParameters Protection = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterationCount: 2000);

    private readonly Lazy<Authority> authority;
    private readonly SandboxOptions options;
    private readonly TimeProvider clock;
    private readonly string folder;
    private readonly ConcurrentDictionary<Guid, (IssuerRequest Request, IssuerAnswer Answer)> known = new();
    private readonly Lock door = new();

    internal IssuerDesk(Lazy<Authority> authority, SandboxOptions options, TimeProvider clock)
    {
        (this.authority, this.options, this.clock) = (authority, options, clock);
        folder = Path.Combine(options.Data, "issuer");
        foreach (var file in Directory.CreateDirectory(folder).EnumerateFiles("*.json"))
        {
            var (request, answer) = JsonSerializer.Deserialize<Kept>(File.ReadAllBytes(file.FullName))!;
            known[request.Id] = (request, answer);
        }
    }

    internal void Map(WebApplication app)
    {
        app.MapPost("/issuer/requests", (IssuerRequest request) => Take(request));
        app.MapGet("/issuer/requests/{id:guid}", (Guid id) => Find(id) is { } answer ? Results.Json(answer) : Results.NotFound());
        app.MapPost("/issuer/decisions", (DecisionOrder order) => Decide(order.Id, order.Refusal) ? Results.NoContent() : Results.NotFound());
    }

    /// <summary>Decides at once, as the demonstration wants it; otherwise each request waits for <see cref="Decide"/>.</summary>
    public bool AtOnce { get; set; } = true;

    /// <summary>What waits for a decision.</summary>
    public IReadOnlyList<IssuerRequest> Waiting => [.. known.Values.Where(k => k.Answer.State == "pending").Select(k => k.Request)];

    /// <summary>Takes a request.</summary>
    public IssuerAnswer Take(IssuerRequest request)
    {
        lock (door)
        {
            if (known.TryGetValue(request.Id, out var before)) return before.Answer;
            return Keep(request, AtOnce ? Carry(request) : new IssuerAnswer(request.Id, "pending"));
        }
    }

    /// <summary>What became of a request; null when it never came.</summary>
    public IssuerAnswer? Find(Guid id) => known.TryGetValue(id, out var found) ? found.Answer : null;

    /// <summary>Carries out what waits, or refuses it with a reason.</summary>
    /// <returns>False when nothing of this identity waits.</returns>
    public bool Decide(Guid id, string? refusal)
    {
        lock (door)
        {
            if (!known.TryGetValue(id, out var found) || found.Answer.State != "pending") return false;
            Keep(found.Request, refusal is null ? Carry(found.Request) : new IssuerAnswer(id, "refused", refusal));
            return true;
        }
    }

    /// <summary>Answers with a certificate made elsewhere, instead of whatever was answered before: what an issuer does that confuses two people, and corrects it.</summary>
    /// <returns>False when the request never came.</returns>
    public bool AnswerWith(Guid id, X509Certificate2 certificate)
    {
        lock (door)
        {
            if (!known.TryGetValue(id, out var found)) return false;
            Keep(found.Request, new IssuerAnswer(id, "issued", Certificate: certificate.RawData));
            return true;
        }
    }

    private IssuerAnswer Keep(IssuerRequest request, IssuerAnswer answer)
    {
        AtomicFile.Write(Path.Combine(folder, $"{request.Id:N}.json"), JsonSerializer.SerializeToUtf8Bytes(new Kept(request, answer)));
        known[request.Id] = (request, answer);
        return answer;
    }

    private IssuerAnswer Carry(IssuerRequest request)
    {
        try
        {
            return request.Kind switch
            {
                "Revocation" => Revoke(request),
                "DeviceRecovery" => new IssuerAnswer(request.Id, "issued", DeviceKind: Field(request, "deviceKind"), DeviceSerial: Field(request, "deviceSerial")),
                _ => Issue(request),
            };
        }
        catch (Exception wrong) when (wrong is ArgumentException or CryptographicException or FormatException)
        {
            return new IssuerAnswer(request.Id, "refused", $"Hồ sơ không đúng: {wrong.Message}");
        }
    }

    private IssuerAnswer Revoke(IssuerRequest request)
    {
        var serial = Field(request, "oldSerial") ?? "";
        if (!authority.Value.Revoke(serial, X509RevocationReason.CessationOfOperation)) return new IssuerAnswer(request.Id, "refused", $"Không có chứng thư số mang số hiệu {serial}.");
        return new IssuerAnswer(request.Id, "issued", RevokedAt: authority.Value.Find(serial)!.RevokedAt);
    }

    private IssuerAnswer Issue(IssuerRequest request)
    {
        var name = Field(request, "fullName") ?? throw new FormatException("thiếu tên");
        // "Văn phòng, Sở X": in the certificate the large unit stands first.
        var units = (Field(request, "agency") ?? "").Split(", ", StringSplitOptions.RemoveEmptyEntries).Reverse().ToArray();
        var profile = new CertificateProfile(request.Subject == "System" ? Field(request, "host") ?? name : name)
        {
            Kind = request.Subject switch { "System" when Field(request, "purpose") is not "SealKey" => CertificateKind.Server, "Person" => CertificateKind.Person, _ => CertificateKind.Organisation },
            Email = Field(request, "email"),
            OrganisationUnits = units,
            NotBefore = clock.GetUtcNow().AddMinutes(-5),
            NotAfter = clock.GetUtcNow().AddYears(request.Kind == "Renewal" ? 3 : 5),
        };
        if (Field(request, "csr") is { } csr)
        {
            using var made = authority.Value.Issue(profile, System.Security.Cryptography.X509Certificates.CertificateRequest.LoadSigningRequestPem(csr, HashAlgorithmName.SHA256).PublicKey);
            return new IssuerAnswer(request.Id, "issued", Certificate: made.RawData);
        }

        var old = Field(request, "oldSerial");
        var isSim = Field(request, "deviceKind") == "SimPki";
        var serial = DeviceOf(old) ?? NewSerial(request.Id, isSim);
        using var key = RSA.Create(2048);
        using var issued = authority.Value.Issue(profile, key);
        AtomicFile.Write(Path.Combine(options.Data, "tokens", serial + ".p12"), new X509Certificate2Collection { issued, authority.Value.Issuing }.ExportPkcs12(Protection, options.TokenPin), isSecret: true);
        AtomicFile.Write(Path.Combine(options.Data, "tokens", serial + ".cer"), issued.RawDataMemory.Span);
        if (request.Kind == "Change" && old is not null) authority.Value.Revoke(old, X509RevocationReason.Superseded);
        return new IssuerAnswer(request.Id, "issued", Certificate: issued.RawData, DeviceKind: isSim ? "SimPki" : "EToken", DeviceSerial: serial,
            PhoneNumber: isSim ? Field(request, "mobile") : null, Carrier: isSim ? Field(request, "carrier") : null);
    }

    // The device on which the old certificate was issued here.
    private string? DeviceOf(string? oldSerial) => oldSerial is null ? null : known.Values.FirstOrDefault(k => k.Answer is { Certificate: { } der, DeviceSerial: not null } && SerialOf(der) == oldSerial).Answer?.DeviceSerial;

    private static string SerialOf(byte[] der)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        return certificate.SerialNumber;
    }

    private static string NewSerial(Guid id, bool isSim)
    {
        var number = BitConverter.ToUInt64(SHA256.HashData(id.ToByteArray())) % 1_000_000_000_000;
        return isSim ? $"8984{number:000000000000}" : $"PKI{number:000000000000}";
    }

    private static string? Field(IssuerRequest request, string name) => request.Fields.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    private sealed record Kept(IssuerRequest Request, IssuerAnswer Answer);
}

/// <summary>POST /issuer/decisions.</summary>
internal sealed record DecisionOrder(Guid Id, string? Refusal);
