namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>The picture of a person's handwritten signature or of an organisation's seal. The newest one is used; earlier ones stay as a record.</summary>
internal sealed class SignatureImage
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Whose handwriting; null for a seal.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>Whose seal; null for handwriting.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>PNG, transparent.</summary>
    public byte[] Png { get; init; } = [];

    /// <summary>Width on paper in millimetres: of a seal its real size.</summary>
    public double WidthMm { get; init; }

    /// <summary>Height for a width of one.</summary>
    public double Aspect { get; init; }

    public DateTimeOffset AddedAt { get; init; }

    public Guid AddedBy { get; init; }

    public string AddedByName { get; init; } = "";

    /// <summary>When it was taken out of use; null while it is in use.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}
