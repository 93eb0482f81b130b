using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Certificates.Revocation;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Certificates;

internal sealed class CertificatesDb(DbContextOptions<CertificatesDb> options) : ModuleDb(options)
{
    public const string SchemaName = "certificates";

    protected override string Schema => SchemaName;

    public DbSet<Certificate> Certificates => Set<Certificate>();

    public DbSet<StoredRevocationList> RevocationLists => Set<StoredRevocationList>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Certificate>(certificate =>
        {
            certificate.ToTable("certificate");
            certificate.Property(c => c.Thumbprint).HasMaxLength(64);
            certificate.HasIndex(c => c.Thumbprint).IsUnique();
            certificate.HasIndex(c => c.PersonId);
            certificate.HasIndex(c => c.NotAfter);
            certificate.Property(c => c.SubjectName).HasMaxLength(300);
            certificate.Property(c => c.IssuerName).HasMaxLength(300);
            certificate.Property(c => c.SerialNumber).HasMaxLength(80);
            certificate.Property(c => c.Device).HasConversion<string>().HasMaxLength(20);
            certificate.Property(c => c.RevocationReason).HasMaxLength(500);
        });
        modelBuilder.Entity<StoredRevocationList>(list =>
        {
            list.ToTable("revocation_list");
            list.HasKey(l => l.IssuerThumbprint);
            list.Property(l => l.IssuerThumbprint).HasMaxLength(64);
        });
    }
}
