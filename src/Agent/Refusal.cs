namespace ThanhHoa.DigitalSignature.Agent;

/// <summary>Every way in which the agent says no; the portal has one sentence for each.</summary>
internal enum RefusalCode
{
    OriginUnknown,
    PairingRefused,
    ManifestInvalid,
    ManifestExpired,
    ManifestReplayed,
    CertificateMissing,
    TokenMissing,
    TokenRemoved,
    PinWrong,
    PinLocked,
    UserCancelled,
    WindowClosed,
    Timeout,
    Busy,
    DeviceFailed,
}

/// <summary>What a token tells about the attempts left for its PIN.</summary>
internal enum PinState
{
    Unknown,
    FewLeft,
    LastTry,
    Locked,
}

/// <summary>Carries a refusal to the answer. <see cref="Exception.Message"/> is for diagnosis, in English, without secrets.</summary>
internal sealed class RefusedException(RefusalCode code, string detail, PinState pin = PinState.Unknown) : Exception(detail)
{
    public RefusalCode Code { get; } = code;

    public PinState Pin { get; } = pin;

    /// <summary>The operation an already used manifest belongs to, for a page that lost the first answer.</summary>
    public string? Operation { get; init; }

    public int Status => Code switch
    {
        RefusalCode.OriginUnknown or RefusalCode.PairingRefused => StatusCodes.Status403Forbidden,
        RefusalCode.ManifestInvalid or RefusalCode.ManifestExpired => StatusCodes.Status400BadRequest,
        RefusalCode.CertificateMissing or RefusalCode.TokenMissing => StatusCodes.Status404NotFound,
        RefusalCode.DeviceFailed => StatusCodes.Status500InternalServerError,
        _ => StatusCodes.Status409Conflict,
    };
}
