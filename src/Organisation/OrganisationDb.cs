using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Importing;
using ThanhHoa.DigitalSignature.Organisation.Seed;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>Units with history, people and posts: schema <c>organisation</c>.</summary>
internal sealed class OrganisationDb(DbContextOptions<OrganisationDb> options) : ModuleDb(options)
{
    public const string SchemaName = "organisation";

    private const long TreeLock = 0x7468_6473_0001;

    /// <summary>Orders names as a Vietnamese reader does, whatever the database's own order is.</summary>
    public const string Vietnamese = "vi-x-icu";

    public DbSet<Unit> Units => Set<Unit>();

    public DbSet<UnitPlacement> Placements => Set<UnitPlacement>();

    public DbSet<UnitSuccession> Successions => Set<UnitSuccession>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<Post> Posts => Set<Post>();

    public DbSet<Reorganisation> Reorganisations => Set<Reorganisation>();

    public DbSet<PostEffect> PostEffects => Set<PostEffect>();

    public DbSet<Import> Imports => Set<Import>();

    public DbSet<ImportFile> ImportFiles => Set<ImportFile>();

    public DbSet<ImportProgress> ImportProgress => Set<ImportProgress>();

    public DbSet<ImportLine> ImportLines => Set<ImportLine>();

    protected override string Schema => SchemaName;

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        base.OnConfiguring(optionsBuilder);
        // Under the migrations' lock, so that two processes starting at once seed once.
        optionsBuilder.UseAsyncSeeding((db, _, cancel) => AdministrativeUnits.EnsureAsync((OrganisationDb)db, cancel));
    }

    /// <summary>Until the transaction ends nobody else changes the tree, and no post begins or ends.</summary>
    public Task LockTreeAsync(CancellationToken cancel) => Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({TreeLock})", cancel);

    /// <summary>Until the transaction ends the tree stays as it is; others may change posts meanwhile.</summary>
    public Task HoldTreeAsync(CancellationToken cancel) => Database.ExecuteSqlAsync($"select pg_advisory_xact_lock_shared({TreeLock})", cancel);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        // Trigrams make "anywhere in the name" an index search.
        modelBuilder.HasPostgresExtension("pg_trgm");
        // Equality beside ranges of days in one constraint: see the migration PeopleAndImports.
        modelBuilder.HasPostgresExtension("btree_gist");
        MapUnits(modelBuilder);
        MapPeople(modelBuilder);
        MapImports(modelBuilder);
        ReorganisationTables.Map(modelBuilder);
    }

    private static void MapUnits(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Unit>(unit =>
        {
            unit.ToTable("unit", table => table.HasCheckConstraint("ck_unit_life", "valid_to >= valid_from"));
            // Identities are made by the entities: what is found in a navigation is new, not known.
            unit.Property(u => u.Id).ValueGeneratedNever();
            unit.Property(u => u.Code).HasMaxLength(Unit.CodeLength);
            unit.Property(u => u.Name).HasMaxLength(Unit.NameLength).UseCollation(Vietnamese);
            unit.Property(u => u.SearchName).HasMaxLength(Unit.NameLength);
            unit.Property(u => u.Kind).HasConversion<string>().HasMaxLength(30);
            unit.ComplexProperty(u => u.Founding, MapDecision);
            unit.ComplexProperty(u => u.Ending, MapDecision);
            unit.HasIndex(u => new { u.Code, u.ValidFrom }).IsUnique();
            unit.HasIndex(u => u.SearchName).HasMethod("gin").HasOperators("gin_trgm_ops");
            unit.HasMany(u => u.Placements).WithOne().HasForeignKey(p => p.UnitId);
            unit.Navigation(u => u.Placements).UsePropertyAccessMode(PropertyAccessMode.Field);
        });
        modelBuilder.Entity<UnitPlacement>(placement =>
        {
            placement.ToTable("unit_placement", table =>
            {
                table.HasCheckConstraint("ck_unit_placement_time", "valid_to >= valid_from");
                table.HasCheckConstraint("ck_unit_placement_parent", "parent_id <> unit_id");
            });
            placement.HasKey(p => new { p.UnitId, p.ValidFrom });
            placement.ComplexProperty(p => p.Decision, MapDecision);
            placement.HasIndex(p => p.ParentId);
            placement.HasOne<Unit>().WithMany().HasForeignKey(p => p.ParentId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<UnitSuccession>(succession =>
        {
            succession.ToTable("unit_succession");
            succession.HasKey(s => new { s.PredecessorId, s.SuccessorId });
            succession.ComplexProperty(s => s.Decision, MapDecision);
            succession.Property(s => s.Share).HasMaxLength(UnitSuccession.ShareLength);
            succession.HasOne<Unit>().WithMany().HasForeignKey(s => s.PredecessorId).OnDelete(DeleteBehavior.Restrict);
            succession.HasOne<Unit>().WithMany().HasForeignKey(s => s.SuccessorId).OnDelete(DeleteBehavior.Restrict);
        });
    }

    public static void MapDecision(Microsoft.EntityFrameworkCore.Metadata.Builders.ComplexPropertyBuilder<Decision> decision) =>
        decision.Property(d => d.Number).HasMaxLength(Decision.NumberLength);

    private static void MapPeople(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Person>(person =>
        {
            person.ToTable("person");
            person.Property(p => p.Id).ValueGeneratedNever();
            person.Property(p => p.FullName).HasMaxLength(PersonRules.NameLength).UseCollation(Vietnamese);
            person.Property(p => p.SearchName).HasMaxLength(PersonRules.NameLength);
            person.Property(p => p.Email).HasMaxLength(PersonRules.EmailLength);
            person.Property(p => p.Mobile).HasMaxLength(20);
            person.Property(p => p.IdentityNumber).HasMaxLength(20);
            person.Ignore(p => p.Details);
            person.HasIndex(p => p.Email).IsUnique();
            person.HasIndex(p => p.SearchName).HasMethod("gin").HasOperators("gin_trgm_ops");
            // An import asks for thousands of whole names at once, which trigrams are slow at.
            person.HasIndex(p => p.SearchName, "whole_name").HasDatabaseName("ix_person_whole_name");
            person.HasIndex(p => p.FullName);
            person.HasIndex(p => p.MergedIntoId).HasFilter("merged_into_id is not null");
            person.HasOne<Person>().WithMany().HasForeignKey(p => p.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
            person.HasMany(p => p.Posts).WithOne().HasForeignKey(p => p.PersonId);
            person.Navigation(p => p.Posts).UsePropertyAccessMode(PropertyAccessMode.Field);
        });
        modelBuilder.Entity<Post>(post =>
        {
            post.ToTable("post", table => table.HasCheckConstraint("ck_post_time", "held_to >= held_from"));
            post.Property(p => p.Id).ValueGeneratedNever();
            post.Property(p => p.Title).HasMaxLength(Post.TitleLength);
            post.Ignore(p => p.Details);
            post.HasIndex(p => p.UnitId);
            post.HasIndex(p => p.FollowsId).HasFilter("follows_id is not null");
            post.HasOne<Unit>().WithMany().HasForeignKey(p => p.UnitId).OnDelete(DeleteBehavior.Restrict);
        });
    }

    private static void MapImports(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Import>(import =>
        {
            import.ToTable("import");
            import.Property(i => i.Id).ValueGeneratedNever();
            import.Property(i => i.Kind).HasConversion<string>().HasMaxLength(20);
            import.Property(i => i.State).HasConversion<string>().HasMaxLength(20);
            import.Property(i => i.Fault).HasConversion<string>().HasMaxLength(30);
            import.Property(i => i.FileName).HasMaxLength(200);
            import.Property(i => i.AccountName).HasMaxLength(200);
            import.Property(i => i.ApprovedBy).HasMaxLength(200);
            import.Property(i => i.FaultDetail).HasMaxLength(500);
            import.Property(i => i.Digest).HasMaxLength(64);
            import.Ignore(i => i.Importer).Ignore(i => i.Waits);
            import.HasIndex(i => i.ReceivedAt);
            import.HasIndex(i => i.State).HasFilter("state in ('Received', 'Approved')");
            import.HasOne<ImportFile>().WithOne().HasForeignKey<ImportFile>(f => f.ImportId);
            import.HasOne<ImportProgress>().WithOne().HasForeignKey<ImportProgress>(p => p.ImportId);
            import.HasMany<ImportLine>().WithOne().HasForeignKey(l => l.ImportId);
        });
        modelBuilder.Entity<ImportFile>().ToTable("import_file").HasKey(f => f.ImportId);
        modelBuilder.Entity<ImportProgress>().ToTable("import_progress").HasKey(p => p.ImportId);
        modelBuilder.Entity<ImportLine>(line =>
        {
            line.ToTable("import_line");
            line.HasKey(l => new { l.ImportId, l.Outcome, l.Row });
            line.Property(l => l.Subject).HasMaxLength(500);
            line.Property(l => l.Faults).HasColumnType("jsonb");
            line.Ignore(l => l.FaultList);
        });
    }
}
