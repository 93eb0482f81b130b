using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ThanhHoa.DigitalSignature.Sandbox;

/// <summary>
/// The stand-in for the national CA: two generations of root and issuing CA, a responder for each, a time-stamping service,
/// and the register of what was issued. Keys and register survive restarts and being killed.
/// </summary>
public sealed class Authority
{
    private static readonly TimeSpan ListLife = TimeSpan.FromHours(1);
    private static readonly DateTimeOffset NewBegin = new(2018, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset NewEnd = new(2048, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset OldBegin = new(2010, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset OldEnd = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TimeProvider clock;
    private readonly Uri url;
    private readonly IssuedCertificates issued;
    private readonly CertificationAuthority root;
    private readonly CertificationAuthority issuing;
    private readonly CertificationAuthority oldRoot;
    private readonly CertificationAuthority oldIssuing;
    private readonly CertificationAuthority responder;
    private readonly CertificationAuthority oldResponder;
    private readonly Lazy<CertificationAuthority> expiredResponder;
    private readonly Lazy<CertificationAuthority> expiredTsa;

    internal Authority(string data, Uri url, TimeProvider clock)
    {
        (this.url, this.clock) = (url, clock);
        var folder = Path.Combine(data, "authority");
        issued = new(Path.Combine(data, "issued"));
        var (sha1, sha256) = (HashAlgorithmName.SHA1, HashAlgorithmName.SHA256);
        root = CertificationAuthority.Open(folder, "root", CertificationAuthority.Root("RootCA Sandbox (thử nghiệm)", sha256, NewBegin, NewEnd));
        issuing = CertificationAuthority.Open(folder, "issuing",
            root.Subordinate("CA phục vụ các cơ quan Nhà nước Sandbox (thử nghiệm)", sha256, NewBegin, NewEnd, url));
        // As the national root of 2010: signed with SHA-1, and still there.
        oldRoot = CertificationAuthority.Open(folder, "old-root", CertificationAuthority.Root("RootCA Sandbox thế hệ cũ (thử nghiệm)", sha1, OldBegin, OldEnd));
        oldIssuing = CertificationAuthority.Open(folder, "old-issuing",
            oldRoot.Subordinate("CA cơ quan Nhà nước Sandbox thế hệ cũ (thử nghiệm)", sha1, OldBegin, OldEnd, url));
        responder = CertificationAuthority.Open(folder, "ocsp", key => Responder(issuing, key, clock.GetUtcNow().AddDays(-1), NewEnd));
        oldResponder = CertificationAuthority.Open(folder, "old-ocsp", key => Responder(oldIssuing, key, clock.GetUtcNow().AddDays(-1), OldEnd));
        Tsa = CertificationAuthority.Open(folder, "tsa", key => TsaCertificate(key, clock.GetUtcNow().AddDays(-1), NewEnd));
        expiredResponder = new(() => CertificationAuthority.Open(folder, "expired-ocsp", key => Responder(issuing, key, LastYear, LastYear.AddDays(30))));
        expiredTsa = new(() => CertificationAuthority.Open(folder, "expired-tsa", key => TsaCertificate(key, LastYear, LastYear.AddDays(30))));
        foreach (var ca in Authorities)
            AtomicFile.Write(Path.Combine(data, "trust", ca.Name + ".cer"), ca.Certificate.RawDataMemory.Span);
    }

    /// <summary>The root of the current generation.</summary>
    public X509Certificate2 Root => root.Certificate;

    /// <summary>The issuing CA of the current generation.</summary>
    public X509Certificate2 Issuing => issuing.Certificate;

    /// <summary>The root of the old generation, signed with SHA-1.</summary>
    public X509Certificate2 OldRoot => oldRoot.Certificate;

    /// <summary>The issuing CA of the old generation, signed with SHA-1.</summary>
    public X509Certificate2 OldIssuing => oldIssuing.Certificate;

    /// <summary>Everything issued so far.</summary>
    public IReadOnlyCollection<IssuedCertificate> Issued => issued.All;

    internal IReadOnlyList<CertificationAuthority> Authorities => [root, issuing, oldRoot, oldIssuing];
    internal CertificationAuthority Tsa { get; }
    internal CertificationAuthority ExpiredTsa => expiredTsa.Value;

    /// <summary>Makes a key and a person's certificate for it.</summary>
    /// <param name="commonName">Full name.</param>
    /// <param name="email">Official e-mail.</param>
    /// <param name="key">A new RSA key of 2048 bits when null; else RSA or EC.</param>
    /// <param name="change">Changes what stands in the certificate, e.g. <c>p => p with { NotAfter = … }</c>.</param>
    /// <returns>The certificate with its private key.</returns>
    public X509Certificate2 IssuePerson(
        string commonName, string email, AsymmetricAlgorithm? key = null, Func<CertificateProfile, CertificateProfile>? change = null)
    {
        var profile = new CertificateProfile(commonName) { Email = email, OrganisationUnits = ["Sở Khoa học và Công nghệ"] };
        return Issue(change?.Invoke(profile) ?? profile, key);
    }

    /// <summary>As <see cref="IssuePerson"/>, for any kind of certificate.</summary>
    public X509Certificate2 Issue(CertificateProfile profile, AsymmetricAlgorithm? key = null)
    {
        key ??= RSA.Create(2048);
        if (key is ECDsa curve)
        {
            using var certificate = Issue(profile, new PublicKey(curve));
            return certificate.CopyWithPrivateKey(curve);
        }
        else
        {
            using var certificate = Issue(profile, new PublicKey((RSA)key));
            return certificate.CopyWithPrivateKey((RSA)key);
        }
    }

    /// <summary>Issues a certificate for a key that stays where it is, e.g. on a token.</summary>
    public X509Certificate2 Issue(CertificateProfile profile, PublicKey publicKey)
    {
        var (certificate, entry) = Make(profile, publicKey);
        issued.Save(entry);
        return certificate;
    }

    /// <summary>
    /// Issues thousands at once, for a demonstration of a province's size. Every certificate is signed by the CA and stands in
    /// its register and, when revoked, on its list. Each has a key pair of its own, but of P-256, since as many RSA keys
    /// would take many minutes; and the private keys are dropped: no token holds them and nobody can sign with them.
    /// </summary>
    /// <param name="name">Names the batch; asked again with the same name, what was issued then is the answer.</param>
    /// <param name="orders">What shall stand in each, and whether it was revoked since.</param>
    /// <returns>In the order of <paramref name="orders"/>.</returns>
    internal IReadOnlyList<IssuedCertificate> IssueBatch(string name, IReadOnlyList<BatchItem> orders)
    {
        if (issued.FindBatch(name) is { } before) return before;
        var made = new IssuedCertificate[orders.Count];
        Parallel.For(0, orders.Count, i =>
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var (certificate, entry) = Make(orders[i].Profile(), new PublicKey(key));
            made[i] = orders[i].RevokedAt is { } since ? entry with { RevokedAt = since, Reason = orders[i].Reason } : entry;
            certificate.Dispose();
        });
        issued.SaveBatch(name, made);
        return made;
    }

    private (X509Certificate2 Certificate, IssuedCertificate Entry) Make(CertificateProfile profile, PublicKey publicKey)
    {
        var ca = profile.IsOldGeneration ? oldIssuing : issuing;
        var request = new CertificateRequest(profile.Name(), publicKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        foreach (var extension in profile.Extensions())
            request.CertificateExtensions.Add(extension);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(publicKey, critical: false));
        ca.AddAddresses(request, url, withOcsp: true);
        var from = profile.NotBefore ?? clock.GetUtcNow().AddDays(-1);
        var certificate = ca.Sign(request, from, profile.NotAfter ?? from.AddYears(3));
        return (certificate, new(certificate.SerialNumber, ca.Name, certificate.Subject, from,
            new(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero), certificate.RawData));
    }

    /// <summary>Revokes; a second revocation changes nothing.</summary>
    /// <param name="serialNumber">Hexadecimal.</param>
    /// <param name="reason">Why.</param>
    /// <param name="at">Now when null.</param>
    /// <returns>False when no such certificate was issued.</returns>
    public bool Revoke(string serialNumber, X509RevocationReason reason = X509RevocationReason.Unspecified, DateTimeOffset? at = null)
    {
        if (issued.Find(serialNumber) is not { } certificate)
            return false;
        if (certificate.RevokedAt is null)
            issued.Save(certificate with { RevokedAt = at ?? clock.GetUtcNow(), Reason = reason });
        return true;
    }

    /// <summary>The complete list of one CA, made now and good for an hour; with <paramref name="isStale"/> one of yesterday.</summary>
    /// <param name="name">"root", "issuing", "old-root" or "old-issuing".</param>
    /// <param name="isStale">Makes a list that is no longer current.</param>
    /// <returns>DER, or null when there is no such CA.</returns>
    public byte[]? MakeList(string name, bool isStale = false)
    {
        if (Authorities.FirstOrDefault(a => a.Name == name) is not { } ca)
            return null;
        var now = isStale ? clock.GetUtcNow().AddDays(-1) : clock.GetUtcNow();
        var list = new CertificateRevocationListBuilder();
        foreach (var certificate in issued.All.Where(c => c.Issuer == name && c.RevokedAt is not null))
            list.AddEntry(Convert.FromHexString(certificate.SerialNumber), certificate.RevokedAt, certificate.Reason);
        return list.Build(ca.Certificate.SubjectName, X509SignatureGenerator.CreateForRSA(ca.Key, RSASignaturePadding.Pkcs1),
            new BigInteger(now.ToUnixTimeMilliseconds()), now + ListLife, HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(ca.Certificate, true, false), now);
    }

    private DateTimeOffset LastYear => clock.GetUtcNow().AddYears(-1);

    internal IssuedCertificate? Find(string serialNumber) => issued.Find(serialNumber);

    /// <summary>The CA that issued, and who answers for it.</summary>
    internal (CertificationAuthority Ca, CertificationAuthority Responder)[] Responders(bool expired) =>
        [(issuing, expired ? expiredResponder.Value : responder), (oldIssuing, oldResponder)];

    private static X509Certificate2 Responder(CertificationAuthority ca, RSA key, DateTimeOffset from, DateTimeOffset until)
    {
        var request = new CertificateRequest("CN=OCSP Sandbox (thử nghiệm),C=VN", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.9")], critical: false));
        // id-pkix-ocsp-nocheck, RFC 6960 §4.2.2.2.1.
        request.CertificateExtensions.Add(new X509Extension("1.3.6.1.5.5.7.48.1.5", [5, 0], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(ca.Certificate, true, false));
        return ca.Sign(request, from, until);
    }

    private X509Certificate2 TsaCertificate(RSA key, DateTimeOffset from, DateTimeOffset until)
    {
        var profile = new CertificateProfile("TSA Sandbox (thử nghiệm)") { Kind = CertificateKind.Tsa, NotBefore = from, NotAfter = until };
        return Issue(profile, new PublicKey(key));
    }
}
