using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Signing.Sign;

/// <summary>Puts together what each signature shows, as Decree 30/2020, annex I, lays it down. Asks for each picture once in a request.</summary>
internal sealed class SignatureLooks(SigningDb db, IUnits units)
{
    private readonly Dictionary<Guid, SignatureImage?> images = [];
    private readonly Dictionary<Guid, string> names = [];

    /// <summary>What the organisation's signature stands for on this file.</summary>
    public static SignatureKind KindOf(Document document, int part) => (part, document.Purpose) switch
    {
        ( > 0, _) => SignatureKind.Appendix,
        (_, DocumentPurpose.Copy) => SignatureKind.Copy,
        (_, DocumentPurpose.Incoming) => SignatureKind.Incoming,
        _ => SignatureKind.Organisation,
    };

    /// <summary>A person's signature: the picture alone; without a picture, or signed for somebody else, the words.</summary>
    public async Task<SignatureLook> OfPersonAsync(Guid person, Signatory signatory, Delegation? delegation, DateTimeOffset now, CancellationToken cancel)
    {
        if (signatory.Role is SignatoryRole.Initial) return new SignatureLook(SignatureKind.Initial, null, [$"Ký nháy: {signatory.Name}", Time(now)], $"Ký nháy: {signatory.Post}");
        var image = await ImageAsync(person, i => i.PersonId == person, cancel);
        var signer = delegation?.ToName ?? signatory.Name;
        string[] authority = delegation is null ? [] : [$"{AuthorityNames.Of(delegation.Authority)} {signatory.Post}".Trim().ToUpper(CultureInfo.GetCultureInfo("vi-VN")), delegation.ToPost];
        string[] lines = (image, delegation) switch
        {
            (null, null) => [signer, signatory.Post, $"Ký ngày {Time(now)}"],
            (null, _) => [.. authority, signer, $"Ký ngày {Time(now)}"],
            (_, null) => [],
            _ => [.. authority, signer],
        };
        var reason = delegation is not null ? $"{AuthorityNames.Of(delegation.Authority)} {signatory.Post} ({delegation.FromName}); {delegation.Basis}"
            : signatory.Authority is SigningAuthority.Own ? null : $"{AuthorityNames.Of(signatory.Authority)} {signatory.Post}";
        return new SignatureLook(SignatureKind.Approval, image, lines, reason);
    }

    /// <summary>The organisation's: its seal on the document, words at the top right of an appendix, a copy, an incoming document.</summary>
    public async Task<SignatureLook> OfOrganisationAsync(Document document, SignatureKind kind, DateTimeOffset now, CancellationToken cancel)
    {
        var unit = await NameOfAsync(document.UnitId, cancel);
        return kind switch
        {
            SignatureKind.Appendix => new SignatureLook(kind, null, [document.NumberAndSymbol, Time(now)], $"Phụ lục kèm theo {document.NumberAndSymbol}"),
            SignatureKind.Copy => new SignatureLook(kind, null, [CopyFormNames.Of(document.CopyForm), unit, Time(now)], $"{CopyFormNames.Of(document.CopyForm)} {document.NumberAndSymbol}"),
            SignatureKind.Incoming => new SignatureLook(kind, null, [$"ĐẾN: {unit}", $"Số đến: {document.Number:00}", $"Ngày đến: {document.DatedOn:dd-MM-yyyy}"], $"Số đến {document.Number:00}"),
            _ => await ImageAsync(document.UnitId, i => i.UnitId == document.UnitId, cancel) is { } seal
                ? new SignatureLook(kind, seal, [], $"{document.NumberAndSymbol}")
                : new SignatureLook(kind, null, [unit, document.NumberAndSymbol, $"Ký ngày {Time(now)}"], document.NumberAndSymbol),
        };
    }

    public async Task<string> NameOfAsync(Guid unit, CancellationToken cancel)
    {
        if (!names.TryGetValue(unit, out var name)) names[unit] = name = (await units.FindAsync([unit], cancel)).Single().Name;
        return name;
    }

    // Decree 30/2020, annex I: dd-mm-yyyy; hh:mm:ss with the zone of ISO 8601.
    private static string Time(DateTimeOffset now) => now.ToVietnam().ToString("dd-MM-yyyy; HH:mm:ss zzz", CultureInfo.InvariantCulture);

    private async Task<SignatureImage?> ImageAsync(Guid owner, System.Linq.Expressions.Expression<Func<SignatureImage, bool>> isTheirs, CancellationToken cancel)
    {
        if (!images.TryGetValue(owner, out var image))
            images[owner] = image = await db.Images.AsNoTracking().Where(i => i.EndedAt == null).Where(isTheirs).OrderByDescending(i => i.AddedAt).FirstOrDefaultAsync(cancel);
        return image;
    }
}
