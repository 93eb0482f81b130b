namespace ThanhHoa.DigitalSignature.Signing.Exchange;

/// <summary>What is sent between agencies (QCVN 102:2016/BTTTT): a document with its files, or word of what became of one.</summary>
internal abstract record EdxmlMessage;

/// <summary>A document, or what is to happen to an earlier one.</summary>
/// <param name="Header">About the document.</param>
/// <param name="Traces">The agencies it came through, the sender first.</param>
/// <param name="Business">New, recall, update or replacement.</param>
/// <param name="Manifest">Its files, the document itself first.</param>
internal sealed record EdxmlPackage(EdxmlHeader Header, IReadOnlyList<EdxmlTrace> Traces, EdxmlBusiness Business, IReadOnlyList<EdxmlReference> Manifest) : EdxmlMessage;

/// <summary>What became of a document (bản tin trạng thái).</summary>
/// <param name="About">The document.</param>
/// <param name="From">Who says so.</param>
/// <param name="Code">See <see cref="ExchangeCode"/>; two digits.</param>
/// <param name="Description">In the sender's words: the reason of a refusal.</param>
/// <param name="At">When; written in Vietnam's time.</param>
/// <param name="Staff">Who acted; null when unknown.</param>
internal sealed record EdxmlStatus(EdxmlResponse About, EdxmlOrganisation From, string Code, string Description, DateTimeOffset At, string? Staff) : EdxmlMessage;

/// <summary>MessageHeader. An empty text is left out of the file.</summary>
/// <param name="From">Who issued it.</param>
/// <param name="To">To whom; at least one.</param>
/// <param name="DocumentId"><c>OrganId,yyyy/MM/dd,number/symbol</c>: the document's name between agencies.</param>
/// <param name="Subject">Trích yếu.</param>
internal sealed record EdxmlHeader(EdxmlOrganisation From, IReadOnlyList<EdxmlOrganisation> To, string DocumentId, string Subject)
{
    public string CodeNumber { get; init; } = "";

    public string CodeNotation { get; init; } = "";

    /// <summary>Where it was issued: "Thanh Hóa".</summary>
    public string Place { get; init; } = "";

    public DateOnly? PromulgatedOn { get; init; }

    /// <summary>Code, detail and name of the kind of document.</summary>
    public (string Type, string Detail, string Name) Kind { get; init; } = ("", "", "");

    public string Content { get; init; } = "";

    /// <summary>TM., KT., TL., TUQ., Q.; empty for who signs in their own right.</summary>
    public string Competence { get; init; } = "";

    public string Position { get; init; } = "";

    public string SignerName { get; init; } = "";

    public DateOnly? DueOn { get; init; }

    /// <summary>0 normal, 1 urgent, 2 very urgent, 3 immediate.</summary>
    public int Priority { get; init; }

    public string SphereOfPromulgation { get; init; } = "";

    public string TyperNotation { get; init; } = "";

    public int? PromulgationAmount { get; init; }

    public int? PageAmount { get; init; }

    public string Direction { get; init; } = "";

    /// <summary>Names of the appendices.</summary>
    public IReadOnlyList<string> Appendixes { get; init; } = [];

    /// <summary>The documents it answers.</summary>
    public IReadOnlyList<EdxmlResponse> ResponseFor { get; init; } = [];

    public string SteeringType { get; init; } = "";

    /// <summary>Nơi nhận, as printed.</summary>
    public IReadOnlyList<string> ToPlaces { get; init; } = [];
}

/// <summary>An agency on the document axis.</summary>
/// <param name="OrganId">Its identifier; see <see cref="OrganIds"/>.</param>
/// <param name="Name">Its name.</param>
internal sealed record EdxmlOrganisation(string OrganId, string Name)
{
    /// <summary>The agency above it.</summary>
    public string InCharge { get; init; } = "";

    public string Address { get; init; } = "";

    public string Email { get; init; } = "";

    public string Telephone { get; init; } = "";

    public string Fax { get; init; } = "";

    public string Website { get; init; } = "";
}

/// <summary>A document that is spoken of.</summary>
internal sealed record EdxmlResponse(string OrganId, string Code, DateOnly? PromulgatedOn, string DocumentId);

/// <summary>One agency on the way, and when; written in Vietnam's time to the second.</summary>
internal sealed record EdxmlTrace(string OrganId, DateTimeOffset At);

/// <summary>What is to be done with a package.</summary>
internal enum BusinessKind
{
    New = 0,

    /// <summary>Thu hồi.</summary>
    Recall = 1,

    /// <summary>Cập nhật.</summary>
    Update = 2,

    /// <summary>Thay thế.</summary>
    Replace = 3,
}

/// <summary>Bussiness, spelt as the regulation spells it.</summary>
/// <param name="Kind">New, recall, update, replacement.</param>
/// <param name="Reason">Why; empty for a new document.</param>
internal sealed record EdxmlBusiness(BusinessKind Kind, string Reason)
{
    /// <summary>The document that is recalled or updated; empty for a new one.</summary>
    public string DocumentId { get; init; } = "";

    /// <summary>Whether paper follows.</summary>
    public bool Paper { get; init; }

    /// <summary>The documents in whose place this one comes, each with the agencies that hold it.</summary>
    public IReadOnlyList<(string DocumentId, IReadOnlyList<string> OrganIds)> Replaces { get; init; } = [];

    /// <summary>Who sends it.</summary>
    public string Staff { get; init; } = "";

    /// <summary>Their part of the agency.</summary>
    public string Department { get; init; } = "";
}

/// <summary>One file of the manifest.</summary>
/// <param name="ContentId">Without the "cid:" before it.</param>
/// <param name="ContentType">"application/pdf".</param>
/// <param name="Description">What it is.</param>
/// <param name="Name">Its file name.</param>
internal sealed record EdxmlReference(string ContentId, string ContentType, string Description, string Name);

/// <summary>What status messages say.</summary>
internal static class ExchangeCode
{
    public const string Arrived = "01", Refused = "02", Accepted = "03", Assigned = "04", InWork = "05", Finished = "06", RecallAsked = "13", RecallAgreed = "15", RecallRefused = "16";

    public static bool IsKnown(string code) => code is Arrived or Refused or Accepted or Assigned or InWork or Finished or RecallAsked or RecallAgreed or RecallRefused;

    /// <summary>Whether it says that the document is with the other side.</summary>
    public static bool IsReceipt(string code) => code is Arrived or Accepted or Assigned or InWork or Finished;
}
