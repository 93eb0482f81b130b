using Microsoft.EntityFrameworkCore.Design;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Certificates.Migrations;

/// <summary>Lets <c>dotnet ef migrations add</c> make the context without a host or a database.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<CertificatesDb>
{
    public CertificatesDb CreateDbContext(string[] args) => new(Databases.DesignTimeOptions<CertificatesDb>(CertificatesDb.SchemaName));
}
