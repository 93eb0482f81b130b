using Microsoft.EntityFrameworkCore;

namespace ThanhHoa.DigitalSignature.Signing.Exchange;

/// <summary>Which address on the document axis a unit sends from.</summary>
internal sealed class FindAddress(SigningDb db)
{
    /// <summary>The unit's own, or the province's; null when neither is set.</summary>
    public async Task<ExchangeAddress?> OfAsync(Guid unit, CancellationToken cancel) =>
        await db.Addresses.AsNoTracking().Where(a => a.UnitId == unit || a.UnitId == null).OrderBy(a => a.UnitId == null).FirstOrDefaultAsync(cancel);

    /// <summary>The name of a document between agencies.</summary>
    /// <param name="organId">Of the unit that issued it.</param>
    /// <param name="document">Numbered.</param>
    public static string NameOf(string organId, Document document) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{organId},{document.DatedOn:yyyy/MM/dd},{document.NumberAndSymbol}");
}
