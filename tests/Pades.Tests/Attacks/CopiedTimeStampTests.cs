using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Tests.Trust;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Attacks;

/// <summary>A genuine time stamp used a second time: it raises no level, and it is said.</summary>
public sealed class CopiedTimeStampTests(RunningSandbox sandbox)
{
    private static readonly Dictionary<string, Func<byte[], byte[], byte[]>> Copies = new(StringComparer.Ordinal)
    {
        ["its value in a second field"] = (pdf, _) => Field(pdf, (f, _) => f.Dictionary(f.Field("DocTimeStamp1"))!["V"]!),
        ["its dictionary copied"] = (pdf, _) => Field(pdf, (f, r) => r.Add(f.Dictionary(f.Dictionary(f.Field("DocTimeStamp1"))!["V"])!)),
        ["its dictionary copied with another range"] = (pdf, _) => Field(pdf, (f, r) => r.Add(new PdfDictionary(f.Dictionary(f.Dictionary(f.Field("DocTimeStamp1"))!["V"])!) { ["ByteRange"] = Places.Parse("[0 100 200 300]") })),
        ["its token in a field of its own"] = (pdf, token) => Stamp(pdf, token),
        ["its token twice"] = (pdf, token) => Stamp(Stamp(pdf, token), token),
        ["its field doubled"] = (pdf, _) => FormDocument.Update(pdf, (f, r) => r.Append(r.Form(), "Fields", r.Add(f.Dictionary(f.Field("DocTimeStamp1"))!))),
        ["called a signature"] = (pdf, _) => Field(pdf, (f, r) => r.Add(new PdfDictionary(f.Dictionary(f.Dictionary(f.Field("DocTimeStamp1"))!["V"])!) { ["Type"] = new PdfName("Sig"), ["SubFilter"] = new PdfName("ETSI.CAdES.detached") })),
        ["the genuine one replaced by a copy"] = (pdf, _) => FormDocument.Update(pdf, (f, r) => r.Set(f.Field("DocTimeStamp1"), "V", r.Add(f.Dictionary(f.Dictionary(f.Field("DocTimeStamp1"))!["V"])!))),
        ["the genuine one removed"] = (pdf, _) => FormDocument.Update(pdf, (f, r) => r.Set(f.Field("DocTimeStamp1"), "V", (PdfObject?)null)),
    };

    public static TheoryData<string> Names => [.. Copies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_copied_document_time_stamp_never_counts_twice(string name)
    {
        foreach (var level in new[] { SignatureLevel.T, SignatureLevel.Lta })
        {
            var signed = SignOnce.Sign(HandMade.Table(), Signer("Lê Văn Lâu"), plan => plan with { Chain = [sandbox.Authority.Issuing] });
            var honest = await Extend(signed, level);
            var before = Validate(honest);
            Assert.Equal((DocumentConclusion.Intact, level), (before.Conclusion, before.Signatures[0].Level));
            Assert.True(TimestampToken.TryRead(Judges.Contents(honest, Judges.ByteRanges(honest)[^1]), out var token, out _));
            var after = Validate(Copies[name](honest, token.Encoded.ToArray()));
            var all = after.Findings.Concat(after.Signatures.SelectMany(s => s.Findings)).ToList();
            Assert.True(after.Conclusion != DocumentConclusion.Intact || all.Exists(f => f.Code == FindingCode.TimeStampCopied), $"{name} at {level} passed: {after.Conclusion}.");
            Assert.True(after.Signatures.All(s => s.Level is not { } reached || reached <= level), $"{name} raised the level.");
            if (after.Conclusion == DocumentConclusion.Intact) Assert.Equal(before.Signatures.Count(IsGenuineStamp), after.Signatures.Count(IsGenuineStamp));
        }
    }

    [Fact]
    public async Task A_time_stamp_of_another_signature_proves_nothing()
    {
        var foreign = await Foreign();
        var person = Signer("Trần Thị Tư");
        var prepared = PdfSigner.Prepare(new MemoryStream(HandMade.Table()), SignOnce.Plan(person) with { ReservedBytes = 8000 });
        var value = person.Sign(prepared.SignedAttributes, prepared.Hash, prepared.Scheme);
        byte[] pdf = [.. HandMade.Table(), .. CompleteWith(prepared, value, foreign)];
        var report = Validate(pdf);
        Assert.Null(report.Signatures[0].TimeStampedAt);
        Assert.False(report.Signatures[0].TimeStamp!.IsIntact);
        Assert.Equal(SignatureLevel.B, report.Signatures[0].Level);
    }

    [Fact]
    public async Task A_time_stamp_of_another_document_is_broken()
    {
        var foreign = await Foreign();
        var strange = Validate(Stamp(SignOnce.Sign(HandMade.Table(), Signer("Trần Thị Tư")), foreign.Encoded.ToArray()));
        Assert.Equal(DocumentConclusion.Broken, strange.Conclusion);
        Assert.Equal(SignatureLevel.B, strange.Signatures[0].Level);
    }

    [Fact]
    public async Task Updates_for_the_long_term_raise_nothing_at_any_step()
    {
        foreach (var producer in Producers.Available)
        {
            foreach (var certification in new[] { 0, 2, 3 })
            {
                var pdf = SignOnce.Sign(Producers.Make(producer), Signer("Nguyễn Văn Năm"), plan => plan with { Chain = [sandbox.Authority.Issuing], CertificationLevel = certification });
                foreach (var level in new[] { SignatureLevel.T, SignatureLevel.LT, SignatureLevel.Lta, SignatureLevel.Lta })
                {
                    pdf = await Extend(pdf, level);
                    Innocent(pdf, $"{producer}, P={certification}, {level}");
                }
                pdf = SignOnce.Sign(pdf, TestSigner.P256);
                Innocent(pdf, $"{producer}, P={certification}, signed again");
            }
        }
    }

    private static bool IsGenuineStamp(SignatureReport signature) => signature is { Kind: SignatureKind.DocumentTimeStamp, IsIntact: true };

    private async Task<TimestampToken> Foreign()
    {
        var stamps = new TimestampClient(sandbox.Http, [sandbox.Host.TsaUrl], TimeProvider.System, sandbox.Trust);
        return (await stamps.RequestAsync(SHA256.HashData([1]), HashAlgorithmName.SHA256, TestContext.Current.CancellationToken)).Value!;
    }

    private static void Innocent(byte[] pdf, string what)
    {
        var report = Validate(pdf);
        var found = report.Findings.Concat(report.Signatures.SelectMany(s => s.Findings)).Where(f => f.Severity > FindingSeverity.Note).Select(f => $"{f.Code} {f.Path}").Distinct();
        Assert.True(report.Conclusion == DocumentConclusion.Intact && !found.Any(), $"{what}: {report.Conclusion} {string.Join("; ", found)}");
        Assert.Empty(report.PageChanges);
    }

    private static byte[] CompleteWith(PreparedSignature prepared, byte[] value, TimestampToken token) => Pades.Signing.CompleteSignature.Run(prepared, value, token.Encoded);

    private static byte[] Field(byte[] pdf, Func<PdfFile, Revision, PdfObject> value) => FormDocument.Update(pdf, (f, r) =>
    {
        var field = r.Add(new PdfDictionary((PdfDictionary)Places.Parse("<</Type/Annot/Subtype/Widget/FT/Sig/T(DocTimeStamp9)/Rect[0 0 0 0]/F 132>>")) { ["V"] = value(f, r), ["P"] = f.Page() });
        r.Append(r.Form(), "Fields", field);
        r.Append(f.Page(), "Annots", field);
    });

    // A revision as an honest program writes it, with a token that was made for another.
    private static byte[] Stamp(byte[] pdf, byte[] token)
    {
        var forged = ForgedSignature.Append(pdf, ForgedSignature.Honest, room: 9000);
        var range = Judges.ByteRanges(forged)[^1];
        var digits = Encoding.ASCII.GetBytes(Convert.ToHexString(token));
        forged.AsSpan((int)range.FirstLength + 1, (int)(range.Second - range.FirstLength) - 2).Fill((byte)'0');
        digits.CopyTo(forged, (int)range.FirstLength + 1);
        var text = Encoding.Latin1.GetString(forged);
        var at = text.LastIndexOf("/SubFilter/ETSI.CAdES.detached", StringComparison.Ordinal);
        Encoding.ASCII.GetBytes("/SubFilter/ETSI.RFC3161       ").CopyTo(forged, at);
        return forged;
    }

    private TestSigner Signer(string name)
    {
        var person = sandbox.Authority.IssuePerson(name, "ai@example.vn");
        return new(person, (bytes, hash, _) => person.GetRSAPrivateKey()!.SignData(bytes, hash, RSASignaturePadding.Pkcs1));
    }

    private static ValidationReport Validate(byte[] pdf) => PdfValidator.Validate(new MemoryStream(pdf), new ValidationOptions { At = TimeProvider.System.GetUtcNow() });

    private async Task<byte[]> Extend(byte[] pdf, SignatureLevel level)
    {
        var stamps = new TimestampClient(sandbox.Http, [sandbox.Host.TsaUrl], TimeProvider.System, sandbox.Trust);
        var extender = new PdfExtender(stamps, new OcspClient(sandbox.Http, TimeProvider.System), new CrlClient(sandbox.Http, TimeProvider.System), sandbox.Trust, TimeProvider.System);
        var result = await extender.ExtendAsync(new MemoryStream(pdf), level, cancellation: TestContext.Current.CancellationToken);
        return [.. pdf, .. result.Increment];
    }
}
