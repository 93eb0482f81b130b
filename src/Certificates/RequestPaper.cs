using ThanhHoa.DigitalSignature.Certificates.Contracts;

namespace ThanhHoa.DigitalSignature.Certificates;

/// <summary>What a paper of a request is.</summary>
internal enum PaperKind
{
    /// <summary>Văn bản đề nghị: signed by the unit's head, who thereby confirms its lines.</summary>
    Sending,

    /// <summary>Biên bản bàn giao: signed by who gives and, with the device received, by who takes it.</summary>
    Handover,
}

/// <summary>A paper about lines of a request: signed in the portal, or a scan of one signed by hand.</summary>
internal sealed class RequestPaper
{
    private RequestPaper()
    {
    }

    /// <summary>Also the identity of the document that is signed.</summary>
    public Guid Id { get; private init; }

    public Guid RequestId { get; private init; }

    public PaperKind Kind { get; private init; }

    public Guid[] LineIds { get; private init; } = [];

    public string Title { get; private init; } = "";

    /// <summary>Of the stored file.</summary>
    public string Sha256 { get; private init; } = "";

    /// <summary>Who signs in the portal, in their order; nobody for a scan.</summary>
    public PaperSigner[] Signers { get; private init; } = [];

    public Guid MadeBy { get; private init; }

    public string MadeByName { get; private init; } = "";

    public DateTimeOffset MadeAt { get; private init; }

    /// <summary>When it lay before its first signer; null until then, and the job submits it.</summary>
    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>When the lines followed what became of it; null while it is being signed.</summary>
    public DateTimeOffset? SettledAt { get; private set; }

    public bool IsScan { get; private init; }

    /// <summary>A paper to be signed in the portal.</summary>
    public static RequestPaper ToSign(PaperKind kind, Guid requestId, IEnumerable<Guid> lines, string title, string sha256, IEnumerable<PaperSigner> signers, Actor maker, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        RequestId = requestId,
        Kind = kind,
        LineIds = [.. lines],
        Title = title,
        Sha256 = sha256,
        Signers = [.. signers],
        MadeBy = maker.AccountId ?? Guid.Empty,
        MadeByName = maker.Name,
        MadeAt = now,
    };

    /// <summary>The scan of minutes signed by hand: it proves the handover of its lines as soon as it is stored.</summary>
    public static RequestPaper Scan(Guid requestId, IEnumerable<Guid> lines, string title, string sha256, Actor maker, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        RequestId = requestId,
        Kind = PaperKind.Handover,
        LineIds = [.. lines],
        Title = title,
        Sha256 = sha256,
        IsScan = true,
        MadeBy = maker.AccountId ?? Guid.Empty,
        MadeByName = maker.Name,
        MadeAt = now,
        SubmittedAt = now,
        SettledAt = now,
    };

    public void WasSubmitted(DateTimeOffset now) => SubmittedAt = now;

    public void Settle(DateTimeOffset now) => SettledAt = now;
}
