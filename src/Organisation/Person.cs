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

    /// <summary>For invented people, whose posts nobody has to check.</summary>
    public Post TakeUp(Guid unitId, string title, bool leading, DateOnly from)
    {
        var post = new Post(Id, unitId, title, leading, from);
        posts.Add(post);
        return post;
    }

    /// <summary>A new post, within the life of its unit, and not one the person holds already.</summary>
    public Refusal? TakeUp(Unit unit, PostDetails wanted, DateOnly from, DateOnly? to = null, Guid? follows = null)
    {
        if (to < from) return new(RefusalCode.EndBeforeBegin);
        if (unit.ValidFrom > from) return new(RefusalCode.UnitBeginsLater, unit.Name, Days.Show(unit.ValidFrom));
        if (unit.ValidTo is { } last && !(to <= last)) return new(RefusalCode.UnitEnds, unit.Name, Days.Show(last));
        if (posts.Exists(p => p.UnitId == unit.Id && SearchText.Fold(p.Title) == SearchText.Fold(wanted.Title) && p.HeldFrom <= (to ?? DateOnly.MaxValue) && from <= (p.HeldTo ?? DateOnly.MaxValue)))
            return new(RefusalCode.SamePost, wanted.Title, unit.Name);
        posts.Add(new Post(Id, unit.Id, wanted, from, to) { FollowsId = follows });
        return null;
    }

    /// <summary>From a day on another post takes the place of this one.</summary>
    public Refusal? Move(Post post, Unit unit, PostDetails wanted, DateOnly from)
    {
        if (post.End(from.AddDays(-1)) is { } refusal) return refusal;
        return TakeUp(unit, wanted, from, follows: post.Id);
    }

    /// <summary>
    /// This record turned out to be the same person as another: its posts go over, and what the other record does not know.
    /// It stays, pointing to the one that lives on, for others have written its identity down. Records given up for this one before
    /// must be told too: <paramref name="givenUp"/>.
    /// </summary>
    public void MergeInto(Person other, IEnumerable<Person> givenUp)
    {
        foreach (var post in posts) other.TakeOver(post);
        posts.Clear();
        var (email, known) = (other.Email ?? Email, other.Details);
        if (other.Email is null) Email = null;
        other.Correct(known with { Email = email, BirthDate = known.BirthDate ?? BirthDate, Mobile = known.Mobile ?? Mobile, IdentityNumber = known.IdentityNumber ?? IdentityNumber });
        foreach (var person in givenUp.Append(this)) person.MergedIntoId = other.Id;
    }

    /// <summary>The units through which somebody's role reaches this person: those of posts held now or later, else all there were.</summary>
    public IReadOnlyList<Guid> UnitsOn(DateOnly today)
    {
        var current = posts.Where(p => p.HeldTo is null || p.HeldTo >= today).ToList();
        return [.. (current.Count > 0 ? current : posts).Select(p => p.UnitId).Distinct()];
    }

    private void TakeOver(Post post)
    {
        // The same post in both records is one post.
        if (posts.Find(p => p.UnitId == post.UnitId && SearchText.Fold(p.Title) == SearchText.Fold(post.Title) && p.HeldFrom <= (post.HeldTo ?? DateOnly.MaxValue) && post.HeldFrom <= (p.HeldTo ?? DateOnly.MaxValue)) is { } same) same.Widen(post);
        else posts.Add(post.Of(this));
    }

    public PersonInfo ToInfo() => new(Id, FullName, Email, IsDemonstration);
}

/// <summary>What a post is, wherever and whenever it is held.</summary>
/// <param name="Title">Chức vụ, as written in the decision.</param>
/// <param name="IsLeading">Whether it is a leading post.</param>
/// <param name="Rank">1 the head, 2 a deputy, 3 the others.</param>
internal sealed record PostDetails(string Title, bool IsLeading, int Rank)
{
    public static PostDetails Of(string title, bool leading, int? rank) => new(title, leading, rank ?? Post.UsualRank(title, leading));
}

/// <summary>A person in a post at a unit, from one day to another.</summary>
internal sealed class Post(Guid personId, Guid unitId, string title, bool isLeading, DateOnly heldFrom)
{
    public const int TitleLength = 200;

    public Post(Guid personId, Guid unitId, PostDetails details, DateOnly from, DateOnly? to) : this(personId, unitId, details.Title, details.IsLeading, from) =>
        (Rank, HeldTo) = (details.Rank, to);

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public Guid PersonId { get; private set; } = personId;

    public Guid UnitId { get; private init; } = unitId;

    /// <summary>Chức vụ, as written in the decision: "Phó Giám đốc".</summary>
    public string Title { get; private set; } = title;

    /// <summary>A leading post counts towards the plan's targets.</summary>
    public bool IsLeading { get; private set; } = isLeading;

    /// <summary>1 the head, 2 a deputy, 3 the others: the order in which lists name people.</summary>
    public int Rank { get; private set; } = UsualRank(title, isLeading);

    public DateOnly HeldFrom { get; private set; } = heldFrom;

    /// <summary>The last day; null while held.</summary>
    public DateOnly? HeldTo { get; private set; }

    /// <summary>The post this one continues, after a move or a reorganisation.</summary>
    public Guid? FollowsId { get; init; }

    public PostDetails Details => new(Title, IsLeading, Rank);

    /// <summary>What the rank is when nobody says: by the words of the title.</summary>
    public static int UsualRank(string title, bool leading) => !leading ? 3 : title.StartsWith("Phó ", StringComparison.OrdinalIgnoreCase) ? 2 : 1;

    public bool HeldOn(DateOnly day) => HeldFrom <= day && (HeldTo is null || HeldTo >= day);

    /// <summary>The last day in the post; said again it changes nothing.</summary>
    public Refusal? End(DateOnly last)
    {
        if (HeldTo is { } known && known != last) return new(RefusalCode.PostEndsAlready, Days.Show(known));
        if (last < HeldFrom) return new(RefusalCode.PostBegunLater, Days.Show(HeldFrom));
        HeldTo = last;
        return null;
    }

    /// <summary>Its unit ends on that day, and the post with it, whatever end was on record.</summary>
    public void Cut(DateOnly last) => HeldTo = last;

    /// <summary>It was written down wrongly.</summary>
    public void Correct(PostDetails details) => (Title, IsLeading, Rank) = (details.Title, details.IsLeading, details.Rank);

    internal Post Of(Person person)
    {
        PersonId = person.Id;
        return this;
    }

    internal void Widen(Post same) => (HeldFrom, HeldTo) =
        (same.HeldFrom < HeldFrom ? same.HeldFrom : HeldFrom, HeldTo is null || same.HeldTo is null ? null : same.HeldTo > HeldTo ? same.HeldTo : HeldTo);
}
