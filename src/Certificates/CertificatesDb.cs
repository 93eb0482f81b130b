using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Certificates.Expiry;
using ThanhHoa.DigitalSignature.Certificates.Holidays;
using ThanhHoa.DigitalSignature.Certificates.Import;
using ThanhHoa.DigitalSignature.Certificates.Janitor;
using ThanhHoa.DigitalSignature.Certificates.Registry;
using ThanhHoa.DigitalSignature.Certificates.Requests;
using ThanhHoa.DigitalSignature.Certificates.Revocation;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Certificates;

/// <summary>Requests, certificates, devices and what is known about revocation: schema <c>certificates</c>.</summary>
internal sealed class CertificatesDb(DbContextOptions<CertificatesDb> options) : ModuleDb(options)
{
    public const string SchemaName = "certificates";

    private const string Vietnamese = "vi-x-icu";

    protected override string Schema => SchemaName;

    public DbSet<Certificate> Certificates => Set<Certificate>();

    public DbSet<Device> Devices => Set<Device>();

    public DbSet<CertificateRequest> Requests => Set<CertificateRequest>();

    public DbSet<RequestLine> RequestLines => Set<RequestLine>();

    public DbSet<ProposedRequest> ProposedRequests => Set<ProposedRequest>();

    public DbSet<FollowedReorganisation> FollowedReorganisations => Set<FollowedReorganisation>();

    public DbSet<RequestPaper> RequestPapers => Set<RequestPaper>();

    public DbSet<Holiday> Holidays => Set<Holiday>();

    public DbSet<CertificateImport> Imports => Set<CertificateImport>();

    public DbSet<ImportedCertificate> Imported => Set<ImportedCertificate>();

    public DbSet<ServerKey> ServerKeys => Set<ServerKey>();

    public DbSet<SavedFilter> SavedFilters => Set<SavedFilter>();

    public DbSet<StoredRevocationList> RevocationLists => Set<StoredRevocationList>();

    public DbSet<ExpiryNotice> ExpiryNotices => Set<ExpiryNotice>();

    public DbSet<ExpiryDay> ExpiryDays => Set<ExpiryDay>();

    public DbSet<Finding> Findings => Set<Finding>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasPostgresExtension("pg_trgm");
        modelBuilder.Entity<Certificate>(Map);
        modelBuilder.Entity<CertificateEvent>(entry =>
        {
            entry.ToTable("certificate_event");
            // Chosen here, so that an event added to a known certificate is not taken for a known event.
            entry.Property(e => e.Id).ValueGeneratedNever();
            entry.Property(e => e.Kind).HasConversion<string>().HasMaxLength(30);
            entry.Property(e => e.Detail).HasMaxLength(500);
            entry.Property(e => e.FileSha256).HasMaxLength(64);
        });
        modelBuilder.Entity<Device>(Map);
        modelBuilder.Entity<DeviceMove>(move =>
        {
            move.ToTable("device_move");
            move.HasKey(m => new { m.DeviceId, m.Ordinal });
            move.Property(m => m.From).HasConversion<string>().HasMaxLength(20);
            move.Property(m => m.To).HasConversion<string>().HasMaxLength(20);
            move.Property(m => m.ByName).HasMaxLength(200);
            move.Property(m => m.Reason).HasMaxLength(500);
        });
        MapRequests(modelBuilder);
        modelBuilder.Entity<ServerKey>(Map);
        MapUpkeep(modelBuilder);
        modelBuilder.Entity<CertificateImport>(import =>
        {
            import.ToTable("certificate_import");
            import.Property(i => i.Id).ValueGeneratedNever();
            import.Property(i => i.FileName).HasMaxLength(200);
            import.Property(i => i.Sha256).HasMaxLength(64);
            import.Property(i => i.SentByName).HasMaxLength(200);
            import.Property(i => i.Fault).HasConversion<string>().HasMaxLength(20);
            import.Property(i => i.FaultEntry).HasMaxLength(300);
            import.HasIndex(i => i.SentAt);
        });
        modelBuilder.Entity<ImportedCertificate>(item =>
        {
            item.ToTable("imported_certificate");
            item.HasKey(i => new { i.ImportId, i.Ordinal });
            item.HasOne<CertificateImport>().WithMany().HasForeignKey(i => i.ImportId);
            item.Property(i => i.EntryName).HasMaxLength(300);
            item.Property(i => i.Detail).HasMaxLength(300);
            item.Property(i => i.Outcome).HasConversion<string>().HasMaxLength(30);
            item.Property(i => i.DeviceFault).HasConversion<string>().HasMaxLength(30);
        });
        modelBuilder.Entity<SavedFilter>(filter =>
        {
            filter.ToTable("saved_filter");
            filter.Property(f => f.Id).ValueGeneratedNever();
            filter.Property(f => f.List).HasMaxLength(30);
            filter.Property(f => f.Name).HasMaxLength(60);
            filter.Property(f => f.Query).HasMaxLength(500);
            filter.HasIndex(f => new { f.AccountId, f.List, f.Name }).IsUnique();
        });
        modelBuilder.Entity<StoredRevocationList>(list =>
        {
            list.ToTable("revocation_list");
            list.HasKey(l => l.IssuerThumbprint);
            list.Property(l => l.IssuerThumbprint).HasMaxLength(64);
        });
    }

    private static void MapRequests(ModelBuilder modelBuilder)
    {
        modelBuilder.HasSequence("request_serial");
        modelBuilder.Entity<CertificateRequest>(Map);
        modelBuilder.Entity<RequestLine>(Map);
        modelBuilder.Entity<RequestStep>(step =>
        {
            step.ToTable("request_step");
            step.HasKey(s => new { s.LineId, s.Ordinal });
            step.Property(s => s.Act).HasConversion<string>().HasMaxLength(20);
            step.Property(s => s.From).HasConversion<string>().HasMaxLength(20);
            step.Property(s => s.To).HasConversion<string>().HasMaxLength(20);
            step.Property(s => s.ByName).HasMaxLength(200);
            step.Property(s => s.Reason).HasMaxLength(1000);
        });
        modelBuilder.Entity<FollowedReorganisation>(followed => followed.ToTable("followed_reorganisation").Property(f => f.Id).ValueGeneratedNever());
        modelBuilder.Entity<ProposedRequest>(proposal =>
        {
            proposal.ToTable("proposed_request");
            proposal.Property(p => p.Id).ValueGeneratedNever();
            proposal.Property(p => p.DecisionNumber).HasMaxLength(100);
            proposal.Property(p => p.Kind).HasConversion<string>().HasMaxLength(20);
            proposal.Property(p => p.Subject).HasConversion<string>().HasMaxLength(20);
            proposal.Property(p => p.SubjectName).HasMaxLength(300);
            proposal.Property(p => p.SerialNumber).HasMaxLength(80);
            proposal.Property(p => p.Reason).HasMaxLength(500);
            proposal.Property(p => p.DismissedBecause).HasMaxLength(300);
            proposal.HasIndex(p => new { p.ReorganisationId, p.CertificateId }).IsUnique();
            proposal.HasIndex(p => p.UnitId).HasFilter("request_id is null and dismissed_at is null").HasDatabaseName("ix_proposed_request_open");
        });
        modelBuilder.Entity<RequestPaper>(paper =>
        {
            paper.ToTable("request_paper");
            paper.Property(p => p.Id).ValueGeneratedNever();
            paper.Property(p => p.Kind).HasConversion<string>().HasMaxLength(20);
            paper.Property(p => p.Title).HasMaxLength(300);
            paper.Property(p => p.Sha256).HasMaxLength(64);
            paper.Property(p => p.MadeByName).HasMaxLength(200);
            paper.Property(p => p.Signers).HasColumnType("jsonb").HasConversion(signers => JsonSerializer.Serialize(signers, JsonSerializerOptions.Default), json => JsonSerializer.Deserialize<PaperSigner[]>(json, JsonSerializerOptions.Default)!,
                new ValueComparer<PaperSigner[]>((a, b) => a == b || (a != null && b != null && a.SequenceEqual(b)), signers => signers.Length, signers => signers));
            paper.HasOne<CertificateRequest>().WithMany().HasForeignKey(p => p.RequestId);
            paper.HasIndex(p => p.RequestId);
            paper.HasIndex(p => p.MadeAt).HasFilter("settled_at is null").HasDatabaseName("ix_request_paper_open");
        });
    }

    private static void MapUpkeep(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Holiday>(holiday =>
        {
            holiday.ToTable("holiday");
            holiday.HasKey(h => h.Day);
            holiday.Property(h => h.Name).HasMaxLength(100);
            holiday.HasData(StatutoryHolidays.All);
        });
        modelBuilder.Entity<ExpiryNotice>(notice =>
        {
            notice.ToTable("expiry_notice");
            notice.HasKey(n => new { n.CertificateId, n.Rung });
            notice.HasOne<Certificate>().WithMany().HasForeignKey(n => n.CertificateId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<ExpiryDay>(day =>
        {
            day.ToTable("expiry_day");
            day.HasKey(d => d.Day);
        });
        modelBuilder.Entity<Finding>(Finding.Map);
    }

    private static void Map(EntityTypeBuilder<Certificate> certificate)
    {
        certificate.ToTable("certificate");
        certificate.Property(c => c.Thumbprint).HasMaxLength(64);
        certificate.HasIndex(c => c.Thumbprint).IsUnique();
        certificate.HasIndex(c => c.PersonId);
        certificate.HasIndex(c => c.UnitId);
        certificate.HasIndex(c => c.DeviceId);
        // The list's order, beneath each filter that leaves little of it: of the others the order alone finds a page soon.
        certificate.HasIndex(c => new { c.NotAfter, c.Id });
        certificate.HasIndex(c => new { c.Subject, c.NotAfter, c.Id });
        certificate.HasIndex(c => new { c.Device, c.NotAfter, c.Id });
        certificate.HasIndex(c => new { c.NotAfter, c.Id }, "ix_certificate_revoked").HasDatabaseName("ix_certificate_revoked").HasFilter("revoked_at is not null");
        certificate.HasIndex(c => c.NotBefore);
        certificate.HasIndex(c => c.SerialNumber);
        certificate.HasIndex(c => c.SearchText).HasMethod("gin").HasOperators("gin_trgm_ops");
        certificate.Property(c => c.Subject).HasConversion<string>().HasMaxLength(20);
        certificate.Property(c => c.SubjectName).HasMaxLength(300).UseCollation(Vietnamese);
        certificate.Property(c => c.SearchText).HasMaxLength(900);
        certificate.Property(c => c.Email).HasMaxLength(254);
        certificate.HasIndex(c => c.Email);
        certificate.Property(c => c.OrganisationUnits).HasMaxLength(300);
        certificate.Property(c => c.IssuerName).HasMaxLength(300);
        certificate.Property(c => c.SerialNumber).HasMaxLength(80);
        certificate.Property(c => c.IssuerKeyId).HasMaxLength(128);
        certificate.Property(c => c.KeyAlgorithm).HasMaxLength(40);
        certificate.Property(c => c.Device).HasConversion<string>().HasMaxLength(20);
        certificate.Property(c => c.RevocationReason).HasMaxLength(500);
        certificate.HasMany(c => c.Events).WithOne().HasForeignKey(e => e.CertificateId);
        certificate.Navigation(c => c.Events).UsePropertyAccessMode(PropertyAccessMode.Field);
        certificate.HasOne<Device>().WithMany().HasForeignKey(c => c.DeviceId).OnDelete(DeleteBehavior.Restrict);
    }

    private static void Map(EntityTypeBuilder<Device> device)
    {
        device.ToTable("device");
        device.Property(d => d.Kind).HasConversion<string>().HasMaxLength(20);
        // Letters, digits and hyphens: compared byte by byte, one index serves the order and the beginning that was typed.
        device.Property(d => d.Serial).HasMaxLength(60).UseCollation("C");
        device.HasIndex(d => new { d.Serial, d.Id });
        device.HasIndex(d => new { d.Kind, d.Serial }).IsUnique();
        device.Property(d => d.PhoneNumber).HasMaxLength(20);
        device.HasIndex(d => d.PhoneNumber);
        device.Property(d => d.Carrier).HasMaxLength(40);
        device.Property(d => d.State).HasConversion<string>().HasMaxLength(20);
        device.HasIndex(d => new { d.State, d.Serial });
        device.HasIndex(d => d.PersonId);
        device.HasIndex(d => d.UnitId);
        device.HasMany(d => d.History).WithOne().HasForeignKey(m => m.DeviceId);
        device.Navigation(d => d.History).UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    private static void Map(EntityTypeBuilder<ServerKey> key)
    {
        key.ToTable("server_key");
        key.Property(k => k.Id).ValueGeneratedNever();
        key.Property(k => k.Name).HasMaxLength(200).UseCollation(Vietnamese);
        key.Property(k => k.Purpose).HasConversion<string>().HasMaxLength(20);
        key.Property(k => k.ServiceId).HasMaxLength(200);
        key.Property(k => k.Site).HasMaxLength(200);
        key.Property(k => k.Server).HasMaxLength(200);
        key.Property(k => k.CustodianName).HasMaxLength(200);
        key.Property(k => k.Note).HasMaxLength(1000);
        key.Property(k => k.ChangedByName).HasMaxLength(200);
        key.Property(k => k.Milestones).HasColumnType("jsonb").HasConversion(steps => JsonSerializer.Serialize(steps, JsonSerializerOptions.Default), json => JsonSerializer.Deserialize<List<Milestone>>(json, JsonSerializerOptions.Default)!,
            new ValueComparer<IReadOnlyList<Milestone>>((a, b) => a == b || (a != null && b != null && a.SequenceEqual(b)), steps => steps.Count, steps => steps));
        key.HasOne<Certificate>().WithMany().HasForeignKey(k => k.CertificateId).OnDelete(DeleteBehavior.SetNull);
    }

    private static void Map(EntityTypeBuilder<CertificateRequest> request)
    {
        request.ToTable("request");
        request.Property(r => r.Serial).HasDefaultValueSql($"nextval('{SchemaName}.request_serial')");
        request.HasIndex(r => r.Serial).IsUnique();
        request.Property(r => r.Kind).HasConversion<string>().HasMaxLength(20);
        request.Property(r => r.Subject).HasConversion<string>().HasMaxLength(20);
        request.Property(r => r.UnitName).HasMaxLength(200);
        request.Property(r => r.FormSet).HasMaxLength(40);
        request.Property(r => r.FiledByName).HasMaxLength(200);
        request.HasIndex(r => new { r.UnitId, r.FiledAt });
        request.HasIndex(r => r.FiledAt);
    }

    private static void Map(EntityTypeBuilder<RequestLine> line)
    {
        line.ToTable("request_line");
        line.HasIndex(l => new { l.RequestId, l.Ordinal }).IsUnique();
        line.HasOne(l => l.Request).WithMany(r => r.Lines).HasForeignKey(l => l.RequestId);
        line.Property(l => l.Kind).HasConversion<string>().HasMaxLength(20);
        line.Property(l => l.State).HasConversion<string>().HasMaxLength(20);
        line.Property(l => l.SubjectName).HasMaxLength(200).UseCollation(Vietnamese);
        line.Property(l => l.SearchName).HasMaxLength(200);
        line.HasIndex(l => l.SearchName).HasMethod("gin").HasOperators("gin_trgm_ops");
        line.Property(l => l.Reason).HasMaxLength(1000);
        line.Property(l => l.IssuerFault).HasConversion<string>().HasMaxLength(30);
        line.Property(l => l.IssuerFaultDetail).HasMaxLength(300);
        line.Property(l => l.Fields).HasColumnType("jsonb").HasConversion(
            fields => JsonSerializer.Serialize(fields, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<Dictionary<string, string>>(json, JsonSerializerOptions.Default)!,
            new ValueComparer<Dictionary<string, string>>((a, b) => a == b || (a != null && b != null && a.Count == b.Count && !a.Except(b).Any()), fields => fields.Count, fields => new Dictionary<string, string>(fields)));
        // Two people at one line: the second is told instead of overwriting the first.
        line.Property<uint>("RowVersion").IsRowVersion();
        line.HasIndex(l => new { l.State, l.DueOn });
        line.HasIndex(l => l.PersonId);
        line.HasIndex(l => l.CertificateId);
        line.HasMany(l => l.Steps).WithOne().HasForeignKey(s => s.LineId);
        line.Navigation(l => l.Steps).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}
