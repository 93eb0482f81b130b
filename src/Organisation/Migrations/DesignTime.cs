using Microsoft.EntityFrameworkCore.Design;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Organisation.Migrations;

internal sealed class DesignTime : IDesignTimeDbContextFactory<OrganisationDb>
{
    public OrganisationDb CreateDbContext(string[] args) => new(Databases.DesignTimeOptions<OrganisationDb>(OrganisationDb.SchemaName));
}
