using System.Globalization;
using System.Net.Mail;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>How a form's answer is typed and checked.</summary>
internal enum FieldKind
{
    /// <summary>One line.</summary>
    Text,

    /// <summary>Several lines.</summary>
    LongText,

    /// <summary>A day, kept as yyyy-MM-dd.</summary>
    Date,

    /// <summary>An address.</summary>
    Email,

    /// <summary>A Vietnamese telephone number.</summary>
    Phone,

    /// <summary>One of the options.</summary>
    Choice,
}

/// <summary>One question of a form.</summary>
internal sealed record FormField
{
    public required string Name { get; init; }

    public required string Label { get; init; }

    public required string LabelEn { get; init; }

    public string? Hint { get; init; }

    public string? HintEn { get; init; }

    public FieldKind Kind { get; init; }

    public bool Required { get; init; }

    /// <summary>Required only with that answer to another question.</summary>
    public FieldCondition? RequiredWhen { get; init; }

    public int MaxLength { get; init; } = 200;

    public string? Pattern { get; init; }

    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>In which requests it is asked; in all when empty.</summary>
    public IReadOnlyList<RequestKind> Kinds { get; init; } = [];

    /// <summary>Prefilled from here, see <see cref="Prefill"/>.</summary>
    public string? From { get; init; }

    /// <summary>A date at least eighteen years ago.</summary>
    public bool Adult { get; init; }

    /// <summary>Shown in full only where the form is filled in and printed.</summary>
    public bool Private { get; init; }

    public string LabelIn(CultureInfo language) => language.TwoLetterISOLanguageName == "en" ? LabelEn : Label;

    public string? HintIn(CultureInfo language) => language.TwoLetterISOLanguageName == "en" ? HintEn : Hint;

    public bool IsAskedIn(RequestKind kind) => Kinds.Count == 0 || Kinds.Contains(kind);
}

/// <summary>The answer to another question that makes this one required.</summary>
internal sealed record FieldCondition(string Field, string Value);

/// <summary>What is wrong with an answer.</summary>
internal enum FieldFaultKind
{
    /// <summary>Nothing was entered.</summary>
    Missing,

    /// <summary>More characters than fit.</summary>
    TooLong,

    /// <summary>Not of the kind asked for.</summary>
    Malformed,

    /// <summary>Not a day that can be meant.</summary>
    DateOutOfRange,
}

/// <summary>One answer that cannot stand.</summary>
internal sealed record FieldFault(FormField Field, FieldFaultKind Kind);

/// <summary>The form for one kind of subject.</summary>
internal sealed record RequestForm(string Code, SubjectKind Subject, IReadOnlyList<FormField> Fields)
{
    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(100);

    public IEnumerable<FormField> For(RequestKind kind) => Fields.Where(f => f.IsAskedIn(kind));

    /// <summary>Everything wrong with the answers; unknown names are left out of account.</summary>
    public IReadOnlyList<FieldFault> Check(RequestKind kind, IReadOnlyDictionary<string, string> answers, DateOnly today)
    {
        var faults = new List<FieldFault>();
        foreach (var field in For(kind))
        {
            var answer = answers.GetValueOrDefault(field.Name)?.Trim() ?? "";
            var required = field.Required || (field.RequiredWhen is { } when && answers.GetValueOrDefault(when.Field) == when.Value);
            if (answer.Length == 0)
            {
                if (required) faults.Add(new FieldFault(field, FieldFaultKind.Missing));
            }
            else if (answer.Length > field.MaxLength) faults.Add(new FieldFault(field, FieldFaultKind.TooLong));
            else if (Wrong(field, answer, today) is { } fault) faults.Add(new FieldFault(field, fault));
        }

        return faults;
    }

    private static FieldFaultKind? Wrong(FormField field, string answer, DateOnly today) => field.Kind switch
    {
        FieldKind.Date => DateOnly.TryParseExact(answer, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day > today.AddYears(field.Adult ? -18 : 0) || day < today.AddYears(-100) ? FieldFaultKind.DateOutOfRange : null
            : FieldFaultKind.Malformed,
        FieldKind.Email => MailAddress.TryCreate(answer, out var mail) && mail.Address == answer && !answer.Contains(' ', StringComparison.Ordinal) ? null : FieldFaultKind.Malformed,
        FieldKind.Phone => Regex.IsMatch(answer, @"^(0|\+84)\d{9,10}$", RegexOptions.ExplicitCapture, PatternTime) ? null : FieldFaultKind.Malformed,
        FieldKind.Choice => field.Options.Contains(answer) ? null : FieldFaultKind.Malformed,
        _ => field.Pattern is { } pattern && !Regex.IsMatch(answer, pattern, RegexOptions.None, PatternTime) ? FieldFaultKind.Malformed : null,
    };
}

/// <summary>Names, terms and forms of one era of the law.</summary>
internal sealed record FormSet
{
    public required string Id { get; init; }

    /// <summary>The legal text: "Nghị định số 68/2024/NĐ-CP".</summary>
    public required string Name { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    /// <summary>What a signature was called: "chữ ký số chuyên dùng công vụ".</summary>
    public required string Term { get; init; }

    public required string CertificateTerm { get; init; }

    public required string Issuer { get; init; }

    /// <summary>The legal basis as the sending document cites it.</summary>
    public required string Basis { get; init; }

    public required IReadOnlyDictionary<DeviceKind, string> Devices { get; init; }

    /// <summary>For how many years a certificate is given.</summary>
    public required IReadOnlyDictionary<RequestKind, int> Years { get; init; }

    /// <summary>A renewal is refused when fewer days than these are left.</summary>
    public int RenewalAtLeastDays { get; init; }

    /// <summary>How often a certificate can be renewed; null for any number.</summary>
    public int? RenewalsAtMost { get; init; }

    public required IReadOnlyList<RequestForm> Forms { get; init; }

    public RequestForm For(SubjectKind subject) => Forms.Single(f => f.Subject == subject);
}

/// <summary>
/// The forms of every era, as data: JSON files built into the portal, or those of the folder <c>Certificates:Forms</c>, which
/// replace one of the same id or add another, so that a new circular needs no release.
/// </summary>
internal sealed class FormSets
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() }, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private readonly Dictionary<string, FormSet> sets;

    /// <param name="folder">More files, or null.</param>
    /// <exception cref="InvalidDataException">A file of the folder cannot be read; the message names it and the place.</exception>
    public FormSets(string? folder)
    {
        var assembly = Assembly.GetExecutingAssembly();
        sets = assembly.GetManifestResourceNames().Where(name => name.StartsWith("forms/", StringComparison.Ordinal))
            .Select(name => Read(name, assembly.GetManifestResourceStream(name)!)).ToDictionary(set => set.Id);
        if (folder is null) return;
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var set = Read(path, File.OpenRead(path));
            sets[set.Id] = set;
        }
    }

    public IEnumerable<FormSet> All => sets.Values.OrderBy(s => s.ValidFrom);

    /// <summary>The forms in force on a day: the newest that had begun.</summary>
    public FormSet On(DateOnly day) => All.LastOrDefault(s => s.ValidFrom <= day && (s.ValidTo is null || s.ValidTo >= day)) ?? All.First();

    public FormSet this[string id] => sets[id];

    private static FormSet Read(string name, Stream content)
    {
        using (content)
        {
            try
            {
                return JsonSerializer.Deserialize<FormSet>(content, Json) ?? throw new InvalidDataException($"{name}: empty");
            }
            catch (JsonException error)
            {
                throw new InvalidDataException($"{name}: {error.Message}", error);
            }
        }
    }
}
