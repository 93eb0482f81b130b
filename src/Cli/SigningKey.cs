using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Cli;

/// <summary>A certificate with its key, wherever the key is.</summary>
internal abstract class SigningKey : IDisposable
{
    public static readonly string[] Options = ["--p12", "--password-env", "--pkcs11", "--pin-env", "--label"];

    public abstract X509Certificate2 Certificate { get; }

    public virtual IReadOnlyList<X509Certificate2> Chain => [];

    public static SigningKey Open(Arguments arguments)
    {
        var (file, module) = (arguments.Option("--p12"), arguments.Option("--pkcs11"));
        if ((file is null) == (module is null)) throw new UsageException("either --p12 or --pkcs11 is needed");
        if (file is not null) return new FileKey(file, arguments.Secret("--password-env") ?? "");
        return new TokenKey(module!, arguments.Secret("--pin-env") ?? throw new UsageException("--pin-env is missing"), arguments.Option("--label"));
    }

    /// <summary>The signature value over what was prepared.</summary>
    public abstract byte[] Sign(PreparedSignature prepared);

    public abstract void Dispose();
}

/// <summary>A PKCS#12 file.</summary>
internal sealed class FileKey : SigningKey
{
    private readonly X509Certificate2Collection content;

    public FileKey(string path, string password)
    {
        try
        {
            content = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password, X509KeyStorageFlags.EphemeralKeySet);
        }
        catch (CryptographicException error)
        {
            throw new KeyException($"{path}: the password is wrong or this is no PKCS#12 file", error);
        }
        Certificate = content.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw new KeyException($"{path} holds no private key");
    }

    public override X509Certificate2 Certificate { get; }

    public override IReadOnlyList<X509Certificate2> Chain => [.. content.Where(certificate => !certificate.HasPrivateKey)];

    public override byte[] Sign(PreparedSignature prepared)
    {
        using var rsa = Certificate.GetRSAPrivateKey();
        if (rsa is not null) return rsa.SignHash(prepared.Digest, prepared.Hash, prepared.Scheme == SignatureScheme.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
        using var ecdsa = Certificate.GetECDsaPrivateKey();
        return ecdsa?.SignHash(prepared.Digest, DSASignatureFormat.Rfc3279DerSequence) ?? throw new KeyException("The key is neither RSA nor ECDSA");
    }

    public override void Dispose()
    {
        foreach (var certificate in content) certificate.Dispose();
    }
}
