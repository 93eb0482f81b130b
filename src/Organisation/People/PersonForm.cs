using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Npgsql;

namespace ThanhHoa.DigitalSignature.Organisation.People;

/// <summary>What one types about a person, and what it comes to.</summary>
internal sealed class PersonForm
{
    [Required(ErrorMessage = "Hãy nhập họ và tên."), StringLength(PersonRules.NameLength)]
    public string FullName { get; set; } = "";

    [StringLength(PersonRules.EmailLength)]
    public string? Email { get; set; }

    public DateOnly? BirthDate { get; set; }

    [StringLength(20)]
    public string? Mobile { get; set; }

    /// <summary>Never sent back to a browser: empty leaves what is known.</summary>
    [StringLength(20)]
    public string? IdentityNumber { get; set; }

    public static PersonForm Of(Person person) => new() { FullName = person.FullName, Email = person.Email, BirthDate = person.BirthDate, Mobile = person.Mobile };

    public static bool IsTakenEmail(DbUpdateException e) => e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "ix_person_email" };

    /// <summary>The details, or null with what is wrong beside each field.</summary>
    /// <param name="model">Takes what is wrong.</param>
    /// <param name="prefix">The form's name in the page.</param>
    /// <param name="today">Today in Vietnam.</param>
    /// <param name="text">The reader's language.</param>
    public PersonDetails? Check(ModelStateDictionary model, string prefix, DateOnly today, IStringLocalizer<Texts> text)
    {
        var name = PersonRules.Tidy(FullName);
        if (name.Length > 0 && !PersonRules.IsName(name)) Fault(nameof(FullName), new Refusal(RefusalCode.NotAName, name));
        var email = PersonRules.Tidy(Email).ToLowerInvariant() is { Length: > 0 } typed ? typed : null;
        if (email is not null && !PersonRules.IsEmail(email)) Fault(nameof(Email), new Refusal(RefusalCode.NotAnEmail));
        if (BirthDate is { } born && !PersonRules.IsBirthDate(born, today)) Fault(nameof(BirthDate), new Refusal(RefusalCode.NotABirthDate, Days.Show(born)));
        var mobile = Formed(Mobile, PersonRules.Mobile, nameof(Mobile), RefusalCode.NotAMobile);
        var number = Formed(IdentityNumber, PersonRules.IdentityNumber, nameof(IdentityNumber), RefusalCode.NotAnIdentityNumber);
        return model.IsValid ? new PersonDetails(name, email, BirthDate, mobile, number) : null;

        string? Formed(string? value, Func<string, string?> form, string field, RefusalCode otherwise)
        {
            if (PersonRules.Tidy(value) is not { Length: > 0 } tidy) return null;
            var formed = form(tidy);
            if (formed is null) Fault(field, new Refusal(otherwise));
            return formed;
        }

        void Fault(string field, Refusal refusal) => model.AddModelError($"{prefix}.{field}", RefusalTexts.Of(refusal, text));
    }
}

/// <summary>What one types about a post.</summary>
internal sealed class PostForm
{
    [Required(ErrorMessage = "Hãy nhập chức vụ."), StringLength(Post.TitleLength, ErrorMessage = "Chức vụ dài quá 200 ký tự.")]
    [RegularExpression(@"[^\p{C}]*", ErrorMessage = "Có ký tự không nhìn thấy được. Hãy gõ lại.")]
    public string Title { get; set; } = "";

    public bool IsLeading { get; set; }

    /// <summary>Null: by the words of the title.</summary>
    [Range(1, 3, ErrorMessage = "Hãy chọn thứ bậc.")]
    public int? Rank { get; set; }

    public PostDetails ToDetails() => PostDetails.Of(PersonRules.Tidy(Title), IsLeading, Rank);

    public static PostForm Of(Post post) => new() { Title = post.Title, IsLeading = post.IsLeading, Rank = post.Rank };
}
