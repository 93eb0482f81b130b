using Microsoft.EntityFrameworkCore.Design;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Signing.Migrations;

/// <summary>Lets <c>dotnet ef migrations add</c> make the context without a host or a database.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<SigningDb>
{
    public SigningDb CreateDbContext(string[] args) => new(Databases.DesignTimeOptions<SigningDb>(SigningDb.SchemaName));
}
