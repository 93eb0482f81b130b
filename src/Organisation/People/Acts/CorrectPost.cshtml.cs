using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Organisation.People.Acts;

/// <summary>A post was written down wrongly: its title, its rank, whether it leads. A new post is another act.</summary>
internal sealed class CorrectPostModel(OrganisationDb db, ChangePerson change, IStringLocalizer<Texts> text) : PostModel(db, change, text)
{
    [BindProperty]
    public PostForm Post { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id, Guid post, CancellationToken cancel)
    {
        if (!await LoadAsync(id, post, cancel)) return NotFound();
        Post = PostForm.Of(Known);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, Guid post, CancellationToken cancel)
    {
        if (!await LoadAsync(id, post, cancel)) return NotFound();
        if (!ModelState.IsValid) return Page();
        return await RunAsync((_, one) =>
        {
            one.Correct(Post.ToDetails());
            return null;
        }, ("organisation.post.corrected", new { post, before = Known.Details, after = Post.ToDetails() }), cancel);
    }
}
