using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Reports;

/// <summary>One signature in plain words.</summary>
public sealed record SignatureSummary
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    /// <summary>Its place in the report, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What the words are about.</summary>
    public required SignatureReport Signature { get; init; }

    /// <summary>Its own light.</summary>
    public required ReportLight Light { get; init; }

    /// <summary>Signature, certification or time stamp.</summary>
    public required Bilingual Kind { get; init; }

    /// <summary>Who: the name in the certificate; without a certificate what the file claims, and that it is a claim.</summary>
    public required Bilingual Signer { get; init; }

    /// <summary>The organisation in the certificate; empty when it names none.</summary>
    public required string Organisation { get; init; }

    /// <summary>The name in the signature dictionary where it is another one than the certificate's; else empty.</summary>
    public required string ClaimedName { get; init; }

    /// <summary>When, and by whose clock.</summary>
    public required Bilingual Time { get; init; }

    /// <summary>What it covers.</summary>
    public required Bilingual Coverage { get; init; }

    /// <summary>What happened to the document after it.</summary>
    public required Bilingual Changes { get; init; }

    /// <summary>Pages, as numbered now, that look otherwise than when it was made; pages that are gone have no number here.</summary>
    public required IReadOnlyList<int> ChangedPages { get; init; }

    /// <summary>Whether to believe it, and why not.</summary>
    public required Bilingual Trust { get; init; }

    /// <summary>What to do next; null when there is nothing to do.</summary>
    public required Bilingual? Advice { get; init; }

    internal static SignatureSummary Of(ValidationReport report, int index)
    {
        var signature = report.Signatures[index];
        var certificateName = signature.Certificate is { } certificate ? ReportText.Clean(NameOf(certificate)) : "";
        var (trust, advice) = SummaryTexts.Of(signature);
        return new()
        {
            Number = index + 1,
            Signature = signature,
            Light = LightOf(signature),
            Kind = KindOf(signature.Kind),
            Signer = certificateName.Length > 0 ? new(certificateName, certificateName) : Claimed(ReportText.Clean(signature.SignerName)),
            Organisation = signature.Certificate is null ? "" : ReportText.Clean(OrganisationOf(signature.Certificate)),
            ClaimedName = certificateName.Length > 0 && signature.SignerName.Length > 0 && ReportText.Clean(signature.SignerName) is var claim && claim != certificateName ? claim : "",
            Time = TimeOf(signature),
            Coverage = CoverageOf(signature, report.Revisions),
            Changes = ChangesOf(signature),
            ChangedPages = signature.IsIntact && signature.Coverage <= SignatureCoverage.EntireRevision
                ? [.. report.PageChanges.Where(change => change.EarlierLength >= signature.ByteRange.End && change.Page is not null).Select(change => change.Page!.Value).Distinct().Order()]
                : [],
            Trust = trust,
            Advice = advice,
        };
    }

    /// <summary>The moment as a clock in Vietnam shows it, in the manner of each language.</summary>
    internal static Bilingual Moment(DateTimeOffset time)
    {
        // Dates near the ends of the calendar cannot be moved; such a claim is shown as it stands.
        var local = time.UtcDateTime.Year is > 1 and < 9999 ? time.ToOffset(Vietnam) : time;
        return new(local.ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture), local.ToString("d MMMM yyyy, HH:mm:ss 'UTC'zzz", CultureInfo.InvariantCulture));
    }

    private static ReportLight LightOf(SignatureReport signature)
    {
        var worst = signature.Findings.Select(f => f.Severity).DefaultIfEmpty(FindingSeverity.Note).Max();
        if (worst >= FindingSeverity.Forbidden || signature.Changes == ChangeVerdict.Forbidden) return ReportLight.Red;
        // A worthless copy of a time stamp is not intact, yet breaks nothing.
        if (!signature.IsIntact) return ReportLight.Amber;
        return signature.Conclusion.Indication switch
        {
            Indication.TotalPassed => ReportLight.Green,
            Indication.TotalFailed => ReportLight.Red,
            _ => ReportLight.Amber,
        };
    }

    private static Bilingual KindOf(SignatureKind kind) => kind switch
    {
        SignatureKind.Certification => new("Chữ ký chứng thực (tác giả)", "Certification signature (author)"),
        SignatureKind.DocumentTimeStamp => new("Dấu thời gian của tài liệu", "Document time stamp"),
        _ => new("Chữ ký", "Signature"),
    };

    private static Bilingual Claimed(string name) => name.Length == 0
        ? new("Không rõ người ký", "Unknown signer")
        : new($"“{name}” (tệp tự ghi, không có chứng thư số)", $"“{name}” (claimed by the file, no certificate)");

    private static Bilingual TimeOf(SignatureReport signature)
    {
        if (signature.TimeStampedAt is { } stamped)
        {
            var moment = Moment(stamped);
            return signature.TimeStamp is { IsBelievable: true }
                ? new($"{moment.Vietnamese}, theo dấu thời gian được tin cậy", $"{moment.English}, by a trusted time stamp")
                : new($"{moment.Vietnamese}, theo dấu thời gian chưa được tin cậy", $"{moment.English}, by a time stamp that is not trusted");
        }
        if (signature.SignedAt is not { } claimed) return new("Không ghi thời điểm ký", "No time is stated");
        var own = Moment(claimed);
        return new($"{own.Vietnamese}, theo đồng hồ của người ký", $"{own.English}, by the signer's own clock");
    }

    private static Bilingual CoverageOf(SignatureReport signature, int revisions) => signature.Coverage switch
    {
        SignatureCoverage.EntireFile => new("Toàn bộ tệp", "The entire file"),
        SignatureCoverage.EntireRevision => new(
            $"Toàn bộ văn bản lúc ký (bản {signature.Revision} trong {revisions} bản của tệp)", $"The whole document as it was signed (revision {signature.Revision} of {revisions})"),
        SignatureCoverage.ContiguousBlockFromStart => new("Chỉ một phần đầu của tệp", "Only a part of the file, from its start"),
        _ => new("Không xác định được", "Cannot be told"),
    };

    private static Bilingual ChangesOf(SignatureReport signature)
    {
        if (!signature.IsIntact || signature.Coverage > SignatureCoverage.EntireRevision)
            return new("Không xác định được, vì chữ ký không cho biết văn bản lúc ký", "Cannot be told, because the signature does not show the document as it was");
        return signature.Changes switch
        {
            ChangeVerdict.None => new("Không có thay đổi nào", "Nothing was changed"),
            ChangeVerdict.Permitted => new("Chỉ có bổ sung được phép", "Only permitted additions"),
            _ => new("Văn bản đã bị thay đổi ngoài phạm vi cho phép", "The document was changed in ways that are not permitted"),
        };
    }

    private static string NameOf(X509Certificate2 certificate)
    {
        try
        {
            return certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        }
        catch (CryptographicException)
        {
            return "";
        }
    }

    // Unit before organisation, as an address is read.
    private static string OrganisationOf(X509Certificate2 certificate)
    {
        const string OrganisationName = "2.5.4.10", Unit = "2.5.4.11";
        var parts = new List<(string Oid, string Value)>();
        try
        {
            foreach (var name in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
            {
                if (!name.HasMultipleElements && name.GetSingleElementType().Value is OrganisationName or Unit && name.GetSingleElementValue() is { Length: > 0 } value)
                    parts.Add((name.GetSingleElementType().Value!, value));
            }
        }
        catch (CryptographicException)
        {
            // A name that cannot be taken apart names no organisation.
        }
        return string.Join(", ", parts.OrderByDescending(part => part.Oid == Unit).Select(part => part.Value));
    }
}
