using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Certificates.Registry;
using ThanhHoa.DigitalSignature.Organisation.Contracts;

namespace ThanhHoa.DigitalSignature.Certificates.Devices;

/// <summary>The devices a person may see, by serial.</summary>
internal sealed class IndexModel(RegistryAccess access, IPeople people) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public DeviceState? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public DeviceKind? Kind { get; set; }

    /// <summary>Serial of the last row of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public IReadOnlyList<Device> Items { get; private set; } = [];

    public string? Next { get; private set; }

    public bool Keeps => access.Keeps;

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Q = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim()[..Math.Min(Q.Trim().Length, 60)];
        var list = (await access.DevicesAsync(cancel)).AsNoTracking();
        if (Q is not null)
        {
            var start = Q.ToUpperInvariant();
            list = list.Where(d => d.Serial.StartsWith(start) || d.PhoneNumber == Q);
        }

        if (State is { } state) list = list.Where(d => d.State == state);
        if (Kind is { } kind) list = list.Where(d => d.Kind == kind);
        if (After is { } after) list = list.Where(d => EF.Functions.GreaterThan(ValueTuple.Create(d.Serial, d.Id), ValueTuple.Create(after, Guid.AllBitsSet)));
        var found = await list.OrderBy(d => d.Serial).ThenBy(d => d.Id).Take(PageSize + 1).ToListAsync(cancel);
        if (found.Count > PageSize) Next = found[PageSize - 1].Serial;
        Items = found.Count > PageSize ? found[..PageSize] : found;
        Names = (await people.FindAsync([.. Items.Where(d => d.PersonId is not null).Select(d => d.PersonId!.Value).Distinct()], cancel)).ToDictionary(p => p.Id, p => p.FullName);
    }
}
