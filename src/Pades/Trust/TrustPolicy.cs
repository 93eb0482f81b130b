using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>
/// What an administrator sets beside the certificates of a trust folder, in its file policy.json: algorithms by date and how old
/// an answer on revocation may be. docs/pades.md has an example.
/// </summary>
public sealed record TrustPolicy
{
    private const long LargestFile = 1 << 20;
    private const double MostHours = 24 * 366 * 10;

    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new Day() },
    };

    /// <summary>What counts without a file.</summary>
    public static TrustPolicy Default { get; } = new();

    /// <summary>The name of the file in the folder.</summary>
    public static string FileName => "policy.json";

    /// <summary>Digests, key sizes and curves.</summary>
    public AlgorithmPolicy Algorithms { get; init; } = AlgorithmPolicy.Default;

    /// <summary>How long a list or answer counts that does not say when the next one comes.</summary>
    public TimeSpan Freshness { get; init; } = CertificatePathOptions.Default.Freshness;

    /// <summary>How old a list or answer may be at the moment judged, whatever it says of the next one; null for no limit of ours.</summary>
    public TimeSpan? MaximumAge { get; init; }

    /// <summary>How far an online check may reach.</summary>
    public NetworkLimits Network { get; init; } = NetworkLimits.Default;

    /// <summary>For <see cref="ValidationOptions.Path"/>.</summary>
    public CertificatePathOptions Path => CertificatePathOptions.Default with { Algorithms = Algorithms, Freshness = Freshness, MaximumAge = MaximumAge };

    /// <summary>Reads policy.json of a trust folder; the default when there is none. A section that the file has replaces the built-in one as a whole.</summary>
    /// <exception cref="InvalidDataException">The file is not understood; the message names file, place and reason. Trust is not guessed.</exception>
    public static TrustPolicy Load(string folder)
    {
        var file = System.IO.Path.Combine(folder, FileName);
        if (!File.Exists(file))
            return Default;
        if (new FileInfo(file).Length > LargestFile)
            throw new InvalidDataException($"{file}: larger than {LargestFile} bytes");
        try
        {
            var sections = JsonSerializer.Deserialize<Sections>(File.ReadAllBytes(file), Strict) ?? throw new JsonException("The file says null.");
            return sections.ToPolicy();
        }
        catch (JsonException wrong)
        {
            var line = wrong.LineNumber is { } number ? string.Create(CultureInfo.InvariantCulture, $", line {number + 1}") : "";
            throw new InvalidDataException($"{file}{line}{(string.IsNullOrEmpty(wrong.Path) ? "" : $", at {wrong.Path}")}: {Reason(wrong)}", wrong);
        }
    }

    // The library repeats the place at the end of its own sentences.
    private static string Reason(JsonException wrong) => wrong.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0];

    private sealed record Sections(Dictionary<string, DateTimeOffset?>? Digests, Dictionary<string, DateTimeOffset?>? Rsa, Dictionary<string, DateTimeOffset?>? Curves, Ages? Revocation, Reach? Network)
    {
        public TrustPolicy ToPolicy()
        {
            Check("digests", Digests, AlgorithmPolicy.KnownDigests);
            Check("curves", Curves, AlgorithmPolicy.KnownCurves);
            var algorithms = AlgorithmPolicy.Default;
            if (Digests is not null) algorithms = algorithms with { Digests = Digests };
            if (Curves is not null) algorithms = algorithms with { Curves = Curves };
            if (Rsa is not null) algorithms = algorithms with { RsaKeys = Rsa.ToDictionary(rule => Bits(rule.Key), rule => rule.Value) };
            return new TrustPolicy
            {
                Algorithms = algorithms,
                Freshness = Hours("withoutNextUpdateHours", Revocation?.WithoutNextUpdateHours) ?? Default.Freshness,
                MaximumAge = Hours("maximumAgeHours", Revocation?.MaximumAgeHours),
                Network = Network?.ToLimits() ?? NetworkLimits.Default,
            };
        }

        private static void Check(string section, Dictionary<string, DateTimeOffset?>? rules, IReadOnlyList<string> known)
        {
            foreach (var name in rules?.Keys ?? Enumerable.Empty<string>())
            {
                if (!known.Contains(name, StringComparer.Ordinal))
                    throw new JsonException($"{name} is not known here, or never believed; known are {string.Join(", ", known)}.", $"$.{section}.{name}", null, null);
            }
        }

        private static int Bits(string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits is >= 512 and <= 16384
                ? bits
                : throw new JsonException($"\"{text}\" is no number of bits from 512 to 16384.", $"$.rsa.{text}", null, null);

        private static TimeSpan? Hours(string name, double? hours) => hours switch
        {
            null => null,
            > 0 and <= MostHours => TimeSpan.FromHours(hours.Value),
            _ => throw new JsonException($"{hours} is no number of hours above 0 and up to ten years.", $"$.revocation.{name}", null, null),
        };
    }

    private sealed record Ages(double? MaximumAgeHours, double? WithoutNextUpdateHours);

    private sealed record Reach(double? SecondsPerDocument, double? SecondsPerRequest, int? RequestsPerDocument, bool? PrivateAddresses)
    {
        public NetworkLimits ToLimits()
        {
            var usual = NetworkLimits.Default;
            return new NetworkLimits
            {
                PerDocument = Seconds("secondsPerDocument", SecondsPerDocument) ?? usual.PerDocument,
                PerRequest = Seconds("secondsPerRequest", SecondsPerRequest) ?? usual.PerRequest,
                Requests = RequestsPerDocument switch
                {
                    null => usual.Requests,
                    >= 0 and <= 1000 => RequestsPerDocument.Value,
                    _ => throw new JsonException($"{RequestsPerDocument} is no number from 0 to 1000.", "$.network.requestsPerDocument", null, null),
                },
                PrivateAddresses = PrivateAddresses ?? usual.PrivateAddresses,
            };
        }

        private static TimeSpan? Seconds(string name, double? seconds) => seconds switch
        {
            null => null,
            > 0 and <= 600 => TimeSpan.FromSeconds(seconds.Value),
            _ => throw new JsonException($"{seconds} is no number of seconds above 0 and up to 600.", $"$.network.{name}", null, null),
        };
    }

    /// <summary>"2017-01-01" is the beginning of that day in UTC; null is without end.</summary>
    private sealed class Day : JsonConverter<DateTimeOffset?>
    {
        public override bool HandleNull => true;

        public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Null)
                return null;
            return reader.TokenType == JsonTokenType.String
                && DateTimeOffset.TryParseExact(reader.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day)
                ? day
                : throw new JsonException("This is no day such as \"2017-01-01\", nor null for without end.");
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
