using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Signing.SignService;

namespace ThanhHoa.DigitalSignature.Signing;

internal sealed class SigningDb(DbContextOptions<SigningDb> options) : ModuleDb(options)
{
    public const string SchemaName = "signing";

    protected override string Schema => SchemaName;

    public DbSet<Document> Documents => Set<Document>();

    public DbSet<Signatory> Signatories => Set<Signatory>();

    public DbSet<DocumentVersion> Versions => Set<DocumentVersion>();

    public DbSet<SigningAttempt> Attempts => Set<SigningAttempt>();

    public DbSet<NumberSeries> Series => Set<NumberSeries>();

    public DbSet<GivenNumber> Numbers => Set<GivenNumber>();

    public DbSet<Delegation> Delegations => Set<Delegation>();

    public DbSet<Batch> Batches => Set<Batch>();

    public DbSet<SignatureImage> Images => Set<SignatureImage>();

    public DbSet<ReadMark> ReadMarks => Set<ReadMark>();

    public DbSet<ExchangeAddress> Addresses => Set<ExchangeAddress>();

    public DbSet<ExchangeStatus> Statuses => Set<ExchangeStatus>();

    public DbSet<IncomingFacts> Incoming => Set<IncomingFacts>();

    public DbSet<FilePreservation> Preservations => Set<FilePreservation>();

    public DbSet<DocumentText> Texts => Set<DocumentText>();

    public DbSet<RetentionRule> RetentionRules => Set<RetentionRule>();

    public DbSet<ServerSeal> ServerSeals => Set<ServerSeal>();

    public DbSet<SignTicket> Tickets => Set<SignTicket>();

    public DbSet<VerificationRules> VerificationRules => Set<VerificationRules>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasPostgresExtension("pg_trgm");
        MapDocuments(modelBuilder);
        MapSignatures(modelBuilder);
        MapNumbersAndRules(modelBuilder);
        MapExchange(modelBuilder);
        MapKeeping(modelBuilder);
    }

    private static void MapDocuments(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Document>(document =>
        {
            document.ToTable("document");
            document.Property(d => d.Title).HasMaxLength(500);
            document.Property(d => d.Symbol).HasMaxLength(100);
            document.Property(d => d.Purpose).HasConversion<string>().HasMaxLength(30);
            document.Property(d => d.State).HasConversion<string>().HasMaxLength(20);
            document.Property(d => d.CopyForm).HasConversion<string>().HasMaxLength(20);
            document.Property(d => d.Urgency).HasConversion<int>();
            document.Property(d => d.Acts).IsConcurrencyToken();
            document.Ignore(d => d.Waiting).Ignore(d => d.Next).Ignore(d => d.Parts);
            document.Property(d => d.SubmittedByName).HasMaxLength(200);
            // The clerk's list: what a unit submitted, newest first.
            document.HasIndex(d => new { d.UnitId, d.Purpose, d.SubmittedAt });
            // What waits for the clerk: to number, to seal, to issue, to correct.
            document.HasIndex(d => new { d.UnitId, d.State });
            document.HasIndex(d => d.ReplacesId);
            // The archive: by the date a document carries, and newest first.
            document.HasIndex(d => d.DatedOn);
            document.HasIndex(d => d.SubmittedAt);
            document.HasIndex(d => d.SearchedText).HasMethod("gin").HasOperators("gin_trgm_ops");
            document.HasMany(d => d.Versions).WithOne().HasForeignKey(v => v.DocumentId);
            document.HasMany(d => d.Signatories).WithOne().HasForeignKey(s => s.DocumentId);
            document.HasMany(d => d.Events).WithOne().HasForeignKey(e => e.DocumentId);
            document.HasMany(d => d.Recipients).WithOne().HasForeignKey(r => r.DocumentId);
        });
        modelBuilder.Entity<DocumentEvent>(happened =>
        {
            happened.ToTable("document_event");
            happened.Property(e => e.Id).ValueGeneratedNever();
            happened.Property(e => e.Act).HasConversion<string>().HasMaxLength(20);
            happened.Property(e => e.ActorName).HasMaxLength(200);
            happened.Property(e => e.Note).HasMaxLength(1000);
            happened.HasIndex(e => new { e.DocumentId, e.At });
        });
        modelBuilder.Entity<Recipient>(recipient =>
        {
            recipient.ToTable("recipient");
            recipient.HasKey(r => new { r.DocumentId, r.Ordinal });
            recipient.Property(r => r.Name).HasMaxLength(300);
            recipient.Property(r => r.OrganId).HasMaxLength(60);
            recipient.Property(r => r.AcknowledgedByName).HasMaxLength(200);
            recipient.HasIndex(r => new { r.UnitId, r.AcknowledgedAt });
        });
        modelBuilder.Entity<Signatory>(signatory =>
        {
            signatory.ToTable("signatory");
            signatory.HasKey(s => new { s.DocumentId, s.Ordinal });
            signatory.Property(s => s.Name).HasMaxLength(200);
            signatory.Property(s => s.Post).HasMaxLength(200);
            signatory.Property(s => s.CertificateThumbprint).HasMaxLength(64);
            signatory.Property(s => s.SignedByName).HasMaxLength(200);
            signatory.Property(s => s.Role).HasConversion<string>().HasMaxLength(20);
            signatory.Property(s => s.Authority).HasConversion<string>().HasMaxLength(20);
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
            version.Property(v => v.FileName).HasMaxLength(255);
            version.Property(v => v.Origin).HasConversion<string>().HasMaxLength(20);
            version.Property(v => v.Warnings).HasConversion<int>();
            version.Property(v => v.NumberFields).HasConversion<int>();
            version.HasIndex(v => new { v.DocumentId, v.Part, v.Ordinal }).IsUnique();
            version.HasOne(v => v.Signature).WithOne().HasForeignKey<Signature>(s => s.VersionId);
        });
        modelBuilder.Entity<ReadMark>(mark =>
        {
            mark.ToTable("read_mark");
            mark.HasKey(m => new { m.DocumentId, m.PersonId });
        });
    }

    private static void MapSignatures(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Signature>(signature =>
        {
            signature.ToTable("signature");
            signature.HasKey(s => s.VersionId);
            signature.Property(s => s.SignerName).HasMaxLength(200);
            signature.Property(s => s.CertificateThumbprint).HasMaxLength(64);
            signature.Property(s => s.CertificateSubject).HasMaxLength(300);
            signature.Property(s => s.Channel).HasConversion<string>().HasMaxLength(20);
            signature.Property(s => s.FieldName).HasMaxLength(100);
            signature.Property(s => s.Kind).HasConversion<string>().HasMaxLength(20);
            signature.HasIndex(s => new { s.PersonId, s.AcceptedAt });
            signature.HasIndex(s => new { s.CertificateThumbprint, s.AcceptedAt });
            // What came to rest lately.
            signature.HasIndex(s => s.AcceptedAt);
        });
        modelBuilder.Entity<SigningAttempt>(attempt =>
        {
            attempt.ToTable("signing_attempt");
            attempt.Property(a => a.CertificateThumbprint).HasMaxLength(64);
            attempt.Property(a => a.CertificateSubject).HasMaxLength(300);
            attempt.Property(a => a.FieldName).HasMaxLength(100);
            attempt.Property(a => a.SignerName).HasMaxLength(200);
            attempt.Property(a => a.Channel).HasConversion<string>().HasMaxLength(20).HasDefaultValue(SigningChannel.Pc);
            attempt.Property(a => a.Kind).HasConversion<string>().HasMaxLength(20);
            attempt.Property(a => a.Code).HasMaxLength(8);
            attempt.HasIndex(a => a.ManifestId);
            attempt.HasIndex(a => a.DocumentId);
            attempt.HasIndex(a => a.ExpiresAt).HasFilter("finished_version_id is null");
            attempt.HasIndex(a => a.FinishedVersionId).IsUnique();
        });
        modelBuilder.Entity<SignatureImage>(image =>
        {
            image.ToTable("signature_image");
            image.Property(i => i.AddedByName).HasMaxLength(200);
            image.HasIndex(i => new { i.PersonId, i.AddedAt });
            image.HasIndex(i => new { i.UnitId, i.AddedAt });
        });
        modelBuilder.Entity<SignTicket>(ticket =>
        {
            ticket.ToTable("sign_ticket");
            ticket.HasKey(t => new { t.Id, t.VersionId });
            ticket.Property(t => t.Id).HasMaxLength(64);
            ticket.Property(t => t.Kind).HasConversion<string>().HasMaxLength(20);
            ticket.Property(t => t.Act).HasConversion<string>().HasMaxLength(20);
            ticket.Property(t => t.SignerName).HasMaxLength(300);
            ticket.Property(t => t.Refusal).HasConversion<string>().HasMaxLength(30);
            ticket.Property(t => t.UploadSha256).HasMaxLength(64);
            // Of two uploads at the same moment one is told that the other was first.
            ticket.Property(t => t.UsedAt).IsConcurrencyToken();
            ticket.HasIndex(t => t.CallId);
            ticket.HasIndex(t => t.ExpiresAt).HasFilter("accepted_version_id is null");
            ticket.HasIndex(t => t.AcceptedVersionId).IsUnique();
        });
        modelBuilder.Entity<Delegation>(delegation =>
        {
            delegation.ToTable("delegation");
            delegation.Property(d => d.Authority).HasConversion<string>().HasMaxLength(20);
            foreach (var name in new[] { nameof(Delegation.FromName), nameof(Delegation.ToName), nameof(Delegation.ToPost), nameof(Delegation.CreatedByName) }) delegation.Property(name).HasMaxLength(200);
            delegation.Property(d => d.Basis).HasMaxLength(300);
            delegation.HasIndex(d => new { d.ToPersonId, d.Until });
            delegation.HasIndex(d => d.FromPersonId);
        });
        modelBuilder.Entity<Batch>(batch =>
        {
            batch.ToTable("batch");
            batch.Property(b => b.Title).HasMaxLength(300);
            batch.Property(b => b.AssembledByName).HasMaxLength(200);
            batch.HasIndex(b => new { b.PersonId, b.ClosedAt });
            batch.HasIndex(b => new { b.UnitId, b.FrozenAt });
            batch.HasMany(b => b.Items).WithOne().HasForeignKey(i => i.BatchId);
        });
        modelBuilder.Entity<BatchItem>(item =>
        {
            item.ToTable("batch_item");
            item.HasKey(i => new { i.BatchId, i.Ordinal });
            item.Property(i => i.TakenOutByName).HasMaxLength(200);
            item.HasIndex(i => i.DocumentId);
        });
    }

    private static void MapNumbersAndRules(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<NumberSeries>(series =>
        {
            series.ToTable("number_series");
            series.HasKey(s => new { s.UnitId, s.Kind, s.Year });
            series.Property(s => s.Kind).HasConversion<string>().HasMaxLength(20);
        });
        modelBuilder.Entity<GivenNumber>(number =>
        {
            number.ToTable("given_number");
            number.HasKey(n => new { n.UnitId, n.Kind, n.Year, n.Number });
            number.Property(n => n.Kind).HasConversion<string>().HasMaxLength(20);
            number.Property(n => n.ReservedByName).HasMaxLength(200);
            number.Property(n => n.Purpose).HasMaxLength(300);
            // One document has one number; and the lowest free one is looked for before a new one is made.
            number.HasIndex(n => n.DocumentId).IsUnique();
            number.HasIndex(n => new { n.UnitId, n.Kind, n.Year }).HasFilter("document_id is null").HasDatabaseName("ix_given_number_free");
        });
        modelBuilder.Entity<VerificationRules>(rules =>
        {
            rules.ToTable("verification_rules");
            rules.Property(r => r.ChangedByName).HasMaxLength(200);
            rules.HasIndex(r => r.ChangedAt);
        });
    }

    private static void MapExchange(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ExchangeAddress>(address =>
        {
            address.ToTable("exchange_address");
            address.Property(a => a.OrganId).HasMaxLength(60);
            foreach (var name in new[] { nameof(ExchangeAddress.Place), nameof(ExchangeAddress.Email), nameof(ExchangeAddress.Telephone), nameof(ExchangeAddress.ChangedByName) }) address.Property(name).HasMaxLength(200);
            address.HasIndex(a => a.UnitId).IsUnique().AreNullsDistinct(false);
        });
        modelBuilder.Entity<ExchangeStatus>(status =>
        {
            status.ToTable("exchange_status");
            status.Property(s => s.Id).ValueGeneratedNever();
            status.Property(s => s.Code).HasMaxLength(2);
            status.Property(s => s.OrganId).HasMaxLength(60);
            status.Property(s => s.OrganName).HasMaxLength(500);
            status.Property(s => s.Description).HasMaxLength(1000);
            status.Property(s => s.ByName).HasMaxLength(200);
            status.HasOne<Document>().WithMany().HasForeignKey(s => s.DocumentId);
        });
        modelBuilder.Entity<IncomingFacts>(facts =>
        {
            facts.ToTable("incoming_facts");
            facts.HasKey(f => f.DocumentId);
            facts.Ignore(f => f.IsSigned);
            facts.Property(f => f.SenderName).HasMaxLength(500);
            facts.Property(f => f.SenderOrganId).HasMaxLength(60);
            facts.Property(f => f.OriginalNumber).HasMaxLength(200);
            facts.Property(f => f.EdxmlId).HasMaxLength(300);
            facts.Property(f => f.PackageSha256).HasMaxLength(64);
            facts.Property(f => f.Finding).HasConversion<string>().HasMaxLength(20);
            facts.Property(f => f.RecallReason).HasMaxLength(1000);
            // The same package twice is registered once.
            facts.HasIndex(f => new { f.UnitId, f.EdxmlId }).IsUnique();
            facts.HasIndex(f => new { f.UnitId, f.ReceivedAt });
            facts.HasIndex(f => f.SearchedText).HasMethod("gin").HasOperators("gin_trgm_ops");
            facts.HasOne<Document>().WithOne().HasForeignKey<IncomingFacts>(f => f.DocumentId);
        });
    }

    private static void MapKeeping(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<FilePreservation>(preservation =>
        {
            preservation.ToTable("preservation");
            preservation.HasKey(p => new { p.DocumentId, p.Part });
            preservation.Property(p => p.Reached).HasConversion<string>().HasMaxLength(10);
            preservation.Property(p => p.Wanted).HasConversion<string>().HasMaxLength(10);
            preservation.Property(p => p.LastProblem).HasConversion<string>().HasMaxLength(30);
            preservation.Property(p => p.LastDetail).HasMaxLength(500);
            preservation.HasOne<Document>().WithMany().HasForeignKey(p => p.DocumentId);
            preservation.HasIndex(p => p.NextTryAt);
            preservation.HasIndex(p => p.WaitingSince).HasFilter("waiting_since is not null");
        });
        modelBuilder.Entity<DocumentText>(text =>
        {
            text.ToTable("document_text");
            text.HasKey(t => t.DocumentId);
            text.Property(t => t.Words).HasColumnType("tsvector");
            text.HasOne<Document>().WithOne().HasForeignKey<DocumentText>(t => t.DocumentId);
            text.HasIndex(t => t.Words).HasMethod("gin");
        });
        modelBuilder.Entity<ServerSeal>(seal =>
        {
            seal.ToTable("server_seal");
            seal.Property(s => s.CertificateThumbprint).HasMaxLength(64);
            seal.Property(s => s.KeyLabel).HasMaxLength(100);
            seal.Property(s => s.EnabledByName).HasMaxLength(200);
            seal.Property(s => s.DisabledByName).HasMaxLength(200);
            // One choice of a unit holds at a time.
            seal.HasIndex(s => s.UnitId).IsUnique().HasFilter("disabled_at is null");
        });
        modelBuilder.Entity<RetentionRule>(rule =>
        {
            rule.ToTable("retention_rule");
            rule.HasKey(r => new { r.Purpose, r.Kind });
            rule.Property(r => r.Purpose).HasConversion<string>().HasMaxLength(30);
            rule.Property(r => r.Kind).HasMaxLength(20);
            rule.Property(r => r.SetByName).HasMaxLength(200);
        });
    }
}
