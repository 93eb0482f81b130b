using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Signing.ServerSeals;

/// <summary>A certificate in the server's token.</summary>
/// <param name="Certificate">DER.</param>
/// <param name="Label">CKA_LABEL.</param>
internal sealed record SealCertificate(byte[] Certificate, string Label)
{
    public string Thumbprint => Convert.ToHexStringLower(SHA256.HashData(Certificate));
}

/// <summary>The server's token cannot be used; the message is for the log and holds no secret.</summary>
internal sealed class SealTokenException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The organisations' keys behind PKCS#11, of one library for the life of the process. One call at a time: libraries claim to be
/// thread-safe more often than they are.
/// </summary>
internal sealed class SealToken(IConfiguration settings, ILogger<SealToken> log) : IDisposable
{
    private readonly Pkcs11InteropFactories factories = new();
    private readonly Lock gate = new();
    private IPkcs11Library? library;
    private bool pinRefused;

    /// <summary>Whether the settings name a library at all.</summary>
    public bool IsSet => settings["Seals:Module"] is { Length: > 0 };

    /// <summary>The certificates that the token shows without a PIN.</summary>
    /// <exception cref="SealTokenException">There is no token, or it does not answer.</exception>
    public IReadOnlyList<SealCertificate> Certificates() => Locked(() =>
    {
        var found = new List<SealCertificate>();
        foreach (var slot in Slots())
        {
            using var session = slot.OpenSession(SessionType.ReadOnly);
            found.AddRange(CertificatesIn(session).Select(c => c.Certificate));
        }

        return found;
    });

    /// <summary>Makes the signature values with the key of this certificate; the PIN is sent to no token that does not hold it.</summary>
    /// <exception cref="SealTokenException">The key is not there, the PIN is wrong, or the token does not answer.</exception>
    public IReadOnlyList<byte[]> Sign(ServerSeal seal, IReadOnlyList<PreparedSignature> items) => Locked<IReadOnlyList<byte[]>>(() =>
    {
        foreach (var slot in Slots())
        {
            using var session = slot.OpenSession(SessionType.ReadOnly);
            if (CertificatesIn(session).FirstOrDefault(c => c.Certificate.Thumbprint == seal.CertificateThumbprint && c.Certificate.Label == seal.KeyLabel) is not { Id: { } id }) continue;
            LogIn(session);
            var attributes = session.Factories.ObjectAttributeFactory;
            var keys = session.FindAllObjects([attributes.Create(CKA.CKA_CLASS, CKO.CKO_PRIVATE_KEY), attributes.Create(CKA.CKA_ID, id), attributes.Create(CKA.CKA_LABEL, seal.KeyLabel)]);
            if (keys.Count != 1) throw new SealTokenException($"The token has {keys.Count} keys \"{seal.KeyLabel}\" for the certificate {seal.CertificateThumbprint}.");
            return [.. items.Select(item => SealSignature.Make(session, keys[0], item))];
        }

        throw new SealTokenException($"No token holds the certificate {seal.CertificateThumbprint} as \"{seal.KeyLabel}\".");
    });

    public void Dispose() => library?.Dispose();

    private static List<(SealCertificate Certificate, byte[] Id)> CertificatesIn(ISession session)
    {
        var attributes = session.Factories.ObjectAttributeFactory;
        return [.. session.FindAllObjects([attributes.Create(CKA.CKA_CLASS, CKO.CKO_CERTIFICATE), attributes.Create(CKA.CKA_CERTIFICATE_TYPE, CKC.CKC_X_509)])
            .Select(handle => session.GetAttributeValue(handle, [CKA.CKA_VALUE, CKA.CKA_LABEL, CKA.CKA_ID]))
            .Select(values => (new SealCertificate(values[0].GetValueAsByteArray(), values[1].GetValueAsString()), values[2].GetValueAsByteArray()))];
    }

    private IEnumerable<ISlot> Slots() => Library().GetSlotList(SlotsType.WithTokenPresent).Where(slot => slot.GetTokenInfo().TokenFlags.TokenInitialized);

    // A login is the process's, not the session's: it may stand from the signature before.
    private void LogIn(ISession session)
    {
        // A wrong PIN sent again and again would lock the token.
        if (pinRefused) throw new SealTokenException("The token refused the PIN before; set Seals:Pin right and start the portal again.");
        var pin = settings["Seals:PinFile"] is { Length: > 0 } file ? File.ReadAllText(file).Trim() : settings["Seals:Pin"] ?? "";
        try
        {
            session.Login(CKU.CKU_USER, pin);
        }
        catch (Pkcs11Exception refused) when (refused.RV is CKR.CKR_PIN_INCORRECT or CKR.CKR_PIN_INVALID or CKR.CKR_PIN_LEN_RANGE or CKR.CKR_PIN_LOCKED)
        {
            pinRefused = true;
            throw new SealTokenException($"The token refuses the PIN: {refused.RV}.");
        }
        catch (Pkcs11Exception known) when (known.RV is CKR.CKR_USER_ALREADY_LOGGED_IN)
        {
            // As wanted.
        }
    }

    private IPkcs11Library Library()
    {
        if (library is not null) return library;
        if (!IsSet) throw new SealTokenException("Seals:Module names no library.");
        if (OperatingSystem.IsLinux()) FindLoader();
        return library = factories.Pkcs11LibraryFactory.LoadPkcs11Library(factories, settings["Seals:Module"]!, AppType.MultiThreaded);
    }

    private T Locked<T>(Func<T> act)
    {
        lock (gate)
        {
            try
            {
                return act();
            }
            catch (Exception e) when (e is Pkcs11Exception or LibraryArchitectureException or UnmanagedException or BadImageFormatException or DllNotFoundException or IOException or UnauthorizedAccessException)
            {
                log.LogError(e, "The server's token does not answer");
                throw new SealTokenException(e.Message, e);
            }
        }
    }

    // The wrapper asks for "libdl", which newer systems have inside libc (glibc 2.34).
    private static void FindLoader()
    {
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(Pkcs11InteropFactories).Assembly, (name, _, _) => name == "libdl" ? NativeLibrary.Load("libc.so.6") : IntPtr.Zero);
        }
        catch (InvalidOperationException)
        {
            // Another part of this process has told it already.
        }
    }
}
