using ThanhHoa.DigitalSignature.Agent.Manifests;

namespace ThanhHoa.DigitalSignature.Agent.Tokens;

/// <summary>A device that holds keys and is present now: the agent's edge to the outside.</summary>
internal interface IToken
{
    string Label { get; }

    string Serial { get; }

    /// <summary>A stand-in without hardware; the consent window says so.</summary>
    bool IsDemonstration { get; }

    /// <summary>True when the device has its own keys for the PIN and none may be sent to it.</summary>
    bool AsksPinItself { get; }

    /// <summary>What the token tells about the attempts left, before any is made.</summary>
    PinState Pin { get; }

    /// <summary>Certificates of people and organisations, read without a PIN.</summary>
    IReadOnlyList<TokenCertificate> Certificates { get; }

    /// <summary>
    /// Logs in once, then signs one item for each step of the enumeration, and logs out when the enumeration ends for whatever reason.
    /// Wrong PINs are never tried again. Everything that goes wrong arrives as <see cref="RefusedException"/>.
    /// </summary>
    /// <param name="certificate">One of <see cref="Certificates"/>.</param>
    /// <param name="pin">UTF-8; the caller wipes it.</param>
    /// <param name="items">What to sign, in this order.</param>
    IEnumerable<byte[]> Sign(TokenCertificate certificate, byte[] pin, IReadOnlyList<ManifestItem> items);
}
