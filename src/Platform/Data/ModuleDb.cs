using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Mail;

namespace ThanhHoa.DigitalSignature.Platform.Data;

/// <summary>
/// The database of one module: its own schema, its own migrations history, and the audit trail within reach,
/// so that an act and its audit entry are saved by one <c>SaveChanges</c>, which is one transaction.
/// </summary>
public abstract class ModuleDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>The schema this module owns. No other module reads or writes it.</summary>
    protected abstract string Schema { get; }

    /// <summary>What was done, by whom and when. Only ever added to.</summary>
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    /// <summary>E-mails, stored with what they tell about and sent by a job.</summary>
    public DbSet<OutgoingMail> Mails => Set<OutgoingMail>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        AuditEntry.Map(modelBuilder).ToTable("audit_entry", PlatformDb.Schema, table => table.ExcludeFromMigrations());
        OutgoingMail.Map(modelBuilder).ToTable("outgoing_mail", PlatformDb.Schema, table => table.ExcludeFromMigrations());
    }

    /// <inheritdoc />
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => Conventions(optionsBuilder);

    internal static void Conventions(DbContextOptionsBuilder options) => options.UseSnakeCaseNamingConvention();
}
