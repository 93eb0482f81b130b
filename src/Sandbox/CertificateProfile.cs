using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ThanhHoa.DigitalSignature.Sandbox;

/// <summary>Kinds of certificates, as in the forms of Decree 68/2024 (01 person, 02 organisation, 03 device, service or software).</summary>
public enum CertificateKind
{
    /// <summary>A person who signs documents.</summary>
    Person,

    /// <summary>An agency, whose seal the key is.</summary>
    Organisation,

    /// <summary>A server: TLS.</summary>
    Server,

    /// <summary>A time-stamping service.</summary>
    Tsa,
}

/// <summary>What stands in a certificate to be issued.</summary>
/// <param name="CommonName">Full name of a person, name of an agency, host name of a server.</param>
public sealed record CertificateProfile(string CommonName)
{
    /// <summary>The kind, which decides key usage.</summary>
    public CertificateKind Kind { get; init; } = CertificateKind.Person;

    /// <summary>Official e-mail; stands in the name and in subjectAltName.</summary>
    public string? Email { get; init; }

    /// <summary>From the department or commune down to the unit.</summary>
    public IReadOnlyList<string> OrganisationUnits { get; init; } = [];

    /// <summary>A day before now when null.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Three years after the start when null; never after the CA's own end.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>True for the older of the two CA generations.</summary>
    public bool IsOldGeneration { get; init; }

    // The builder encodes backwards: what is added last stands first, and a name begins with its country.
    internal X500DistinguishedName Name()
    {
        var name = new X500DistinguishedNameBuilder();
        if (Email is not null)
            name.AddEmailAddress(Email);
        name.AddCommonName(CommonName);
        foreach (var unit in OrganisationUnits.Reverse())
            name.AddOrganizationalUnitName(unit);
        name.AddOrganizationName("UBND tỉnh Thanh Hoá");
        name.AddLocalityName("Thanh Hoá");
        name.AddCountryOrRegion("VN");
        return name.Build();
    }

    internal IEnumerable<X509Extension> Extensions()
    {
        yield return new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true);
        yield return new X509KeyUsageExtension(
            Kind is CertificateKind.Person or CertificateKind.Organisation
                ? X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation : X509KeyUsageFlags.DigitalSignature,
            critical: true);
        if (Kind == CertificateKind.Server)
            yield return new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false);
        // RFC 3161 §2.3: alone and critical.
        if (Kind == CertificateKind.Tsa)
            yield return new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.8")], critical: true);
        var names = new SubjectAlternativeNameBuilder();
        if (Email is not null)
            names.AddEmailAddress(Email);
        if (Kind == CertificateKind.Server)
            names.AddDnsName(CommonName);
        if (Email is not null || Kind == CertificateKind.Server)
            yield return names.Build();
    }
}
