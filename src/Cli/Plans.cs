using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Cli;

/// <summary>Turns options into a plan.</summary>
internal static class Plans
{
    public static readonly string[] Options =
    [
        "--field", "--page", "--rect", "--anchor", "--place", "--image", "--text", "--reason", "--location", "--hash", "--scheme", "--chain", "--certify", "--lock", "--open-password-env",
    ];

    public static SignaturePlan From(Arguments arguments, X509Certificate2 certificate, IReadOnlyList<X509Certificate2> chain, TimeProvider clock) => new()
    {
        Certificate = certificate,
        Chain = [.. chain, .. arguments.Options("--chain").SelectMany(Certificates)],
        Hash = Hash(arguments),
        Scheme = Scheme(arguments),
        SigningTime = clock.GetLocalNow(),
        FieldName = arguments.Option("--field"),
        Reason = arguments.Option("--reason"),
        Location = arguments.Option("--location"),
        Appearance = Appearance(arguments),
        Password = arguments.Secret("--open-password-env"),
        CertificationLevel = arguments.Integer("--certify", 0, 1, 3),
        Lock = Lock(arguments),
    };

    public static IReadOnlyList<X509Certificate2> Certificates(string path)
    {
        var found = new X509Certificate2Collection();
        try
        {
            if (File.ReadAllText(path).Contains("-----BEGIN", StringComparison.Ordinal)) found.ImportFromPemFile(path);
            else found.Add(X509CertificateLoader.LoadCertificateFromFile(path));
        }
        catch (CryptographicException error)
        {
            throw new KeyException($"{path} holds no certificate", error);
        }
        return [.. found];
    }

    private static HashAlgorithmName Hash(Arguments arguments) => arguments.Option("--hash") switch
    {
        null or "sha256" => HashAlgorithmName.SHA256,
        "sha384" => HashAlgorithmName.SHA384,
        "sha512" => HashAlgorithmName.SHA512,
        _ => throw new UsageException("--hash is sha256, sha384 or sha512"),
    };

    private static SignatureScheme? Scheme(Arguments arguments) => arguments.Option("--scheme") switch
    {
        null => null,
        "pkcs1" => SignatureScheme.RsaPkcs1,
        "pss" => SignatureScheme.RsaPss,
        _ => throw new UsageException("--scheme is pkcs1 or pss"),
    };

    private static SignatureAppearance? Appearance(Arguments arguments)
    {
        var (rectangle, image, lines, anchor) = (arguments.Rectangle("--rect"), arguments.Option("--image"), arguments.Options("--text"), arguments.Option("--anchor"));
        var place = arguments.Option("--place");
        var page = arguments.Integer("--page", 1, 1, int.MaxValue);
        if (rectangle is null && image is null && lines.Count == 0 && anchor is null && place is null) return null;
        return new SignatureAppearance
        {
            Page = page,
            Rectangle = rectangle ?? default,
            ImagePng = image is null ? null : File.ReadAllBytes(image),
            Lines = lines,
            AnchorText = anchor,
            NamedPlace = place,
        };
    }

    // "*" locks all fields, "!a,b" all but these, "a,b" these.
    private static FieldLock? Lock(Arguments arguments) => arguments.Option("--lock") switch
    {
        null => null,
        "*" => new FieldLock(FieldLockScope.All, []),
        ['!', .. var rest] => new FieldLock(FieldLockScope.Exclude, rest.Split(',')),
        var names => new FieldLock(FieldLockScope.Include, names.Split(',')),
    };

    public static SignatureLevel Level(Arguments arguments) => (arguments.Option("--level") ?? "B-B").ToUpper(CultureInfo.InvariantCulture) switch
    {
        "B-B" => SignatureLevel.B,
        "B-T" => SignatureLevel.T,
        "B-LT" => SignatureLevel.LT,
        "B-LTA" => SignatureLevel.Lta,
        _ => throw new UsageException("--level is B-B, B-T, B-LT or B-LTA"),
    };
}
