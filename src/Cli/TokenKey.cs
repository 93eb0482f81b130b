using System.Formats.Asn1;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Cli;

/// <summary>A key on a PKCS#11 token; one session for all documents, the PIN given once.</summary>
internal sealed class TokenKey : SigningKey
{
    // DigestInfo of RFC 8017 §9.2 note 1: CKM_RSA_PKCS pads what it is given.
    private static readonly Dictionary<string, byte[]> DigestInfo = new(StringComparer.Ordinal)
    {
        ["SHA256"] = Convert.FromHexString("3031300D060960864801650304020105000420"),
        ["SHA384"] = Convert.FromHexString("3041300D060960864801650304020205000430"),
        ["SHA512"] = Convert.FromHexString("3051300D060960864801650304020305000440"),
    };

    private readonly IPkcs11Library library;
    private readonly ISession session;
    private readonly IObjectHandle key;

    static TokenKey() =>
        // glibc 2.34 and later have no libdl.so; its functions moved into libc.
        NativeLibrary.SetDllImportResolver(typeof(Pkcs11InteropFactories).Assembly, (name, _, _) =>
            name == "libdl" && OperatingSystem.IsLinux() ? NativeLibrary.Load("libc.so.6") : 0);

    public TokenKey(string module, string pin, string? label)
    {
        try
        {
            library = new Pkcs11InteropFactories().Pkcs11LibraryFactory.LoadPkcs11Library(new Pkcs11InteropFactories(), module, AppType.MultiThreaded);
            var slot = library.GetSlotList(SlotsType.WithTokenPresent).FirstOrDefault(slot => slot.GetTokenInfo() is { TokenFlags.TokenInitialized: true })
                ?? throw new KeyException("No token is present");
            session = slot.OpenSession(SessionType.ReadOnly);
            session.Login(CKU.CKU_USER, pin);
            (Certificate, key) = Find(label);
        }
        catch (Pkcs11Exception error)
        {
            throw new KeyException(Explain(error), error);
        }
    }

    public override X509Certificate2 Certificate { get; }

    public override byte[] Sign(PreparedSignature prepared)
    {
        try
        {
            var attributes = session.Factories.MechanismFactory;
            if (prepared.Scheme == SignatureScheme.RsaPkcs1) return session.Sign(attributes.Create(CKM.CKM_RSA_PKCS), key, [.. DigestInfo[prepared.Hash.Name!], .. prepared.Digest]);
            if (prepared.Scheme == SignatureScheme.Ecdsa) return Der(session.Sign(attributes.Create(CKM.CKM_ECDSA), key, prepared.Digest));
            throw new KeyException($"Tokens sign with RSA PKCS#1 v1.5 or ECDSA here, not {prepared.Scheme}");
        }
        catch (Pkcs11Exception error)
        {
            throw new KeyException(Explain(error), error);
        }
    }

    public override void Dispose()
    {
        session.Dispose();
        library.Dispose();
    }

    private (X509Certificate2, IObjectHandle) Find(string? label)
    {
        var make = session.Factories.ObjectAttributeFactory;
        List<IObjectAttribute> wanted = [make.Create(CKA.CKA_CLASS, CKO.CKO_CERTIFICATE)];
        if (label is not null) wanted.Add(make.Create(CKA.CKA_LABEL, label));
        foreach (var handle in session.FindAllObjects(wanted))
        {
            var values = session.GetAttributeValue(handle, [CKA.CKA_VALUE, CKA.CKA_ID]);
            List<IObjectAttribute> twin = [make.Create(CKA.CKA_CLASS, CKO.CKO_PRIVATE_KEY), make.Create(CKA.CKA_ID, values[1].GetValueAsByteArray())];
            if (session.FindAllObjects(twin) is [var found, ..]) return (X509CertificateLoader.LoadCertificate(values[0].GetValueAsByteArray()), found);
        }
        throw new KeyException(label is null ? "The token holds no certificate with its key" : $"The token holds no certificate labelled \"{label}\" with its key");
    }

    // A token answers r and s side by side; CMS wants their DER sequence.
    private static byte[] Der(byte[] pair)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new BigInteger(pair.AsSpan(0, pair.Length / 2), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(pair.AsSpan(pair.Length / 2), isUnsigned: true, isBigEndian: true));
        }
        return writer.Encode();
    }

    private static string Explain(Pkcs11Exception error) => error.RV switch
    {
        CKR.CKR_PIN_INCORRECT => "The PIN is wrong; it is not tried again",
        CKR.CKR_PIN_LOCKED => "The PIN is locked",
        CKR.CKR_TOKEN_NOT_PRESENT or CKR.CKR_DEVICE_REMOVED => "The token was removed",
        _ => $"The token answered {error.RV}",
    };
}
