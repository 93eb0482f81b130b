namespace ThanhHoa.DigitalSignature.Organisation.Contracts;

/// <summary>What a section of a person's page shows.</summary>
/// <param name="Title">Heading, in the reader's language.</param>
/// <param name="Partial">Absolute path of the partial view: <c>/Certificates/People/_Certificates.cshtml</c>.</param>
/// <param name="Model">What the partial view is given.</param>
public sealed record PersonSection(string Title, string Partial, object Model);

/// <summary>
/// What another module knows about a person, shown on the person's page below their posts. Register one or more as scoped services;
/// they are asked one after another, within the request of a reader whose role reaches a unit of the person, or who is that person.
/// </summary>
public interface IPersonSection
{
    /// <summary>Sections stand in the order of this number.</summary>
    int Order { get; }

    /// <summary>The section for this person, or null when there is nothing to show to this reader.</summary>
    /// <param name="person">The person; never one who was merged into another.</param>
    /// <param name="cancel">Gives up.</param>
    Task<PersonSection?> ForAsync(Guid person, CancellationToken cancel);
}
