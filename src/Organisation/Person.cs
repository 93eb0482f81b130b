using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>Someone who holds or held posts.</summary>
internal sealed class Person
{
    private readonly List<Post> posts = [];

    private Person()
    {
    }

    public Guid Id { get; private init; }

    public string FullName { get; private init; } = "";

    /// <summary>The name as people type it in a hurry: lower case, without diacritics.</summary>
    public string SearchName { get; private init; } = "";

    /// <summary>Official e-mail, lower case; null when unknown.</summary>
    public string? Email { get; private init; }

    /// <summary>True for an invented person, removed with the demonstration.</summary>
    public bool IsDemonstration { get; private init; }

    public IReadOnlyList<Post> Posts => posts;

    /// <summary>An invented person for the demonstration.</summary>
    public static Person Invent(string fullName, string email) => new()
    {
        Id = Guid.CreateVersion7(),
        FullName = fullName,
        SearchName = SearchText.Fold(fullName),
        Email = email.ToLowerInvariant(),
        IsDemonstration = true,
    };

    public Post TakeUp(Guid unitId, string title, bool leading, DateOnly from)
    {
        var post = new Post(Id, unitId, title, leading, from);
        posts.Add(post);
        return post;
    }

    public PersonInfo ToInfo() => new(Id, FullName, Email, IsDemonstration);
}

/// <summary>A person in a post at a unit, from one day to another.</summary>
internal sealed class Post(Guid personId, Guid unitId, string title, bool isLeading, DateOnly heldFrom)
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public Guid PersonId { get; private init; } = personId;

    public Guid UnitId { get; private init; } = unitId;

    /// <summary>Chức vụ, as written in the decision: "Phó Giám đốc".</summary>
    public string Title { get; private init; } = title;

    /// <summary>A leading post counts towards the plan's targets.</summary>
    public bool IsLeading { get; private init; } = isLeading;

    /// <summary>1 the head, 2 a deputy, 3 the others: the order in which lists name people.</summary>
    public int Rank { get; private init; } = !isLeading ? 3 : title.StartsWith("Phó ", StringComparison.OrdinalIgnoreCase) ? 2 : 1;

    public DateOnly HeldFrom { get; private init; } = heldFrom;

    /// <summary>The last day; null while held.</summary>
    public DateOnly? HeldTo { get; private set; }

    public void EndBefore(DateOnly day) => HeldTo = day.AddDays(-1);
}
