namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>How long documents of a kind are kept. Without a rule a document is kept for ever.</summary>
internal sealed class RetentionRule
{
    private RetentionRule()
    {
    }

    public RetentionRule(DocumentPurpose purpose, string kind) => (Purpose, Kind) = (purpose, kind);

    public DocumentPurpose Purpose { get; private init; }

    /// <summary>How the symbol begins: "QĐ", "CV"; empty for every document of the purpose. The longest that fits counts.</summary>
    public string Kind { get; private init; } = "";

    /// <summary>Full years after the one in which the document was dated; null for ever.</summary>
    public int? Years { get; private set; }

    public string SetByName { get; private set; } = "";

    public DateTimeOffset SetAt { get; private set; }

    public void Set(int? years, string byName, DateTimeOffset now) => (Years, SetByName, SetAt) = (years, byName, now);
}
