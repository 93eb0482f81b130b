using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Preservation;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>
/// Adds time stamps and revocation data (EN 319 142-1 §5.4–5.5). What the outside world withholds lowers the level and is
/// recorded; a signature is never lost by it. Safe to share between threads.
/// </summary>
/// <param name="timeStamps">Null when there is no time-stamping service: no level above B is reached.</param>
/// <param name="ocsp">Asked first for revocation.</param>
/// <param name="crls">Asked when no responder helps.</param>
/// <param name="trust">Revocation data is collected only for paths to these anchors.</param>
/// <param name="clock">The moment for which paths are judged.</param>
public sealed class PdfExtender(TimestampClient? timeStamps, OcspClient ocsp, CrlClient crls, TrustStore trust, TimeProvider clock)
{
    private readonly TokenRoom room = new();

    /// <summary>Room to plan in <see cref="SignaturePlan.ReservedBytes"/> for <see cref="CompleteAsync"/>: learned from the tokens seen so far.</summary>
    public int ReservedBytes => timeStamps is null ? 0 : room.Bytes;

    /// <summary>What <see cref="SignaturePlan.Revocation"/> takes: asked for before the signature, for a document that may not change after it.</summary>
    /// <param name="certificate">The signer's.</param>
    /// <param name="chain">Certificates that may stand between it and an anchor.</param>
    /// <param name="cancellation">Stops waiting for services.</param>
    public Task<RevocationData> CollectAsync(X509Certificate2 certificate, IEnumerable<X509Certificate2> chain, CancellationToken cancellation = default) =>
        RevocationData.CollectAsync(certificate, chain, trust, clock.GetUtcNow(), ocsp, crls, cancellation: cancellation);

    /// <summary>Like <see cref="PdfSigner.Complete"/>, with a time stamp over the signature value (B-T). Without one, or without room for it, the signature is B-B.</summary>
    /// <param name="prepared">From a plan with <see cref="ReservedBytes"/>.</param>
    /// <param name="signatureValue">As for <see cref="PdfSigner.Complete"/>.</param>
    /// <param name="cancellation">Stops waiting for services.</param>
    /// <exception cref="PdfException">The value does not verify with the certificate.</exception>
    public Task<LevelResult> CompleteAsync(PreparedSignature prepared, ReadOnlyMemory<byte> signatureValue, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        return new StampedCompletion(timeStamps, room).Run(prepared, signatureValue, cancellation);
    }

    /// <summary>Raises all intact signatures of a document to a level; a document at B-LTA is refreshed when B-LTA is asked again.</summary>
    /// <param name="pdf">Readable and seekable; streamed once for each time stamp added.</param>
    /// <param name="level">What to reach.</param>
    /// <param name="password">Opens an encrypted file.</param>
    /// <param name="cancellation">Stops waiting for services.</param>
    /// <exception cref="PdfException">The file cannot be read, has no intact signature, or its certification forbids additions.</exception>
    public Task<LevelResult> ExtendAsync(Stream pdf, SignatureLevel level, string? password = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pdf);
        return new Extension(new AppendedFile(pdf, password), timeStamps, room, ocsp, crls, trust, clock).Run(level, cancellation);
    }
}
