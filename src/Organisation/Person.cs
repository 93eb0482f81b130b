using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>What is known about a person besides their posts; checked by <see cref="PersonRules"/>.</summary>
/// <param name="FullName">As written: "Nguyễn Văn An".</param>
/// <param name="Email">Official e-mail, lower case.</param>
/// <param name="BirthDate">Date of birth.</param>
/// <param name="Mobile">Mobile number, ten digits.</param>
/// <param name="IdentityNumber">Số định danh cá nhân; protected.</param>
internal sealed record PersonDetails(string FullName, string? Email, DateOnly? BirthDate, string? Mobile, string? IdentityNumber);

/// <summary>Someone who holds or held posts.</summary>
internal sealed class Person
{
    private readonly List<Post> posts = [];

    private Person()
    {
    }

    public Guid Id { get; private init; }

    public string FullName { get; private set; } = "";

    /// <summary>The name as people type it in a hurry: lower case, without diacritics.</summary>
    public string SearchName { get; private set; } = "";

    /// <summary>Official e-mail, lower case; null when unknown. One given up in a merger keeps it, so that it is still found by it.</summary>
    public string? Email { get; private set; }

    public DateOnly? BirthDate { get; private set; }

    public string? Mobile { get; private set; }

    /// <summary>Số định danh cá nhân: shown only on request, to whoever's role reaches the person's unit, and then written to the trail.</summary>
    public string? IdentityNumber { get; private set; }

    /// <summary>True for an invented person, removed with the demonstration.</summary>
    public bool IsDemonstration { get; private init; }

    /// <summary>The record that lives on, when this one turned out to be the same person; never a record that was itself given up.</summary>
    public Guid? MergedIntoId { get; private set; }

    public IReadOnlyList<Post> Posts => posts;

    public PersonDetails Details => new(FullName, Email, BirthDate, Mobile, IdentityNumber);

    public static Person Register(PersonDetails details, bool isDemonstration = false)
    {
        var person = new Person { Id = Guid.CreateVersion7(), IsDemonstration = isDemonstration };
        person.Correct(details);
        return person;
    }

    /// <summary>An invented person for the demonstration.</summary>
    public static Person Invent(string fullName, string email) => Register(new PersonDetails(fullName, email.ToLowerInvariant(), null, null, null), isDemonstration: true);

    public void Correct(PersonDetails details) =>
        (FullName, SearchName, Email, BirthDate, Mobile, IdentityNumber) =
        (details.FullName, SearchText.Fold(details.FullName), details.Email, details.BirthDate, details.Mobile, details.IdentityNumber);

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
    public const int TitleLength = 200;

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public Guid PersonId { get; private set; } = personId;

    public Guid UnitId { get; private init; } = unitId;

    /// <summary>Chức vụ, as written in the decision: "Phó Giám đốc".</summary>
    public string Title { get; private set; } = title;

    /// <summary>A leading post counts towards the plan's targets.</summary>
    public bool IsLeading { get; private set; } = isLeading;

    /// <summary>1 the head, 2 a deputy, 3 the others: the order in which lists name people.</summary>
    public int Rank { get; private set; } = UsualRank(title, isLeading);

    public DateOnly HeldFrom { get; private init; } = heldFrom;

    /// <summary>The last day; null while held.</summary>
    public DateOnly? HeldTo { get; private set; }

    /// <summary>The post this one continues, after a move or a reorganisation.</summary>
    public Guid? FollowsId { get; private init; }

    /// <summary>What the rank is when nobody says: by the words of the title.</summary>
    public static int UsualRank(string title, bool leading) => !leading ? 3 : title.StartsWith("Phó ", StringComparison.OrdinalIgnoreCase) ? 2 : 1;

    public bool HeldOn(DateOnly day) => HeldFrom <= day && (HeldTo is null || HeldTo >= day);

    public void EndBefore(DateOnly day) => HeldTo = day.AddDays(-1);
}
