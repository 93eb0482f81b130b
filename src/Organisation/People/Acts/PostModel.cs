using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Organisation.People.Acts;

/// <summary>A page about one post of one person, within the user's reach.</summary>
internal abstract class PostModel(OrganisationDb db, ChangePerson change, IStringLocalizer<Texts> text) : PageModel
{
    public Person Person { get; private set; } = null!;

    public Post Known { get; private set; } = null!;

    public string UnitName { get; private set; } = "";

    protected OrganisationDb Db => db;

    protected ChangePerson Change => change;

    protected IStringLocalizer<Texts> Text => text;

    protected async Task<bool> LoadAsync(Guid id, Guid post, CancellationToken cancel)
    {
        if (await change.FindAsync(id, cancel) is not { } person || person.Posts.FirstOrDefault(p => p.Id == post) is not { } known || !await change.ReachesAsync(known.UnitId, cancel)) return false;
        (Person, Known) = (person, known);
        UnitName = await db.Units.Where(u => u.Id == known.UnitId).Select(u => u.Name).SingleAsync(cancel);
        return true;
    }

    /// <summary>Does it and goes back to the person; or says on the page why not.</summary>
    protected async Task<IActionResult> RunAsync(Func<Person, Post, Refusal?> act, (string Name, object? Details) entry, CancellationToken cancel)
    {
        var (person, post) = (Person.Id, Known.Id);
        var refusal = await change.RunAsync(person, one => Task.FromResult(act(one, one.Posts.Single(p => p.Id == post))), entry, cancel);
        if (refusal is null) return LocalRedirect($"/organisation/people/{person}");
        ModelState.AddModelError("", RefusalTexts.Of(refusal, text));
        return Page();
    }
}
