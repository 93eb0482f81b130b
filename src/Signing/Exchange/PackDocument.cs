using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Signing.Exchange;

/// <summary>Makes the edXML package of an issued document: its newest files as they are, the header from what is known of it. A recalled one asks for itself back.</summary>
internal sealed class PackDocument(SigningDb db, FindAddress addresses, FileStore files, IUnits units, CurrentUser user, TimeProvider clock)
{
    private const string Pdf = "application/pdf";

    /// <summary>Writes the package; false when the unit has no address on the axis.</summary>
    /// <param name="document">Whole, issued.</param>
    /// <param name="to">Written to, left open.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="FileDamagedException">A stored file is not what was stored.</exception>
    public async Task<bool> RunAsync(Document document, Stream to, CancellationToken cancel)
    {
        if (await addresses.OfAsync(document.UnitId, cancel) is not { } from) return false;
        await db.Entry(document).Collection(d => d.Events).LoadAsync(cancel);
        var package = new EdxmlPackage(await HeaderAsync(document, from, cancel), [new EdxmlTrace(from.OrganId, clock.GetUtcNow())], await BusinessAsync(document, from, cancel), Manifest(document));
        await EdxmlWriter.WriteAsync(package, async file => await files.OpenVerifiedAsync(document.LatestOf(int.Parse(file.ContentId.Split('-')[^1], System.Globalization.CultureInfo.InvariantCulture)).Sha256, cancel), to, cancel);
        return true;
    }

    private async Task<EdxmlHeader> HeaderAsync(Document document, ExchangeAddress from, CancellationToken cancel)
    {
        var unit = (await units.FindAsync([document.UnitId], cancel)).Single();
        var above = unit.ParentId is { } parent ? (await units.FindAsync([parent], cancel)).SingleOrDefault()?.Name : null;
        var recipients = document.Recipients.Where(r => r.OrganId is not null).OrderBy(r => r.Ordinal).Select(r => new EdxmlOrganisation(r.OrganId!, r.Name)).ToList();
        var signer = document.Signatories.Where(s => s.Role is SignatoryRole.Approve && s.SignedAt is not null).MaxBy(s => s.Ordinal);
        return new EdxmlHeader(
            new EdxmlOrganisation(from.OrganId, unit.Name) { InCharge = above ?? "", Email = from.Email, Telephone = from.Telephone },
            // Somebody must be addressed; a document without an address on the axis is packed for the unit's own archive.
            recipients.Count > 0 ? recipients : [new EdxmlOrganisation(from.OrganId, unit.Name)],
            FindAddress.NameOf(from.OrganId, document),
            document.Title)
        {
            CodeNumber = document.Number is { } number ? $"{number:00}" : "",
            CodeNotation = document.Symbol,
            Place = from.Place,
            PromulgatedOn = document.DatedOn,
            Content = document.Title,
            Competence = signer is null ? "" : AuthorityNames.Of(signer.Authority),
            Position = signer?.Post ?? "",
            SignerName = signer?.SignedByName ?? "",
            DueOn = document.DueOn,
            Priority = (int)document.Urgency,
            PageAmount = document.Parts.Sum(p => document.LatestOf(p).PageCount),
            Appendixes = [.. document.Parts.Where(p => p > 0).Select(p => document.LatestOf(p).FileName)],
            ToPlaces = [.. document.Recipients.OrderBy(r => r.Ordinal).Select(r => r.Name)],
        };
    }

    private async Task<EdxmlBusiness> BusinessAsync(Document document, ExchangeAddress from, CancellationToken cancel)
    {
        if (document.State is DocumentState.Recalled)
            return new EdxmlBusiness(BusinessKind.Recall, document.Events.Where(e => e.Act is DocumentAct.Recalled).MaxBy(e => e.At)?.Note ?? "") { DocumentId = FindAddress.NameOf(from.OrganId, document), Staff = user.DisplayName };
        var replaced = document.ReplacesId is { } id ? await db.Documents.AsNoTracking().Include(d => d.Recipients).SingleOrDefaultAsync(d => d.Id == id && d.Number != null, cancel) : null;
        return replaced is null
            ? new EdxmlBusiness(BusinessKind.New, "") { Staff = user.DisplayName }
            : new EdxmlBusiness(BusinessKind.Replace, "")
            {
                DocumentId = FindAddress.NameOf(from.OrganId, replaced),
                Replaces = [(FindAddress.NameOf(from.OrganId, replaced), [.. replaced.Recipients.Where(r => r.OrganId is not null).OrderBy(r => r.Ordinal).Select(r => r.OrganId!)])],
                Staff = user.DisplayName,
            };
    }

    private static List<EdxmlReference> Manifest(Document document) => document.State is DocumentState.Recalled ? []
        : [.. document.Parts.Select(part => new EdxmlReference($"{document.Id:N}-{part}", Pdf, part == 0 ? document.Title : $"Phụ lục {part}", document.LatestOf(part).FileName))];
}
