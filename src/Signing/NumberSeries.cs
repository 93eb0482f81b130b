namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>What a series counts.</summary>
internal enum SeriesKind
{
    /// <summary>Issued documents, all kinds in one series (Decree 30/2020, article 15).</summary>
    Issued,

    /// <summary>Số đến: documents received.</summary>
    Incoming,

    /// <summary>Copies have a series of their own (Decree 30/2020, annex I: số sao).</summary>
    Copies,
}

/// <summary>A unit's series of one year. Its row is locked by whoever takes a number, so that numbers follow each other without gap or double.</summary>
internal sealed class NumberSeries
{
    private NumberSeries()
    {
    }

    public Guid UnitId { get; private init; }

    public SeriesKind Kind { get; private init; }

    public int Year { get; private init; }

    /// <summary>The highest number given or reserved.</summary>
    public int Last { get; private init; }
}

/// <summary>A number of a series: given to a document, reserved, or free again because its reservation was not used.</summary>
internal sealed class GivenNumber
{
    private GivenNumber()
    {
    }

    public GivenNumber(Guid unitId, SeriesKind kind, int year, int number) => (UnitId, Kind, Year, Number) = (unitId, kind, year, number);

    public Guid UnitId { get; private init; }

    public SeriesKind Kind { get; private init; }

    public int Year { get; private init; }

    public int Number { get; private init; }

    /// <summary>The document that carries it; null while it is reserved or free.</summary>
    public Guid? DocumentId { get; private set; }

    /// <summary>Until when it is kept for a document that is not in the portal yet; null when it is not, or no more.</summary>
    public DateTimeOffset? ReservedUntil { get; private set; }

    public string? ReservedByName { get; private set; }

    /// <summary>What it is reserved for, in the clerk's words.</summary>
    public string? Purpose { get; private set; }

    public void Reserve(string purpose, string byName, DateTimeOffset until) => (Purpose, ReservedByName, ReservedUntil) = (purpose, byName, until);

    public void Release() => (Purpose, ReservedByName, ReservedUntil) = (null, null, null);

    public void GiveTo(Guid documentId)
    {
        DocumentId = documentId;
        ReservedUntil = null;
    }
}
