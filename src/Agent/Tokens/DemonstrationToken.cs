using System.Buffers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ThanhHoa.DigitalSignature.Agent.Manifests;
using ThanhHoa.DigitalSignature.Agent.Storage;

namespace ThanhHoa.DigitalSignature.Agent.Tokens;

/// <summary>
/// A PKCS#12 file that plays a token: <c>name.p12</c>, whose password is the PIN, and <c>name.cer</c>, the part that a token shows without a PIN.
/// Counts wrong PINs and locks at the fifth, like the hardware it stands for.
/// </summary>
internal sealed class DemonstrationToken : IToken
{
    private const int Attempts = 5;
    private static readonly Lock Gate = new();
    private readonly string path;
    private readonly DurableFile counts;

    private DemonstrationToken(string path, TokenCertificate certificate, DurableFile counts)
    {
        this.path = path;
        this.counts = counts;
        Label = Path.GetFileNameWithoutExtension(path);
        Serial = certificate.Thumbprint[..16].ToUpperInvariant();
        Certificates = [certificate];
    }

    public string Label { get; }

    public string Serial { get; }

    public bool IsDemonstration => true;

    public bool AsksPinItself => false;

    public PinState Pin => (Attempts - WrongPins()) switch
    {
        <= 0 => PinState.Locked,
        1 => PinState.LastTry,
        2 => PinState.FewLeft,
        _ => PinState.Unknown,
    };

    public IReadOnlyList<TokenCertificate> Certificates { get; }

    public static IReadOnlyList<DemonstrationToken> Present(string folder, string data)
    {
        if (!Directory.Exists(folder))
            return [];
        var tokens = new List<DemonstrationToken>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.p12").Order(StringComparer.Ordinal))
        {
            if (CertificateBeside(file) is { } certificate)
                tokens.Add(new DemonstrationToken(file, certificate, new DurableFile(data, "demonstration-pins.json")));
        }
        return tokens;
    }

    public IEnumerable<byte[]> Sign(TokenCertificate certificate, byte[] pin, IReadOnlyList<ManifestItem> items)
    {
        using var opened = Unlock(pin);
        using var rsa = opened.GetRSAPrivateKey();
        using var ec = opened.GetECDsaPrivateKey();
        foreach (var item in items)
        {
            if (!File.Exists(path))
                throw Gone();
            var hash = new HashAlgorithmName(item.Hash.Replace("-", "", StringComparison.Ordinal));
            yield return (item.Scheme, rsa, ec) switch
            {
                (SignatureScheme.RsaPkcs1, { } key, _) => key.SignHash(item.Digest, hash, RSASignaturePadding.Pkcs1),
                (SignatureScheme.RsaPss, { } key, _) => key.SignHash(item.Digest, hash, RSASignaturePadding.Pss),
                (SignatureScheme.Ecdsa, _, { } key) => key.SignHash(item.Digest, DSASignatureFormat.Rfc3279DerSequence),
                _ => throw new RefusedException(RefusalCode.DeviceFailed, $"This token cannot sign with {item.Scheme}."),
            };
        }
    }

    /// <summary>The attempt is counted on the disk before it is made: pulling the plug buys no extra one.</summary>
    private X509Certificate2 Unlock(byte[] pin)
    {
        lock (Gate)
        {
            var wrong = WrongPins();
            if (wrong >= Attempts)
                throw new RefusedException(RefusalCode.PinLocked, "Five wrong PINs.", PinState.Locked);
            if (!File.Exists(path))
                throw Gone();
            Count(wrong + 1);
            var password = ArrayPool<char>.Shared.Rent(pin.Length);
            try
            {
                var length = Encoding.UTF8.GetChars(pin, password);
                var opened = X509CertificateLoader.LoadPkcs12FromFile(path, password.AsSpan(0, length), X509KeyStorageFlags.EphemeralKeySet);
                Count(0);
                return opened;
            }
            catch (CryptographicException) when (Pin == PinState.Locked)
            {
                throw new RefusedException(RefusalCode.PinLocked, "Five wrong PINs.", PinState.Locked);
            }
            catch (CryptographicException)
            {
                throw new RefusedException(RefusalCode.PinWrong, "The file does not open with this PIN.", Pin);
            }
            finally
            {
                Array.Clear(password);
                ArrayPool<char>.Shared.Return(password);
            }
        }
    }

    private static TokenCertificate? CertificateBeside(string path)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(Path.ChangeExtension(path, ".cer"));
            return TokenCertificate.OfSubject(certificate.RawData, []);
        }
        catch (Exception e) when (e is CryptographicException or IOException)
        {
            return null;
        }
    }

    private static RefusedException Gone() => new(RefusalCode.TokenRemoved, "The file that plays the token is gone.");

    private int WrongPins() => counts.Read<Dictionary<string, int>>([]).GetValueOrDefault(Serial);

    private void Count(int wrong)
    {
        var all = counts.Read<Dictionary<string, int>>([]);
        all[Serial] = wrong;
        counts.Write(all);
    }
}
