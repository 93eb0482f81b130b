using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Pades.Cms;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Tests.Trust;
using ThanhHoa.DigitalSignature.Pades.Text;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Fuzz;

/// <summary>A door that outside bytes come through, with what to begin with and how to change it.</summary>
internal sealed record Target(string Name, Action<byte[]> Run, Func<IEnumerable<byte[]>> Seeds, Func<byte[], byte[], Random, byte[]> Mutate)
{
    /// <summary>The inputs in a file that was given as a seed.</summary>
    public Func<byte[], IEnumerable<byte[]>> From { get; init; } = file => [file];
}

/// <summary>Every door. What leaves <see cref="Target.Run"/> as an exception is a finding; a refusal (PdfException) does not.</summary>
internal static class Targets
{
    private const int MostObjects = 3000;
    private const int LargestStream = 8 << 20;

    public static IReadOnlyList<Target> All { get; } =
    [
        new("reader", Read, FixedSeeds.Documents, PdfMutation.Apply),
        new("checker", Check, FixedSeeds.Signed, PdfMutation.Apply),
        new("values", Values, FixedSeeds.Values, DerMutation.Apply) { From = ValuesIn },
    ];

    private static void Read(byte[] pdf)
    {
        Try(() => PdfInspector.Inspect(new MemoryStream(pdf)));
        Try(() => Walk(pdf));
        Try(() => PdfInspector.FindPlaces(new MemoryStream(pdf)));
        Try(() => PdfInspector.Precheck(new MemoryStream(pdf)));
        Forms(pdf);
        Try(() => PdfSigner.Prepare(new MemoryStream(pdf), SignOnce.Plan(TestSigner.P256) with { Appearance = new SignatureAppearance { AnchorText = "So", Rectangle = new PdfRectangle(0, 0, 100, 20), Lines = ["A"] } }));
    }

    private static void Forms(byte[] pdf)
    {
        Try(() => PdfForms.AddTextFields(new MemoryStream(pdf), [new TextFieldPlan("so moi", 1, new PdfRectangle(90, 640, 120, 16), 13)]));
        Try(() =>
        {
            var file = PdfFile.Open(new ByteSource(new MemoryStream(pdf)));
            file.Unlock(null);
            foreach (var name in new FieldTree(file).Fields().Where(field => field.Type == "Tx").Select(field => field.Name).Take(20).ToList())
                Try(() => PdfForms.FillTextFields(new MemoryStream(pdf), new Dictionary<string, string> { [name] = "05" }));
        });
    }

    private static void Walk(byte[] pdf)
    {
        var file = PdfFile.Open(new ByteSource(new MemoryStream(pdf)));
        Try(() => file.Unlock(null));
        for (var number = 1; number < Math.Min(file.NextObjectNumber, MostObjects); number++)
        {
            var reference = new PdfReference(number, file.Find(number) is { Kind: XrefEntryKind.InFile } entry ? entry.Extra : 0);
            Try(() =>
            {
                if (file.Load(reference) is PdfStream stream) StreamFilters.Decode(file, stream, LargestStream);
            });
        }
        Try(() => _ = new FieldTree(file).Fields().Count());
        var text = new PageText(file);
        Try(() =>
        {
            foreach (var page in new PageTree(file).Pages().Take(20)) text.Read(page);
        });
        Try(() => _ = new Revisions(file).Count);
    }

    private static void Check(byte[] pdf) => Try(() =>
    {
        var report = PdfValidator.Validate(new MemoryStream(pdf), new ValidationOptions { At = SignOnce.Time, Trust = FixedSeeds.Trust, Crls = FixedSeeds.Lists });
        _ = report.Conclusion;
    });

    private static void Values(byte[] encoded)
    {
        var hash = SHA256.HashData(encoded);
        if (CmsSignedData.TryRead(encoded, out var cms, out _))
        {
            foreach (var signer in cms.Signers)
            {
                CmsVerifier.VerifyDetached(cms, signer, hash);
                UncoveredParts.Contradiction(cms, FixedSeeds.Known);
                _ = UncoveredParts.Unproven(cms, null, FixedSeeds.Known).Count();
                RevocationArchive.Read(signer);
                _ = signer.SigningTime;
            }
            foreach (var certificate in cms.Certificates) Ask(certificate, cms.Certificates, [], []);
        }
        if (TimestampToken.TryRead(encoded, out var token, out _)) token.Check(hash, [], FixedSeeds.Trust, FixedSeeds.Lists);
        if (OcspResponse.TryRead(encoded, out var response, out _)) Ask(FixedSeeds.Person, [], [], [response]);
        if (CertificateRevocationList.TryRead(encoded, out var list, out _)) Ask(FixedSeeds.Person, [], [list], []);
        if (ParsedCertificate.TryRead(encoded) is { } alone) Ask(alone, [alone], [], []);
    }

    // What a document keeps: signature values, certificates, lists and answers.
    private static List<byte[]> ValuesIn(byte[] seed)
    {
        if (!seed.AsSpan().StartsWith("%PDF-"u8)) return [seed];
        var found = new List<byte[]>();
        Try(() =>
        {
            var file = PdfFile.Open(new ByteSource(new MemoryStream(seed)));
            for (var number = 1; number < Math.Min(file.NextObjectNumber, MostObjects); number++)
            {
                if (file.Find(number) is not { Kind: not XrefEntryKind.Free } entry) continue;
                var value = file.Load(new PdfReference(number, entry.Kind == XrefEntryKind.InFile ? entry.Extra : 0));
                var bytes = value is PdfStream stream ? StreamFilters.Decode(file, stream, 1 << 16) : (file.Dictionary(value)?["Contents"] as PdfString)?.Bytes;
                if (bytes is [0x30, _, _, ..]) found.Add(bytes);
            }
        });
        return found;
    }

    private static void Ask(ParsedCertificate certificate, IReadOnlyList<ParsedCertificate> others, CertificateRevocationList[] lists, OcspResponse[] answers) =>
        CertificatePath.Check(certificate, others, FixedSeeds.Trust, TestCa.Now, lists, new CertificatePathOptions { OcspResponses = answers });

    private static void Try(Action act)
    {
        try
        {
            act();
        }
        catch (PdfException)
        {
            // A refusal is an answer.
        }
    }
}
