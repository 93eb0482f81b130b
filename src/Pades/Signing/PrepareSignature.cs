using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Cms;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Text;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Signing;

/// <summary>Lays out the increment, hashes what it covers, and builds what the device signs.</summary>
internal static class PrepareSignature
{
    // An increment is far smaller; only the number of digits kept for /ByteRange depends on it.
    private const int LongestIncrement = 64 << 20;
    private const int MaximumReserve = 8 << 20;

    public static PreparedSignature Run(Stream pdf, SignaturePlan plan)
    {
        ArgumentNullException.ThrowIfNull(pdf);
        ArgumentNullException.ThrowIfNull(plan);
        var scheme = plan.Scheme ?? UsualScheme(plan.Certificate);
        if (plan.Hash != HashAlgorithmName.SHA256 && plan.Hash != HashAlgorithmName.SHA384 && plan.Hash != HashAlgorithmName.SHA512) throw new PdfException(PdfErrorCode.PlanInvalid, $"Signatures are made with SHA-256, SHA-384 or SHA-512, not {plan.Hash.Name}");
        if (plan.ReservedBytes is < 0 or > MaximumReserve) throw new PdfException(PdfErrorCode.PlanInvalid, "The room reserved in /Contents is out of range");
        // RFC 8419 §3.1: Ed25519 goes with SHA-512.
        var hash = scheme == SignatureScheme.Ed25519 ? HashAlgorithmName.SHA512 : plan.Hash;

        var source = new ByteSource(pdf);
        var file = PdfFile.Open(source);
        file.Unlock(plan.Password);
        var fields = new FieldTree(file).Fields().ToList();
        var target = Target(file, fields, plan);
        if (target is null && plan.Appearance is { } appearance) plan = plan with { Appearance = PlaceSearch.Settle(file, appearance) };
        Permission.Check(file, plan, fields, target);
        if (target is not null) SeedValues.Check(file, target.Dictionary, plan);
        IReadOnlyList<X509Certificate2> certificates = [plan.Certificate, .. plan.Chain];
        var size = CmsSignature.Size(Attributes(plan, new byte[HashLength(hash)], hash), hash, scheme, certificates) + plan.ReservedBytes;
        var revision = new Revision(file);
        var signature = SignatureDictionary.ForApproval(plan, size, file.Length + LongestIncrement);
        signature.Dictionary["Reference"] = Locks.References(file, plan.CertificationLevel, [.. OwnLock(file, target), .. plan.Lock is null ? [] : new[] { plan.Lock }]);
        var fieldName = new FieldWriter(revision).Sign(target, fields, plan, revision.Add(signature.Dictionary));
        var increment = revision.Write();
        var range = signature.Close(increment, file.Length);

        var documentDigest = DocumentHash.Compute(source, file.Length, increment, range, hash);
        var attributes = Attributes(plan, documentDigest, hash);
        return new PreparedSignature
        {
            SignedAttributes = attributes,
            Digest = CryptographicOperations.HashData(hash, attributes),
            DocumentDigest = documentDigest,
            Hash = hash,
            Scheme = scheme,
            OriginalLength = file.Length,
            ByteRange = range,
            Expires = plan.Expires,
            FieldName = fieldName,
            Certificates = [.. certificates.Select(certificate => certificate.RawData)],
            Increment = increment,
        };
    }

    private static byte[] Attributes(SignaturePlan plan, byte[] documentDigest, HashAlgorithmName hash) =>
        plan.Revocation is { } data && (data.OcspResponses.Count > 0 || data.Lists.Count > 0)
            ? SignedAttributes.Build(documentDigest, hash, plan.Certificate, RevocationArchive.Write(data))
            : SignedAttributes.Build(documentDigest, hash, plan.Certificate);

    private static FormField? Target(PdfFile file, List<FormField> fields, SignaturePlan plan)
    {
        if (plan.FieldName is null || fields.Find(field => field.Name == plan.FieldName) is not { } target) return null;
        if (target.Type != "Sig") throw new PdfException(PdfErrorCode.FieldNotFound, $"The field {target.Name} is no signature field");
        if (file.Resolve(target.Value) is not PdfNull) throw new PdfException(PdfErrorCode.FieldAlreadySigned, $"The field {target.Name} is signed already");
        return target;
    }

    private static FieldLock[] OwnLock(PdfFile file, FormField? target) =>
        target is not null && Locks.Read(file, target.Dictionary["Lock"]) is { } own ? [own] : [];

    private static int HashLength(HashAlgorithmName hash) => hash.Name switch { "SHA384" => 48, "SHA512" => 64, _ => 32 };

    private static SignatureScheme UsualScheme(X509Certificate2 certificate)
    {
        var algorithm = new AsnReader(ParsedCertificate.Of(certificate).SubjectPublicKeyInfo, AsnEncodingRules.BER).ReadSequence().ReadSequence().ReadObjectIdentifier();
        return algorithm switch
        {
            Oids.RsaEncryption => SignatureScheme.RsaPkcs1,
            Oids.RsaPss => SignatureScheme.RsaPss,
            Oids.EcPublicKey => SignatureScheme.Ecdsa,
            Oids.Ed25519 => SignatureScheme.Ed25519,
            _ => throw new PdfException(PdfErrorCode.PlanInvalid, $"Keys of the kind {algorithm} cannot sign here"),
        };
    }
}
