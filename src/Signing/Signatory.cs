using ThanhHoa.DigitalSignature.Signing.Sign;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>What somebody on the route does.</summary>
internal enum SignatoryRole
{
    /// <summary>Ký duyệt: the competent person signs.</summary>
    Approve,

    /// <summary>Ký nháy: somebody answers for content or form before.</summary>
    Initial,
}

/// <summary>In whose place a person signs: the words before the position (Decree 30/2020, annex I).</summary>
internal enum SigningAuthority
{
    /// <summary>In their own right.</summary>
    Own,

    /// <summary>TM., thay mặt: on behalf of the collective.</summary>
    Collective,

    /// <summary>KT., ký thay: a deputy for the head.</summary>
    Deputy,

    /// <summary>TL., thừa lệnh: by order of the head.</summary>
    ByOrder,

    /// <summary>TUQ., thừa ủy quyền: authorised by the head.</summary>
    Authorised,

    /// <summary>Q., quyền: acting head.</summary>
    Acting,
}

/// <summary>One who is to sign a document. Those of one stage sign in any order, the stages one after another; whose turn it is has the document in their inbox.</summary>
internal sealed class Signatory
{
    private Signatory()
    {
    }

    public Signatory(Guid documentId, int ordinal, SignatoryPlan plan, SignatureBox box)
    {
        (DocumentId, Ordinal, Stage, Role, Box) = (documentId, ordinal, plan.Stage ?? ordinal, plan.Role, box);
        (PersonId, Name, Post, Authority, CertificateThumbprint) = (plan.PersonId, plan.Name, plan.Post, plan.Authority, plan.CertificateThumbprint);
    }

    public Guid DocumentId { get; private init; }

    /// <summary>Their place in the list, from 1.</summary>
    public int Ordinal { get; private init; }

    /// <summary>Their place in the order; several may share one.</summary>
    public int Stage { get; private init; }

    public SignatoryRole Role { get; private init; }

    public Guid PersonId { get; private set; }

    /// <summary>Name and post on the day of submission; a later change of post does not rewrite them.</summary>
    public string Name { get; private set; } = "";

    public string Post { get; private set; } = "";

    public SigningAuthority Authority { get; private set; }

    /// <summary>The only certificate that will do; null for any of the person's.</summary>
    public string? CertificateThumbprint { get; private init; }

    /// <summary>Where their signature goes unless they move it; kept so that opening the page need not open the file.</summary>
    public SignatureBox Box { get; private init; } = null!;

    /// <summary>Since when it is their turn; null before.</summary>
    public DateTimeOffset? WaitingSince { get; private set; }

    /// <summary>When their signature was accepted; null while it was not.</summary>
    public DateTimeOffset? SignedAt { get; private set; }

    /// <summary>Who signed; another than <see cref="Name"/> when they had a delegation.</summary>
    public string? SignedByName { get; private set; }

    public void TakeTurn(DateTimeOffset now) => WaitingSince = now;

    public void LoseTurn() => WaitingSince = null;

    public void Sign(string byName, DateTimeOffset now) => (SignedAt, SignedByName) = (now, byName);

    /// <summary>Another person stands in this place from now on.</summary>
    public void GoTo(SignatoryPlan other, DateTimeOffset now) =>
        (PersonId, Name, Post, Authority, WaitingSince) = (other.PersonId, other.Name, other.Post, other.Authority, now);

    /// <summary>"Thay …" when somebody else signed for them; else nothing.</summary>
    public string ActsFor(string signerName) => signerName == Name ? "" : Name;
}

/// <summary>Who is asked to sign.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="Name">Their name, also as it stands in the file where they sign.</param>
/// <param name="Post">Their post, or their part in the paper.</param>
/// <param name="CertificateThumbprint">SHA-256, lower-case hexadecimal, of the only certificate that will do; null for any of theirs.</param>
internal sealed record SignatoryPlan(Guid PersonId, string Name, string Post, string? CertificateThumbprint = null)
{
    public SignatoryRole Role { get; init; }

    public SigningAuthority Authority { get; init; }

    /// <summary>Their place in the order; null to follow the one before.</summary>
    public int? Stage { get; init; }
}
