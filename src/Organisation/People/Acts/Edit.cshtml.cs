using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Organisation.People.Acts;

/// <summary>Corrects what is known about a person.</summary>
internal sealed class EditModel(OrganisationDb db, ChangePerson change, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    [BindProperty]
    public PersonForm Person { get; set; } = new();

    public Person Known { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await change.FindAsync(id, cancel) is not { } known) return NotFound();
        (Known, Person) = (known, PersonForm.Of(known));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (await change.FindAsync(id, cancel) is not { } known) return NotFound();
        Known = known;
        if (Person.Check(ModelState, nameof(Person), clock.TodayInVietnam(), text) is not { } details) return Page();
        var fields = new List<string>();
        var refusal = await change.RunAsync(id, async person =>
        {
            var corrected = details with { IdentityNumber = details.IdentityNumber ?? person.IdentityNumber };
            if (corrected.Email is not null && await db.People.Where(p => p.Email == corrected.Email && p.Id != id && p.MergedIntoId != id).Select(p => p.FullName).FirstOrDefaultAsync(cancel) is { } owner) return new Refusal(RefusalCode.EmailOfOther, owner);
            fields.AddRange(Differences(person.Details, corrected));
            person.Correct(corrected);
            return null;
        }, ("organisation.person.corrected", new { fields }), cancel);
        if (refusal is not null)
        {
            ModelState.AddModelError(refusal.Code is RefusalCode.EmailOfOther ? $"{nameof(Person)}.{nameof(PersonForm.Email)}" : "", RefusalTexts.Of(refusal, text));
            return Page();
        }

        return LocalRedirect($"/organisation/people/{id}");
    }

    /// <summary>The trail tells which fields changed, not what stands in them.</summary>
    private static IEnumerable<string> Differences(PersonDetails before, PersonDetails after)
    {
        if (before.FullName != after.FullName) yield return nameof(after.FullName);
        if (before.Email != after.Email) yield return nameof(after.Email);
        if (before.BirthDate != after.BirthDate) yield return nameof(after.BirthDate);
        if (before.Mobile != after.Mobile) yield return nameof(after.Mobile);
        if (before.IdentityNumber != after.IdentityNumber) yield return nameof(after.IdentityNumber);
    }
}
