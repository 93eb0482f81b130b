using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Portal.Home;

/// <summary>The doors this person may open, the most used one first.</summary>
[Authorize(RolePolicy.SignedIn)]
internal sealed class IndexModel(CurrentUser user, IStringLocalizer<Texts> text) : PageModel
{
    public string Name => user.DisplayName;

    public IReadOnlyList<Door> Doors { get; private set; } = [];

    public void OnGet() => Doors =
    [
        .. Navigation.For(user).Select(entry => new Door(entry.Url, text[entry.Title], text[entry.Purpose])),
    ];

    public sealed record Door(string Url, string Title, string Purpose);
}
