using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>Baseline levels of EN 319 142-1 §6; each holds the ones before.</summary>
public enum SignatureLevel
{
    /// <summary>B-B: the signature and its certificates.</summary>
    B,

    /// <summary>B-T: a time stamp proves when the signature existed.</summary>
    T,

    /// <summary>B-LT: certificates and revocation data stand in the document.</summary>
    LT,

    /// <summary>B-LTA: a document time stamp covers them.</summary>
    Lta,
}

/// <summary>What could be added, and what the outside world refused.</summary>
/// <param name="Increment">The bytes to append; empty when there was nothing to add.</param>
/// <param name="Level">What this call has made sure of for every intact signature of the document.</param>
/// <param name="Problems">Why it is not more, and which services failed before another helped.</param>
public sealed record LevelResult(byte[] Increment, SignatureLevel Level, IReadOnlyList<OutsideProblem> Problems);
