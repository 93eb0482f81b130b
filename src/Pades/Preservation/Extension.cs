using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Cms;
using ThanhHoa.DigitalSignature.Pades.Signing;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Preservation;

/// <summary>Raises a document level by level, and stops where the outside world stops.</summary>
internal sealed class Extension(AppendedFile document, TimestampClient? service, TokenRoom room, OcspClient ocsp, CrlClient crls, TrustStore trust, TimeProvider clock)
{
    private readonly List<OutsideProblem> problems = [];
    private readonly Dictionary<string, RevocationData> collected = new(StringComparer.Ordinal);

    public async Task<LevelResult> Run(SignatureLevel target, CancellationToken cancellation)
    {
        var signatures = Intact();
        // Acrobat rejects every update after a certification at P = 1, even a security store.
        if (Permission.CertificationLevel(document.Open()) == 1) throw new PdfException(PdfErrorCode.NotPermitted, "The file is certified and allows no further change");
        var reached = SignatureLevel.B;
        if (signatures.All(HasTime(signatures))) reached = SignatureLevel.T;
        else if (target >= SignatureLevel.T && await Stamp(cancellation)) reached = SignatureLevel.T;
        if (target >= SignatureLevel.LT && reached == SignatureLevel.T && await Collect(cancellation)) reached = SignatureLevel.LT;
        if (target == SignatureLevel.Lta && reached == SignatureLevel.LT && await Stamp(cancellation)) reached = SignatureLevel.Lta;
        return new LevelResult(document.Added, reached, problems);
    }

    // A signature has a proven time by its own stamp or by any document time stamp after it.
    private static Func<SignatureReport, bool> HasTime(List<SignatureReport> all) => signature =>
        signature.TimeStamp is { IsIntact: true } || all.Exists(other => other.Kind == SignatureKind.DocumentTimeStamp && other.ByteRange.End >= signature.ByteRange.End);

    private List<SignatureReport> Intact()
    {
        var report = PdfValidator.Validate(document.Stream(), new ValidationOptions { At = clock.GetUtcNow(), Trust = trust, Password = document.Password });
        var intact = report.Signatures.Where(signature => signature.IsIntact).ToList();
        if (intact.Count == 0) throw new PdfException(PdfErrorCode.PlanInvalid, "The file has no intact signature to extend");
        return intact;
    }

    private async Task<bool> Stamp(CancellationToken cancellation)
    {
        if (service is null)
        {
            problems.Add(new(null, OutsideFailure.NoAddress, "no time-stamping service is set"));
            return false;
        }
        var (increment, failures) = await new DocumentTimeStamp(service, room).Add(document, cancellation);
        problems.AddRange(failures);
        if (increment is null) return false;
        document.Append(increment);
        return true;
    }

    private async Task<bool> Collect(CancellationToken cancellation)
    {
        var (perSignature, isComplete) = (new Dictionary<string, RevocationData>(StringComparer.Ordinal), true);
        var file = document.Open();
        foreach (var signature in Intact())
        {
            var contents = Contents(file, signature);
            var data = RevocationData.Empty;
            if (CmsSignedData.TryRead(contents, out var cms, out _))
            {
                var purpose = signature.Kind == SignatureKind.DocumentTimeStamp ? CertificatePurpose.TimeStamping : CertificatePurpose.DocumentSigning;
                if (signature.Certificate is { } certificate) data = data.Merge(await Ask(certificate, Known(cms.Certificates), purpose, cancellation));
                if (signature.Kind != SignatureKind.DocumentTimeStamp && signature.TimeStamp?.Certificate is { } stamper
                    && TimestampToken.TryRead(cms.Signers[0].TimestampTokens.First(), out var token, out _))
                    data = data.Merge(await Ask(stamper, Known(token.Certificates), CertificatePurpose.TimeStamping, cancellation));
            }
            perSignature[SecurityStore.Key(contents)] = data;
            // Years later nobody answers for an ended certificate; what the document proves by itself needs no answer.
            isComplete &= data.IsComplete || signature.Conclusion.Indication == Indication.TotalPassed;
        }
        if (new SecurityStore(file).Add(perSignature) is { } increment) document.Append(increment);
        return isComplete;
    }

    // Several signatures of one document share most of their certificates: each path is asked for once.
    private async Task<RevocationData> Ask(X509Certificate2 certificate, IEnumerable<X509Certificate2> candidates, CertificatePurpose purpose, CancellationToken cancellation)
    {
        if (collected.TryGetValue(certificate.Thumbprint, out var known)) return known;
        var options = CertificatePathOptions.Default with { Purpose = purpose };
        var data = collected[certificate.Thumbprint] = await RevocationData.CollectAsync(certificate, candidates, trust, clock.GetUtcNow(), ocsp, crls, options, cancellation);
        problems.AddRange(data.Problems);
        problems.AddRange(data.Paths.Where(path => path.Status is not (CertificatePathStatus.Trusted or CertificatePathStatus.Revoked))
            .Select(path => new OutsideProblem(null, OutsideFailure.NotBelievable, $"{certificate.Subject}: {path.Status} {path.Detail}")));
        return data;
    }

    private static IEnumerable<X509Certificate2> Known(IReadOnlyList<ParsedCertificate> certificates) => certificates.Select(certificate => certificate.Certificate);

    private static byte[] Contents(PdfFile file, SignatureReport signature)
    {
        var range = signature.ByteRange;
        var digits = file.Source.Window(range.FirstLength, (int)(range.Second - range.FirstLength)).ToArray();
        var parser = new PdfParser(digits, -1, true);
        return ((PdfString)parser.ReadObject()).Bytes;
    }
}
