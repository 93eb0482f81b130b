namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>The version of a document that a person saw last.</summary>
internal sealed class ReadMark
{
    public Guid DocumentId { get; init; }

    public Guid PersonId { get; init; }

    public Guid VersionId { get; set; }

    public DateTimeOffset At { get; set; }
}
