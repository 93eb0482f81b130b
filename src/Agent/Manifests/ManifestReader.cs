using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using ThanhHoa.DigitalSignature.Agent.Pairing;

namespace ThanhHoa.DigitalSignature.Agent.Manifests;

/// <summary>Accepts a compact JWS only when a pinned key signed it and every member means exactly what the protocol says.</summary>
internal sealed partial class ManifestReader(AgentOptions options)
{
    private const int MaxItems = 500;
    private static readonly TimeSpan MaxLife = TimeSpan.FromMinutes(10);

    /// <summary>How far a PC's clock may be off.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>Strict: a member that this version does not know could change the meaning of what is signed.</summary>
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        MaxDepth = 8,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    /// <exception cref="RefusedException">manifest-invalid or manifest-expired.</exception>
    public Manifest Read(string compact, PairedPortal portal)
    {
        var parts = compact.Split('.');
        if (parts.Length != 3)
            throw Invalid("a compact JWS has three parts");
        var header = Parse<ManifestHeader>(Decode(parts[0], "header"), "header");
        if (header.Alg != "ES256" || header.Typ != "thds-manifest")
            throw Invalid("alg or typ");
        var key = portal.Keys.FirstOrDefault(pinned => pinned.Kid == header.Kid) ?? throw Invalid("kid is not pinned for this origin");
        using (var verifier = key.Open())
        {
            // RFC 7515 §5.2 and RFC 7518 §3.4: the signature is over the encoded text, R and S in 64 bytes.
            var signed = Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]);
            if (!verifier.VerifyData(signed, Decode(parts[2], "signature"), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))
                throw Invalid("signature");
        }

        var manifest = Parse<Manifest>(Decode(parts[1], "payload"), "payload");
        Check(manifest, portal.Origin);
        CheckTimes(manifest);
        return manifest;
    }

    private static void Check(Manifest manifest, string origin)
    {
        Demand(manifest.Iss == origin, "iss is not the asking origin");
        Demand(manifest.Aud == "thds-agent", "aud");
        Demand(Readable(manifest.Sub, 200), "sub");
        Demand(Nonce().IsMatch(manifest.Jti), "jti");
        Demand(ShortCode().IsMatch(manifest.Code), "code");
        Demand(Thumbprint().IsMatch(manifest.Certificate), "certificate");
        Demand(manifest.Items.Count is > 0 and <= MaxItems, "items: 1 to 500");
        Demand(manifest.Items.Select(item => item.Id).Distinct(StringComparer.Ordinal).Count() == manifest.Items.Count, "items: ids repeat");
        foreach (var item in manifest.Items)
            Check(item);
    }

    private static void Check(ManifestItem item)
    {
        Demand(item.Id is { Length: > 0 and <= 100 }, "id");
        Demand(Readable(item.Title, 500), "title");
        var length = item.Hash switch { "SHA-256" => 32, "SHA-384" => 48, "SHA-512" => 64, _ => 0 };
        Demand(length > 0, "hash");
        Demand(item.Digest.Length == length, "digest has another length than its hash");
        // Two spellings of one scheme would be two meanings for whoever compares texts.
        Demand(Enum.IsDefined(item.Scheme), "scheme");
        if (item.Scheme == SignatureScheme.Ed25519)
            Demand(item.Hash == "SHA-512" && item.Message is { Length: > 0 and <= 8192 } message && SHA512.HashData(message).AsSpan().SequenceEqual(item.Digest), "message");
        else
            Demand(item.Message is null, "message is for Ed25519 only");
    }

    private void CheckTimes(Manifest manifest)
    {
        var now = options.Clock.GetUtcNow().ToUnixTimeSeconds();
        var tolerance = (long)ClockTolerance.TotalSeconds;
        Demand(manifest.Exp > manifest.Iat && manifest.Exp - manifest.Iat <= (long)MaxLife.TotalSeconds, "life is longer than 10 minutes");
        if (now > manifest.Exp + tolerance || now < manifest.Iat - tolerance)
            throw new RefusedException(RefusalCode.ManifestExpired, $"Clock of this PC: {DateTimeOffset.FromUnixTimeSeconds(now):u}.");
    }

    /// <summary>Text a person can trust to read: no line breaks, no characters that reorder or hide others (UTR 36).</summary>
    private static bool Readable(string text, int max) =>
        text.Length <= max && !string.IsNullOrWhiteSpace(text) && !Deceptive().IsMatch(text);

    private static byte[] Decode(string part, string name)
    {
        try
        {
            return Base64Url.DecodeFromChars(part);
        }
        catch (FormatException)
        {
            throw Invalid(name + " is not base64url");
        }
    }

    private static T Parse<T>(byte[] json, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Strict) ?? throw Invalid(name + " is null");
        }
        catch (JsonException broken)
        {
            throw Invalid($"{name} at {broken.Path}");
        }
    }

    private static void Demand(bool holds, string what)
    {
        if (!holds)
            throw Invalid(what);
    }

    private static RefusedException Invalid(string what) => new(RefusalCode.ManifestInvalid, "Manifest: " + what + ".");

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{16,128}\z")]
    private static partial Regex Nonce();

    [GeneratedRegex(@"\A[A-Z0-9]{4}\z")]
    private static partial Regex ShortCode();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Thumbprint();

    [GeneratedRegex(@"[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]")]
    private static partial Regex Deceptive();
}
