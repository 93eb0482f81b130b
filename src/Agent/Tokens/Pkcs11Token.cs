using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using ThanhHoa.DigitalSignature.Agent.Manifests;
using ISession = Net.Pkcs11Interop.HighLevelAPI.ISession;

namespace ThanhHoa.DigitalSignature.Agent.Tokens;

/// <summary>A token in a slot of a PKCS#11 library.</summary>
internal sealed class Pkcs11Token : IToken
{
    private readonly Pkcs11Module module;
    private readonly ISlot slot;

    private Pkcs11Token(Pkcs11Module module, ISlot slot, ITokenInfo info, IReadOnlyList<TokenCertificate> certificates)
    {
        this.module = module;
        this.slot = slot;
        Label = info.Label.Trim();
        Serial = info.SerialNumber.Trim();
        AsksPinItself = info.TokenFlags.ProtectedAuthenticationPath;
        Pin = StateOf(info);
        Certificates = certificates;
    }

    public string Label { get; }

    public string Serial { get; }

    public bool IsDemonstration => false;

    public bool AsksPinItself { get; }

    public PinState Pin { get; }

    public IReadOnlyList<TokenCertificate> Certificates { get; }

    /// <summary>Null when the token was pulled out meanwhile or has not been set up.</summary>
    public static Pkcs11Token? In(ISlot slot, Pkcs11Module module)
    {
        try
        {
            var info = slot.GetTokenInfo();
            if (!info.TokenFlags.TokenInitialized)
                return null;
            using var session = slot.OpenSession(SessionType.ReadOnly);
            return new Pkcs11Token(module, slot, info, CertificatesOf(session));
        }
        catch (Pkcs11Exception failed) when (Refusal(failed, PinState.Unknown).Code == RefusalCode.TokenRemoved)
        {
            return null;
        }
    }

    public IEnumerable<byte[]> Sign(TokenCertificate certificate, byte[] pin, IReadOnlyList<ManifestItem> items)
    {
        var session = Call(() => slot.OpenSession(SessionType.ReadOnly));
        try
        {
            Call(() => LogIn(session, pin));
            var key = Call(() => PrivateKey(session, certificate));
            foreach (var item in items)
                yield return Call(() => Pkcs11Signature.Make(session, key, item, certificate));
        }
        finally
        {
            LogOut(session);
        }
    }

    private static List<TokenCertificate> CertificatesOf(ISession session)
    {
        var attributes = session.Factories.ObjectAttributeFactory;
        var found = session.FindAllObjects(
        [
            attributes.Create(CKA.CKA_CLASS, CKO.CKO_CERTIFICATE),
            attributes.Create(CKA.CKA_CERTIFICATE_TYPE, CKC.CKC_X_509),
        ]);
        var certificates = new List<TokenCertificate>();
        foreach (var handle in found)
        {
            var values = session.GetAttributeValue(handle, [CKA.CKA_VALUE, CKA.CKA_ID]);
            if (TokenCertificate.OfSubject(values[0].GetValueAsByteArray(), values[1].GetValueAsByteArray()) is { } certificate)
                certificates.Add(certificate);
        }
        return certificates;
    }

    /// <summary>A login left over in this process would let any PIN pass: it is ended, so that this PIN is really asked for.</summary>
    private void LogIn(ISession session, byte[] pin)
    {
        var given = AsksPinItself ? null : pin;
        try
        {
            session.Login(CKU.CKU_USER, given);
        }
        catch (Pkcs11Exception failed) when (failed.RV == CKR.CKR_USER_ALREADY_LOGGED_IN)
        {
            session.Logout();
            session.Login(CKU.CKU_USER, given);
        }
    }

    private static IObjectHandle PrivateKey(ISession session, TokenCertificate certificate)
    {
        var attributes = session.Factories.ObjectAttributeFactory;
        var isPrivate = attributes.Create(CKA.CKA_CLASS, CKO.CKO_PRIVATE_KEY);
        var byId = session.FindAllObjects([isPrivate, attributes.Create(CKA.CKA_ID, certificate.KeyId)]);
        if (byId.Count == 1)
            return byId[0];
        // Some issuers write the certificate under another id than the key; then only a single key is beyond doubt.
        var all = session.FindAllObjects([isPrivate]);
        return all.Count == 1 ? all[0] : throw new RefusedException(RefusalCode.DeviceFailed, "The token has no key for this certificate.");
    }

    private void LogOut(ISession session)
    {
        lock (module.Gate)
        {
            try
            {
                session.Logout();
            }
            catch (Pkcs11Exception)
            {
                // Not logged in, or the token is gone: closing the session ends the login as well.
            }
            try
            {
                session.Dispose();
            }
            catch (Pkcs11Exception)
            {
                // The session died with its token.
            }
        }
    }

    private void Call(Action step) => Call(() =>
    {
        step();
        return true;
    });

    private T Call<T>(Func<T> step)
    {
        lock (module.Gate)
        {
            try
            {
                return step();
            }
            catch (Pkcs11Exception failed)
            {
                throw Refusal(failed, PinStateNow());
            }
        }
    }

    private PinState PinStateNow()
    {
        try
        {
            return StateOf(slot.GetTokenInfo());
        }
        catch (Pkcs11Exception)
        {
            return PinState.Unknown;
        }
    }

    private static PinState StateOf(ITokenInfo info) => info.TokenFlags switch
    {
        { UserPinLocked: true } => PinState.Locked,
        { UserPinFinalTry: true } => PinState.LastTry,
        { UserPinCountLow: true } => PinState.FewLeft,
        _ => PinState.Unknown,
    };

    private static RefusedException Refusal(Pkcs11Exception failed, PinState pin)
    {
        var detail = $"{failed.Method} answered {failed.RV}.";
        return failed.RV switch
        {
            CKR.CKR_PIN_INCORRECT or CKR.CKR_PIN_INVALID or CKR.CKR_PIN_LEN_RANGE => pin == PinState.Locked
                ? new RefusedException(RefusalCode.PinLocked, detail, pin)
                : new RefusedException(RefusalCode.PinWrong, detail, pin),
            CKR.CKR_PIN_LOCKED => new RefusedException(RefusalCode.PinLocked, detail, PinState.Locked),
            CKR.CKR_DEVICE_REMOVED or CKR.CKR_TOKEN_NOT_PRESENT or CKR.CKR_TOKEN_NOT_RECOGNIZED or CKR.CKR_SLOT_ID_INVALID
                or CKR.CKR_SESSION_HANDLE_INVALID or CKR.CKR_SESSION_CLOSED => new RefusedException(RefusalCode.TokenRemoved, detail),
            CKR.CKR_FUNCTION_CANCELED or CKR.CKR_FUNCTION_REJECTED => new RefusedException(RefusalCode.UserCancelled, detail),
            _ => new RefusedException(RefusalCode.DeviceFailed, detail),
        };
    }
}
