using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ThanhHoa.DigitalSignature.Agent.Manifests;

namespace ThanhHoa.DigitalSignature.Agent.Tokens;

/// <summary>A smart-card key behind a certificate of the user's Windows store, reached through CNG.</summary>
[SupportedOSPlatform("windows")]
internal sealed partial class WindowsStoreToken : IToken
{
    private const int KeyProviderInfo = 2;
    private readonly CngProvider provider;

    private WindowsStoreToken(CngProvider provider, TokenCertificate certificate)
    {
        this.provider = provider;
        Serial = Encoding.Unicode.GetString(certificate.KeyId);
        Certificates = [certificate];
    }

    public string Label => provider.Provider;

    public string Serial { get; }

    public bool IsDemonstration => false;

    public bool AsksPinItself => false;

    /// <summary>Windows tells the attempts left only in the answer to a wrong one.</summary>
    public PinState Pin => PinState.Unknown;

    public IReadOnlyList<TokenCertificate> Certificates { get; }

    public static IReadOnlyList<WindowsStoreToken> Present()
    {
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
        var tokens = new List<WindowsStoreToken>();
        foreach (var certificate in store.Certificates)
        {
            using (certificate)
            {
                if (certificate.HasPrivateKey && KeyOf(certificate) is { } key
                    && TokenCertificate.OfSubject(certificate.RawData, Encoding.Unicode.GetBytes(key.Name)) is { } found)
                    tokens.Add(new WindowsStoreToken(key.Provider, found));
            }
        }
        return tokens;
    }

    public IEnumerable<byte[]> Sign(TokenCertificate certificate, byte[] pin, IReadOnlyList<ManifestItem> items)
    {
        using var key = Call(() => CngKey.Open(Serial, provider, CngKeyOpenOptions.Silent));
        Call(() => Unlock(key, pin));
        var isRsa = key.AlgorithmGroup == CngAlgorithmGroup.Rsa;
        using var rsa = isRsa ? new RSACng(key) : null;
        using var ec = isRsa ? null : new ECDsaCng(key);
        foreach (var item in items)
        {
            var hash = new HashAlgorithmName(item.Hash.Replace("-", "", StringComparison.Ordinal));
            yield return Call(() => (item.Scheme, rsa, ec) switch
            {
                (SignatureScheme.RsaPkcs1, { } sign, _) => sign.SignHash(item.Digest, hash, RSASignaturePadding.Pkcs1),
                (SignatureScheme.RsaPss, { } sign, _) => sign.SignHash(item.Digest, hash, RSASignaturePadding.Pss),
                (SignatureScheme.Ecdsa, _, { } sign) => sign.SignHash(item.Digest, DSASignatureFormat.Rfc3279DerSequence),
                _ => throw new RefusedException(RefusalCode.DeviceFailed, $"This token cannot sign with {item.Scheme}."),
            });
        }
    }

    private static bool Unlock(CngKey key, byte[] pin)
    {
        // NCRYPT_PIN_PROPERTY takes UTF-16 with its terminating zero.
        var unicode = new byte[Encoding.Unicode.GetMaxByteCount(pin.Length) + 2];
        try
        {
            var chars = Encoding.UTF8.GetChars(pin);
            var length = Encoding.Unicode.GetBytes(chars, unicode);
            Array.Clear(chars);
            var value = unicode[..(length + 2)];
            key.SetProperty(new CngProperty("SmartCardPin", value, CngPropertyOptions.None));
            CryptographicOperations.ZeroMemory(value);
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(unicode);
        }
    }

    private static (CngProvider Provider, string Name)? KeyOf(X509Certificate2 certificate)
    {
        var size = 0;
        if (!CertGetCertificateContextProperty(certificate.Handle, KeyProviderInfo, IntPtr.Zero, ref size))
            return null;
        var buffer = Marshal.AllocHGlobal(size);
        try
        {
            if (!CertGetCertificateContextProperty(certificate.Handle, KeyProviderInfo, buffer, ref size))
                return null;
            // CRYPT_KEY_PROV_INFO: container name, provider name, provider type (0 means CNG).
            var name = Marshal.PtrToStringUni(Marshal.ReadIntPtr(buffer));
            var vendor = Marshal.PtrToStringUni(Marshal.ReadIntPtr(buffer, IntPtr.Size));
            if (name is null || vendor is null || Marshal.ReadInt32(buffer, 2 * IntPtr.Size) != 0 || vendor == CngProvider.MicrosoftSoftwareKeyStorageProvider.Provider)
                return null;
            // Opening without user interface fails when the card is not in the reader.
            using var key = CngKey.Open(name, new CngProvider(vendor), CngKeyOpenOptions.Silent);
            return (key.Provider!, name);
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            Marshal.FreeHGlobal(buffer);
        }
    }

    private static T Call<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (CryptographicException failed)
        {
            var detail = $"Windows answered 0x{failed.HResult:X8}.";
            throw unchecked((uint)failed.HResult) switch
            {
                0x8010006B => new RefusedException(RefusalCode.PinWrong, detail),
                0x8010006C => new RefusedException(RefusalCode.PinLocked, detail, PinState.Locked),
                0x8010006E or 0x80090036 => new RefusedException(RefusalCode.UserCancelled, detail),
                0x80100069 or 0x8010000C or 0x80100068 => new RefusedException(RefusalCode.TokenRemoved, detail),
                _ => new RefusedException(RefusalCode.DeviceFailed, detail),
            };
        }
    }

    [LibraryImport("crypt32.dll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CertGetCertificateContextProperty(IntPtr context, int property, IntPtr data, ref int size);
}
