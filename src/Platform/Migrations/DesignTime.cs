using Microsoft.EntityFrameworkCore.Design;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Platform.Migrations;

/// <summary>Lets <c>dotnet ef migrations add</c> make the context without a host or a database.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<PlatformDb>
{
    public PlatformDb CreateDbContext(string[] args) => new(Databases.DesignTimeOptions<PlatformDb>(PlatformDb.Schema));
}
