namespace ThanhHoa.DigitalSignature.Agent.Tokens;

/// <summary>All tokens that are present at this moment, asked anew each time.</summary>
internal sealed class TokenTray(AgentOptions options, ILogger<TokenTray> logger)
{
    public IReadOnlyList<IToken> Present()
    {
        var tokens = new List<IToken>();
        foreach (var path in options.Pkcs11Modules)
        {
            try
            {
                tokens.AddRange(Pkcs11Module.Load(path).Present());
            }
            catch (RefusedException failed)
            {
                // One vendor's broken library must not hide the tokens of the others.
                logger.LogWarning("PKCS#11 module {Module}: {Detail}", path, failed.Message);
            }
        }
        if (OperatingSystem.IsWindows())
            tokens.AddRange(WindowsStoreToken.Present());
        if (options.DemonstrationTokens is { } folder)
            tokens.AddRange(DemonstrationToken.Present(folder, options.Data));
        return tokens;
    }

    /// <exception cref="RefusedException">token-missing when there is no token at all, certificate-missing when none holds it, pin-locked.</exception>
    public (IToken Token, TokenCertificate Certificate) Find(string thumbprint)
    {
        var present = Present();
        if (present.Count == 0)
            throw new RefusedException(RefusalCode.TokenMissing, "No token is present.");
        foreach (var token in present)
        {
            if (token.Certificates.FirstOrDefault(one => one.Thumbprint == thumbprint) is not { } certificate)
                continue;
            if (token.Pin == PinState.Locked)
                throw new RefusedException(RefusalCode.PinLocked, "The token's PIN is locked.", PinState.Locked);
            return (token, certificate);
        }
        throw new RefusedException(RefusalCode.CertificateMissing, "No token present holds this certificate.");
    }
}
