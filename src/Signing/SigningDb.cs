using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Signing;

internal sealed class SigningDb(DbContextOptions<SigningDb> options) : ModuleDb(options)
{
    public const string SchemaName = "signing";

    protected override string Schema => SchemaName;

    public DbSet<Document> Documents => Set<Document>();

    public DbSet<Signatory> Signatories => Set<Signatory>();

    public DbSet<DocumentVersion> Versions => Set<DocumentVersion>();

    public DbSet<SigningAttempt> Attempts => Set<SigningAttempt>();

    public DbSet<VerificationRules> VerificationRules => Set<VerificationRules>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasPostgresExtension("pg_trgm");
        modelBuilder.Entity<Document>(document =>
        {
            document.ToTable("document");
            document.Property(d => d.Title).HasMaxLength(500);
            document.Property(d => d.PlannedSymbol).HasMaxLength(100);
            document.Property(d => d.Purpose).HasConversion<string>().HasMaxLength(30);
            document.Property(d => d.SubmittedByName).HasMaxLength(200);
            // The clerk's list: what a unit submitted, newest first.
            document.HasIndex(d => new { d.UnitId, d.Purpose, d.SubmittedAt });
            document.HasIndex(d => d.SearchedText).HasMethod("gin").HasOperators("gin_trgm_ops");
            document.HasMany(d => d.Versions).WithOne().HasForeignKey(v => v.DocumentId);
            document.HasMany(d => d.Signatories).WithOne().HasForeignKey(s => s.DocumentId);
        });
        modelBuilder.Entity<Signatory>(signatory =>
        {
            signatory.ToTable("signatory");
            signatory.HasKey(s => new { s.DocumentId, s.Ordinal });
            signatory.Property(s => s.Name).HasMaxLength(200);
            signatory.Property(s => s.Post).HasMaxLength(200);
            signatory.Property(s => s.CertificateThumbprint).HasMaxLength(64);
            signatory.ComplexProperty(s => s.Box);
            // The inbox: what waits for one person, longest waiting first; and what they signed last.
            signatory.HasIndex(s => new { s.PersonId, s.WaitingSince }).HasFilter("signed_at is null and waiting_since is not null").HasDatabaseName("ix_signatory_waiting");
            signatory.HasIndex(s => new { s.PersonId, s.SignedAt });
        });
        modelBuilder.Entity<DocumentVersion>(version =>
        {
            version.ToTable("document_version");
            version.Property(v => v.Id).ValueGeneratedNever();
            version.Property(v => v.Sha256).HasMaxLength(64);
            version.Property(v => v.CreatedByName).HasMaxLength(200);
            version.HasIndex(v => new { v.DocumentId, v.Ordinal }).IsUnique();
            version.HasOne(v => v.Signature).WithOne().HasForeignKey<Signature>(s => s.VersionId);
        });
        modelBuilder.Entity<Signature>(signature =>
        {
            signature.ToTable("signature");
            signature.HasKey(s => s.VersionId);
            signature.Property(s => s.SignerName).HasMaxLength(200);
            signature.Property(s => s.CertificateThumbprint).HasMaxLength(64);
            signature.Property(s => s.CertificateSubject).HasMaxLength(300);
            signature.Property(s => s.Channel).HasConversion<string>().HasMaxLength(20);
            signature.HasIndex(s => new { s.PersonId, s.AcceptedAt });
            signature.HasIndex(s => new { s.CertificateThumbprint, s.AcceptedAt });
        });
        modelBuilder.Entity<SigningAttempt>(attempt =>
        {
            attempt.ToTable("signing_attempt");
            attempt.Property(a => a.CertificateThumbprint).HasMaxLength(64);
            attempt.Property(a => a.CertificateSubject).HasMaxLength(300);
            attempt.Property(a => a.Code).HasMaxLength(8);
            attempt.HasIndex(a => a.DocumentId);
            attempt.HasIndex(a => a.ExpiresAt).HasFilter("finished_version_id is null");
            attempt.HasIndex(a => a.FinishedVersionId).IsUnique();
        });
        modelBuilder.Entity<VerificationRules>(rules =>
        {
            rules.ToTable("verification_rules");
            rules.Property(r => r.ChangedByName).HasMaxLength(200);
            rules.HasIndex(r => r.ChangedAt);
        });
    }
}
