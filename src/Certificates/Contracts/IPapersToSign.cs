namespace ThanhHoa.DigitalSignature.Certificates.Contracts;

/// <summary>Who is to sign a paper.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="Name">Their name as printed in the paper where they sign.</param>
/// <param name="Post">Their post, or their part in the paper: "Bên nhận".</param>
/// <param name="CertificateThumbprint">SHA-256, lower-case hexadecimal, of the only certificate that will do; null for any of theirs.</param>
public sealed record PaperSigner(Guid PersonId, string Name, string Post, string? CertificateThumbprint = null);

/// <summary>A paper about certificates that people sign in the portal, one after another.</summary>
/// <param name="Id">Chosen by the caller, so that submitting again after a crash does nothing.</param>
/// <param name="UnitId">The unit it concerns.</param>
/// <param name="Title">What it is, Vietnamese.</param>
/// <param name="Sha256">Of the stored PDF.</param>
/// <param name="Signers">In the order in which they sign.</param>
/// <param name="SubmittedBy">The account that made it.</param>
/// <param name="SubmittedByName">Its name.</param>
/// <param name="IsDemonstration">Goes when the demonstration goes.</param>
public sealed record PaperToSign(Guid Id, Guid UnitId, string Title, string Sha256, IReadOnlyList<PaperSigner> Signers, Guid SubmittedBy, string SubmittedByName, bool IsDemonstration);

/// <summary>A signature that was checked and accepted.</summary>
/// <param name="PersonId">Who signed.</param>
/// <param name="AccountId">Through which account.</param>
/// <param name="Name">Their name as the paper has it.</param>
/// <param name="At">When it was accepted.</param>
public sealed record PaperSignature(Guid PersonId, Guid AccountId, string Name, DateTimeOffset At);

/// <summary>How far the signing of a paper is.</summary>
/// <param name="Id">The paper.</param>
/// <param name="Signatures">Those made so far, the first one first.</param>
/// <param name="WaitsFor">Name of the person whose turn it is; null when all have signed or it was withdrawn.</param>
/// <param name="IsWithdrawn">Nobody is asked to sign any more.</param>
public sealed record PaperState(Guid Id, IReadOnlyList<PaperSignature> Signatures, string? WaitsFor, bool IsWithdrawn)
{
    /// <summary>All have signed.</summary>
    public bool IsSigned => WaitsFor is null && !IsWithdrawn;
}

/// <summary>Where papers about certificates are signed; the module that signs documents fulfils it. Their page is <c>/signing/documents/{id}</c>.</summary>
public interface IPapersToSign
{
    /// <summary>Puts a paper before its first signer. Again with the same identity does nothing.</summary>
    Task SubmitAsync(PaperToSign paper, CancellationToken cancel);

    /// <summary>How far these papers are; unknown ones are left out.</summary>
    Task<IReadOnlyList<PaperState>> StatesAsync(IReadOnlyCollection<Guid> papers, CancellationToken cancel);

    /// <summary>Takes papers back that are not wholly signed; what was signed stays.</summary>
    Task WithdrawAsync(IReadOnlyCollection<Guid> papers, CancellationToken cancel);
}
