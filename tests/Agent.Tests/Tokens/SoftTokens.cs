using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using ThanhHoa.DigitalSignature.Agent.Tests.Parts;
using ThanhHoa.DigitalSignature.Agent.Tests.Tokens;
using ThanhHoa.DigitalSignature.Agent.Tokens;

[assembly: AssemblyFixture(typeof(SoftTokens))]

// One PKCS#11 library per process has one login state for all tests.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace ThanhHoa.DigitalSignature.Agent.Tests.Tokens;

/// <summary>A SoftHSM2 of its own, without root: one token with an RSA-2048 and a P-256 key made in it, and their certificates.</summary>
public sealed partial class SoftTokens : IDisposable
{
    public const string Label = "Ky so UBND";

    /// <summary>Long and unlike anything else, so that finding it anywhere proves a leak.</summary>
    public const string Pin = "Pin-7319-bi-mat";

    private static readonly string[] Places =
        ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so"];

    private readonly TemporaryFolder folder = new();
    private readonly X509Certificate2 authority;

    public SoftTokens()
    {
        Module = Places.FirstOrDefault(File.Exists) ?? throw new FileNotFoundException("SoftHSM2 is missing: install softhsm2.");
        var configuration = Path.Combine(folder.Path, "softhsm2.conf");
        Directory.CreateDirectory(Path.Combine(folder.Path, "tokens"));
        File.WriteAllText(configuration, $"directories.tokendir = {folder.Path}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n");
        // The library reads the environment of the C runtime, which .NET's own does not reach on Unix.
        Assert.Equal(0, SetEnvironment("SOFTHSM2_CONF", configuration, 1));
        Assert.Equal(0, SetEnvironment("LOCKING_TOKEN_MODULE", Module, 1));
        Shell.MustRun("softhsm2-util", ["--init-token", "--free", "--label", Label, "--pin", Pin, "--so-pin", "so-" + Pin], ("SOFTHSM2_CONF", configuration));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=CA thử nghiệm", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
        Fill();
    }

    public string Module { get; }

    public X509Certificate2 Rsa { get; private set; } = null!;

    public X509Certificate2 Ec { get; private set; } = null!;

    public X509Certificate2 Ed25519 { get; private set; } = null!;

    public static string IdOf(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));

    public string RsaId => IdOf(Rsa);

    public string EcId => IdOf(Ec);

    public X509Certificate2 Issue(PublicKey key, string name, DateTimeOffset? until = null)
    {
        var request = new CertificateRequest(new X500DistinguishedName($"CN={name}, O=UBND tỉnh Thanh Hóa, C=VN"), key, HashAlgorithmName.SHA256);
        using var signer = authority.GetECDsaPrivateKey()!;
        var end = until ?? DateTimeOffset.UnixEpoch.AddYears(90);
        return request.Create(authority.SubjectName, X509SignatureGenerator.CreateForECDsa(signer), DateTimeOffset.UnixEpoch.AddYears(51), end, RandomNumberGenerator.GetBytes(12));
    }

    public void Dispose()
    {
        authority.Dispose();
        Rsa?.Dispose();
        Ec?.Dispose();
        Ed25519?.Dispose();
        folder.Dispose();
    }

    private void Fill()
    {
        // Loaded here first, so that every agent of the tests shares this one.
        Assert.Empty(Pkcs11Module.Load(Module).Present().SelectMany(token => token.Certificates));
        var factories = new Pkcs11InteropFactories();
        // Never disposed: C_Finalize would take the library away from the agents.
        var library = factories.Pkcs11LibraryFactory.LoadPkcs11Library(factories, Module, AppType.MultiThreaded);
        var slot = library.GetSlotList(SlotsType.WithTokenPresent).Single(one => one.GetTokenInfo().Label.Trim() == Label);
        using var session = slot.OpenSession(SessionType.ReadWrite);
        session.Login(CKU.CKU_USER, Pin);
        Rsa = Put(session, RsaKey(session), 1, "Nguyễn Văn Mẫu");
        Ec = Put(session, EcKey(session), 2, "Trần Thị Thử");
        Ed25519 = Put(session, Ed25519Key(session), 3, "Hoàng Thử Mới");
        Add(session, authority.RawData, [9]);
        session.Logout();
    }

    private X509Certificate2 Put(ISession session, PublicKey key, byte id, string name)
    {
        var certificate = Issue(key, name);
        Add(session, certificate.RawData, [id]);
        return certificate;
    }

    private static void Add(ISession session, byte[] der, byte[] id)
    {
        var of = session.Factories.ObjectAttributeFactory;
        using var parsed = X509CertificateLoader.LoadCertificate(der);
        session.CreateObject(
        [
            of.Create(CKA.CKA_CLASS, CKO.CKO_CERTIFICATE), of.Create(CKA.CKA_CERTIFICATE_TYPE, CKC.CKC_X_509), of.Create(CKA.CKA_TOKEN, true),
            of.Create(CKA.CKA_PRIVATE, false), of.Create(CKA.CKA_ID, id), of.Create(CKA.CKA_SUBJECT, parsed.SubjectName.RawData), of.Create(CKA.CKA_VALUE, der),
        ]);
    }

    private static PublicKey RsaKey(ISession session)
    {
        var of = session.Factories.ObjectAttributeFactory;
        var made = Generate(session, (ulong)CKM.CKM_RSA_PKCS_KEY_PAIR_GEN, 1, [of.Create(CKA.CKA_MODULUS_BITS, 2048), of.Create(CKA.CKA_PUBLIC_EXPONENT, new byte[] { 1, 0, 1 })]);
        var values = session.GetAttributeValue(made, [CKA.CKA_MODULUS, CKA.CKA_PUBLIC_EXPONENT]);
        using var rsa = RSA.Create(new RSAParameters { Modulus = values[0].GetValueAsByteArray(), Exponent = values[1].GetValueAsByteArray() });
        return new PublicKey(rsa);
    }

    private static PublicKey EcKey(ISession session)
    {
        var of = session.Factories.ObjectAttributeFactory;
        byte[] p256 = [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07];
        var made = Generate(session, (ulong)CKM.CKM_EC_KEY_PAIR_GEN, 2, [of.Create(CKA.CKA_EC_PARAMS, p256)]);
        // CKA_EC_POINT: an OCTET STRING around the uncompressed point 04 x y.
        var point = session.GetAttributeValue(made, [CKA.CKA_EC_POINT])[0].GetValueAsByteArray()[3..];
        using var ec = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[..32], Y = point[32..] } });
        return new PublicKey(ec);
    }

    private static PublicKey Ed25519Key(ISession session)
    {
        const ulong edwardsKeyPairGen = 0x1055;
        var of = session.Factories.ObjectAttributeFactory;
        byte[] curve = [0x06, 0x03, 0x2B, 0x65, 0x70];
        var made = Generate(session, edwardsKeyPairGen, 3, [of.Create(CKA.CKA_EC_PARAMS, curve)]);
        var point = session.GetAttributeValue(made, [CKA.CKA_EC_POINT])[0].GetValueAsByteArray()[2..];
        return new PublicKey(new Oid("1.3.101.112"), null, new AsnEncodedData(point));
    }

    private static IObjectHandle Generate(ISession session, ulong mechanism, byte id, List<IObjectAttribute> extra)
    {
        var of = session.Factories.ObjectAttributeFactory;
        List<IObjectAttribute> open = [of.Create(CKA.CKA_TOKEN, true), of.Create(CKA.CKA_ID, [id]), of.Create(CKA.CKA_VERIFY, true), .. extra];
        List<IObjectAttribute> secret = [of.Create(CKA.CKA_TOKEN, true), of.Create(CKA.CKA_PRIVATE, true), of.Create(CKA.CKA_SENSITIVE, true), of.Create(CKA.CKA_ID, [id]), of.Create(CKA.CKA_SIGN, true)];
        session.GenerateKeyPair(session.Factories.MechanismFactory.Create(mechanism), open, secret, out var made, out _);
        return made;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
