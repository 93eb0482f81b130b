using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Trust;

/// <summary>A CA on P-256 that issues whatever a test asks for, right or wrong.</summary>
internal sealed record TestCa(X509Certificate2 Certificate, ECDsa Key)
{
    public static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Now = Start.AddYears(1);
    private static long serial = 1000;

    public static TestCa Root(string name = "CN=Test Root")
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        Ca()(request);
        return new(request.CreateSelfSigned(Start.AddDays(-1), Start.AddYears(20)), key);
    }

    /// <summary>basicConstraints, keyUsage and key identifier of an honest CA.</summary>
    public static Action<CertificateRequest> Ca(int? pathLength = null) => request =>
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, pathLength.HasValue, pathLength ?? 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
    };

    public static Action<CertificateRequest> With(params X509Extension[] extensions) => request =>
    {
        foreach (var extension in extensions)
            request.CertificateExtensions.Add(extension);
    };

    public TestCa Issue(string name, Action<CertificateRequest>? build = null, DateTimeOffset? from = null, DateTimeOffset? until = null, TestCa? reuse = null)
    {
        var key = reuse?.Key ?? ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        build?.Invoke(request);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(
            Certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault() ?? new(PublicKey, false)));
        return new(Sign(request, from, until), key);
    }

    public X509Certificate2 Sign(CertificateRequest request, DateTimeOffset? from = null, DateTimeOffset? until = null) =>
        request.Create(Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(Key), from ?? Start, until ?? Start.AddYears(3),
            BitConverter.GetBytes(BinaryPrimitivesBigEndian(Interlocked.Increment(ref serial))));

    public byte[] List(DateTimeOffset thisUpdate, DateTimeOffset nextUpdate, params (X509Certificate2 Certificate, DateTimeOffset At, X509RevocationReason Reason)[] revoked)
    {
        var builder = new CertificateRevocationListBuilder();
        foreach (var (certificate, at, reason) in revoked)
            builder.AddEntry(certificate, at, reason);
        return builder.Build(Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(Key), BigInteger.One, nextUpdate, HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(PublicKey.ExportSubjectPublicKeyInfo().AsSpan(0, 20)), thisUpdate);
    }

    /// <summary>nameConstraints with one permitted or excluded subtree.</summary>
    public static X509Extension NameConstraints(bool permitted, Action<AsnWriter> name)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, permitted ? 0 : 1)))
        using (writer.PushSequence())
            name(writer);
        return new("2.5.29.30", writer.Encode(), critical: true);
    }

    private PublicKey PublicKey => new(Key);

    private static long BinaryPrimitivesBigEndian(long value) => System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value | 0x4000_0000_0000_0000);
}
