using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Certificates.Registry;

/// <summary>A list's query string that somebody gave a name.</summary>
internal sealed class SavedFilter
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid AccountId { get; init; }

    /// <summary>Which list it narrows.</summary>
    public required string List { get; init; }

    public required string Name { get; set; }

    /// <summary>With its question mark.</summary>
    public required string Query { get; set; }
}

/// <summary>The reader's own saved filters.</summary>
internal sealed class SavedFilters(CertificatesDb db, CurrentUser user)
{
    public const string Certificates = "certificates";
    private const int Most = 20;

    public async Task<IReadOnlyList<SavedFilter>> OfReaderAsync(string list, CancellationToken cancel) =>
        await db.SavedFilters.AsNoTracking().Where(f => f.AccountId == user.AccountId && f.List == list).OrderBy(f => f.Name).Take(Most).ToListAsync(cancel);

    /// <summary>The same name again replaces the query. The caller saves.</summary>
    public async Task KeepAsync(string list, string? name, string query, CancellationToken cancel)
    {
        var called = name?.Trim() ?? "";
        if (called.Length is 0 or > 60 || query.Length > 500) return;
        var mine = await db.SavedFilters.Where(f => f.AccountId == user.AccountId && f.List == list).ToListAsync(cancel);
        if (mine.Find(f => f.Name == called) is { } same) same.Query = query;
        else if (mine.Count < Most) db.SavedFilters.Add(new SavedFilter { AccountId = user.AccountId, List = list, Name = called, Query = query });
    }

    public Task ForgetAsync(Guid id, CancellationToken cancel) => db.SavedFilters.Where(f => f.Id == id && f.AccountId == user.AccountId).ExecuteDeleteAsync(cancel);
}
