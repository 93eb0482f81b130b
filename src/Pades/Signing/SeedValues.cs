using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Signing;

/// <summary>Obeys what a field's author asks of its signature (ISO 32000-2 §12.7.5.5, tables 237 and 238).</summary>
internal sealed class SeedValues(PdfFile file, PdfDictionary seed)
{
    private readonly long required = file.Integer(seed["Ff"]) ?? 0;

    public static void Check(PdfFile file, PdfDictionary field, SignaturePlan plan)
    {
        if (file.Dictionary(field["SV"]) is { } seed) new SeedValues(file, seed).Check(plan);
    }

    private void Check(SignaturePlan plan)
    {
        if (Requires(1) && file.Name(seed["Filter"]) is { } filter && filter != "Adobe.PPKLite") throw Forbidden($"another signature handler, {filter}");
        if (Requires(2) && Names("SubFilter") is { Count: > 0 } kinds && !kinds.Contains("ETSI.CAdES.detached")) throw Forbidden($"a signature of the kind {string.Join(", ", kinds)}");
        CheckReason(plan);
        if (Requires(7) && Names("DigestMethod") is { Count: > 0 } digests && !digests.Contains(plan.Hash.Name!)) throw Forbidden($"one of the digests {string.Join(", ", digests)}");
        if (file.Dictionary(seed["MDP"]) is { } mdp && file.Integer(mdp["P"]) is { } level && level != plan.CertificationLevel) throw Forbidden(level == 0 ? "an approval signature" : $"a certification of level {level}");
        if (file.Dictionary(seed["TimeStamp"]) is { } stamp && (file.Integer(stamp["Ff"]) ?? 0) == 1 && plan.ReservedBytes == 0) throw Forbidden("a time stamp");
        if (Requires(8) && file.Resolve(seed["LockDocument"]) is PdfName { Value: "true" }) throw Forbidden("a lock of the whole document");
        if (file.Dictionary(seed["Cert"]) is { } certificate) CheckCertificate(certificate, plan);
    }

    private void CheckReason(SignaturePlan plan)
    {
        if (!Requires(4) || file.Array(seed["Reasons"]) is not { } reasons) return;
        var allowed = Names("Reasons");
        // "." alone, or an empty list, forbids a reason.
        if (reasons.Count == 0 || allowed is ["."])
        {
            if (plan.Reason is not null) throw Forbidden("a signature without reason");
        }
        else if (plan.Reason is null || !allowed.Contains(plan.Reason))
        {
            throw Forbidden($"one of the reasons {string.Join("; ", allowed)}");
        }
    }

    private void CheckCertificate(PdfDictionary constraint, SignaturePlan plan)
    {
        var flags = file.Integer(constraint["Ff"]) ?? 0;
        if ((flags & 1) != 0 && !Certificates(constraint["Subject"]).Any(known => plan.Certificate.RawData.AsSpan().SequenceEqual(known))) throw Forbidden("another signer's certificate");
        if ((flags & 2) != 0 && !Certificates(constraint["Issuer"]).Any(known => plan.Chain.Any(issuer => issuer.RawData.AsSpan().SequenceEqual(known)))) throw Forbidden("a certificate of another issuer");
        // Object identifiers, name patterns and key usages: nobody writes them; refusing is safe, ignoring is not.
        if ((flags & 0b101100) != 0) throw new PdfException(PdfErrorCode.Unsupported, "The field asks for certificates by policy, name pattern or key usage");
    }

    private IEnumerable<byte[]> Certificates(PdfObject? list) =>
        (file.Array(list)?.Items ?? []).Select(item => (file.Resolve(item) as PdfString)?.Bytes ?? []);

    private List<string> Names(string key)
    {
        var values = file.Array(seed[key])?.Items ?? (seed[key] is { } one ? [one] : []);
        return [.. values.Select(item => file.Resolve(item) switch { PdfName name => name.Value, PdfString text => text.Text, _ => "" })];
    }

    private bool Requires(int bit) => (required & (1L << (bit - 1))) != 0;

    private static PdfException Forbidden(string wanted) => new(PdfErrorCode.NotPermitted, $"The field's author asks for {wanted}");
}
