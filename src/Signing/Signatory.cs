using ThanhHoa.DigitalSignature.Signing.Sign;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>One who is to sign a document. They sign one after another; whose turn it is has the document in their inbox.</summary>
internal sealed class Signatory
{
    private Signatory()
    {
    }

    public Signatory(Guid documentId, int ordinal, SignatoryPlan plan, SignatureBox box)
    {
        (DocumentId, Ordinal, Box) = (documentId, ordinal, box);
        (PersonId, Name, Post, CertificateThumbprint) = (plan.PersonId, plan.Name, plan.Post, plan.CertificateThumbprint);
    }

    public Guid DocumentId { get; private init; }

    /// <summary>Their place in the order, from 1.</summary>
    public int Ordinal { get; private init; }

    public Guid PersonId { get; private init; }

    /// <summary>Name and post on the day of submission; a later change of post does not rewrite them.</summary>
    public string Name { get; private init; } = "";

    public string Post { get; private init; } = "";

    /// <summary>The only certificate that will do; null for any of the person's.</summary>
    public string? CertificateThumbprint { get; private init; }

    /// <summary>Where their signature goes unless they move it; kept so that opening the page need not open the file.</summary>
    public SignatureBox Box { get; private init; } = null!;

    /// <summary>Since when it is their turn; null before.</summary>
    public DateTimeOffset? WaitingSince { get; private set; }

    /// <summary>When their signature was accepted; null while it was not.</summary>
    public DateTimeOffset? SignedAt { get; private set; }

    public void TakeTurn(DateTimeOffset now) => WaitingSince = now;

    public void LoseTurn() => WaitingSince = null;

    public void Sign(DateTimeOffset now) => SignedAt = now;
}

/// <summary>Who is asked to sign.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="Name">Their name, also as it stands in the file where they sign.</param>
/// <param name="Post">Their post, or their part in the paper.</param>
/// <param name="CertificateThumbprint">SHA-256, lower-case hexadecimal, of the only certificate that will do; null for any of theirs.</param>
internal sealed record SignatoryPlan(Guid PersonId, string Name, string Post, string? CertificateThumbprint = null);
