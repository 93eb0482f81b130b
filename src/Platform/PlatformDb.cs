using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Platform.Keys;
using ThanhHoa.DigitalSignature.Platform.Mail;

namespace ThanhHoa.DigitalSignature.Platform;

/// <summary>Accounts, roles, the audit trail, stored files and the portal's keys: schema <c>platform</c>.</summary>
/// <remarks>The base type is the framework's without its role tables: a role here is held at a unit (<see cref="RoleGrant"/>).</remarks>
public sealed class PlatformDb(DbContextOptions<PlatformDb> options)
    : IdentityUserContext<Account, Guid>(options), IDataProtectionKeyContext
{
    /// <summary>The schema of every table here.</summary>
    public const string Schema = "platform";

    /// <summary>Who holds which role at which unit, and since when.</summary>
    public DbSet<RoleGrant> RoleGrants => Set<RoleGrant>();

    /// <summary>What was done, by whom and when. Only ever added to.</summary>
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    /// <summary>Keys that protect cookies and other short-lived secrets; shared by every process of the portal.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    internal DbSet<OutgoingMail> Mails => Set<OutgoingMail>();

    internal DbSet<StoredFile> Files => Set<StoredFile>();

    internal DbSet<PortalKey> Keys => Set<PortalKey>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.HasDefaultSchema(Schema);
        builder.Entity<Account>(account =>
        {
            account.ToTable("account");
            account.Property(a => a.DisplayName).HasMaxLength(200);
            account.HasIndex(a => a.PersonId).IsUnique();
            account.HasMany(a => a.Grants).WithOne().HasForeignKey(g => g.AccountId);
        });
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("account_claim");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("account_login");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("account_token");
        builder.Entity<RoleGrant>(grant =>
        {
            grant.ToTable("role_grant");
            grant.Property(g => g.Role).HasConversion<string>().HasMaxLength(40);
            grant.HasIndex(g => g.AccountId);
            grant.HasIndex(g => new { g.UnitId, g.Role });
        });
        AuditEntry.Map(builder).ToTable("audit_entry");
        OutgoingMail.Map(builder).ToTable("outgoing_mail");
        builder.Entity<DataProtectionKey>().ToTable("data_protection_key");
        builder.Entity<StoredFile>(file =>
        {
            file.ToTable("stored_file");
            file.HasKey(f => f.Sha256);
            file.Property(f => f.Sha256).HasMaxLength(64);
        });
        builder.Entity<FileChunk>(chunk =>
        {
            chunk.ToTable("file_chunk");
            chunk.HasKey(c => new { c.Sha256, c.Number });
            chunk.HasOne<StoredFile>().WithMany().HasForeignKey(c => c.Sha256);
        });
        builder.Entity<PortalKey>(key =>
        {
            key.ToTable("portal_key");
            key.HasKey(k => k.KeyId);
            key.Property(k => k.Purpose).HasMaxLength(40);
            key.HasIndex(k => k.Purpose).IsUnique().HasFilter("retired_at is null");
        });
    }

    /// <inheritdoc />
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => ModuleDb.Conventions(optionsBuilder);
}
