namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>Where a unit is reached on the document axis, and how it signs its packages. Without one, the province's own counts.</summary>
internal sealed class ExchangeAddress
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The unit; null for the province's own, which stands in for every unit that has none.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>Its identifier, as it writes it; see <see cref="Exchange.OrganIds"/>.</summary>
    public string OrganId { get; set; } = "";

    /// <summary>The place documents are dated at: "Thanh Hóa".</summary>
    public string Place { get; set; } = "";

    public string Email { get; set; } = "";

    public string Telephone { get; set; } = "";

    public DateTimeOffset ChangedAt { get; set; }

    public string ChangedByName { get; set; } = "";
}
