namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>The main indication of EN 319 102-1 §5.1.3.</summary>
public enum Indication
{
    /// <summary>Every check passed: the signature is technically valid.</summary>
    TotalPassed,

    /// <summary>What is at hand does not decide.</summary>
    Indeterminate,

    /// <summary>The signature is not valid, whatever else may come to light.</summary>
    TotalFailed,
}

/// <summary>Why not passed; names of EN 319 102-1 §5.1.3, table 5 and 6.</summary>
public enum SubIndication
{
    /// <summary>Passed.</summary>
    None,

    /// <summary>FORMAT_FAILURE: the signature does not follow its standard.</summary>
    FormatFailure,

    /// <summary>HASH_FAILURE: the document is not what was signed.</summary>
    HashFailure,

    /// <summary>SIG_CRYPTO_FAILURE: the value was not made by the signer's key.</summary>
    SigCryptoFailure,

    /// <summary>NOT_YET_VALID: the signature is proven to be older than its certificate.</summary>
    NotYetValid,

    /// <summary>NO_SIGNING_CERTIFICATE_FOUND.</summary>
    NoSigningCertificateFound,

    /// <summary>NO_CERTIFICATE_CHAIN_FOUND: no path to a trust anchor.</summary>
    NoCertificateChainFound,

    /// <summary>CHAIN_CONSTRAINTS_FAILURE: the certificate is not one for this purpose.</summary>
    ChainConstraintsFailure,

    /// <summary>CERTIFICATE_CHAIN_GENERAL_FAILURE: the path breaks RFC 5280.</summary>
    CertificateChainGeneralFailure,

    /// <summary>CRYPTO_CONSTRAINTS_FAILURE_NO_POE: an algorithm is too weak today, and nothing proves that the signature is older.</summary>
    CryptoConstraintsFailureNoPoe,

    /// <summary>OUT_OF_BOUNDS_NO_POE: a certificate has expired, and nothing proves that the signature is older.</summary>
    OutOfBoundsNoPoe,

    /// <summary>REVOKED_NO_POE: the signer's certificate was revoked, and nothing proves that the signature is older.</summary>
    RevokedNoPoe,

    /// <summary>REVOKED_CA_NO_POE: a CA was revoked, and nothing proves that the signature is older.</summary>
    RevokedCaNoPoe,

    /// <summary>NO_POE: what would prove the past is itself not proven to be old enough.</summary>
    NoPoe,

    /// <summary>TRY_LATER: revocation cannot be told now.</summary>
    TryLater,
}

/// <summary>The answer of EN 319 102-1 about one signature.</summary>
/// <param name="Indication">Passed, undecided or failed.</param>
/// <param name="SubIndication">Why not passed.</param>
/// <param name="BestSignatureTime">The earliest moment at which the signature is proven to have existed; now when no time stamp proves more.</param>
/// <param name="Path">The signer's path at the moment that decided; null when it was not reached.</param>
public sealed record SignatureConclusion(
    Indication Indication, SubIndication SubIndication, DateTimeOffset BestSignatureTime, CertificatePathResult? Path);
