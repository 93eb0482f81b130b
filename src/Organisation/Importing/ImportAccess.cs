using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Organisation.Importing;

/// <summary>Which imports the current user may see: their own, or all for whoever maintains the whole province.</summary>
internal sealed class ImportAccess(OrganisationDb db, PeopleAccess people, CurrentUser user)
{
    public Task<Import?> FindAsync(Guid id, CancellationToken cancel)
    {
        var (everywhere, account) = (people.IsEverywhere, user.AccountId);
        return db.Imports.SingleOrDefaultAsync(i => i.Id == id && (everywhere || i.AccountId == account), cancel);
    }
}
