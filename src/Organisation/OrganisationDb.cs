using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Seed;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>Units with history, people and posts: schema <c>organisation</c>.</summary>
internal sealed class OrganisationDb(DbContextOptions<OrganisationDb> options) : ModuleDb(options)
{
    public const string SchemaName = "organisation";

    /// <summary>Orders names as a Vietnamese reader does, whatever the database's own order is.</summary>
    public const string Vietnamese = "vi-x-icu";

    public DbSet<Unit> Units => Set<Unit>();

    public DbSet<UnitPlacement> Placements => Set<UnitPlacement>();

    public DbSet<UnitSuccession> Successions => Set<UnitSuccession>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<Post> Posts => Set<Post>();

    protected override string Schema => SchemaName;

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        base.OnConfiguring(optionsBuilder);
        // Under the migrations' lock, so that two processes starting at once seed once.
        optionsBuilder.UseAsyncSeeding((db, _, cancel) => AdministrativeUnits.EnsureAsync((OrganisationDb)db, cancel));
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        // Trigrams make "anywhere in the name" an index search.
        modelBuilder.HasPostgresExtension("pg_trgm");
        modelBuilder.Entity<Unit>(unit =>
        {
            unit.ToTable("unit");
            unit.Property(u => u.Code).HasMaxLength(20);
            unit.Property(u => u.Name).HasMaxLength(200).UseCollation(Vietnamese);
            unit.Property(u => u.SearchName).HasMaxLength(200);
            unit.Property(u => u.Kind).HasConversion<string>().HasMaxLength(30);
            unit.HasIndex(u => new { u.Code, u.ValidFrom }).IsUnique();
            unit.HasIndex(u => u.SearchName).HasMethod("gin").HasOperators("gin_trgm_ops");
            unit.HasMany(u => u.Placements).WithOne().HasForeignKey(p => p.UnitId);
            unit.Navigation(u => u.Placements).UsePropertyAccessMode(PropertyAccessMode.Field);
        });
        modelBuilder.Entity<UnitPlacement>(placement =>
        {
            placement.ToTable("unit_placement");
            placement.HasKey(p => new { p.UnitId, p.ValidFrom });
            placement.HasIndex(p => p.ParentId);
            placement.HasOne<Unit>().WithMany().HasForeignKey(p => p.ParentId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<UnitSuccession>(succession =>
        {
            succession.ToTable("unit_succession");
            succession.HasKey(s => new { s.PredecessorId, s.SuccessorId });
            succession.Property(s => s.DecisionNumber).HasMaxLength(60);
            succession.HasOne<Unit>().WithMany().HasForeignKey(s => s.PredecessorId).OnDelete(DeleteBehavior.Restrict);
            succession.HasOne<Unit>().WithMany().HasForeignKey(s => s.SuccessorId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<Person>(person =>
        {
            person.ToTable("person");
            person.Property(p => p.FullName).HasMaxLength(200).UseCollation(Vietnamese);
            person.Property(p => p.SearchName).HasMaxLength(200);
            person.Property(p => p.Email).HasMaxLength(254);
            person.HasIndex(p => p.Email).IsUnique();
            person.HasIndex(p => p.SearchName).HasMethod("gin").HasOperators("gin_trgm_ops");
            person.HasMany(p => p.Posts).WithOne().HasForeignKey(p => p.PersonId);
            person.Navigation(p => p.Posts).UsePropertyAccessMode(PropertyAccessMode.Field);
        });
        modelBuilder.Entity<Post>(post =>
        {
            post.ToTable("post");
            post.Property(p => p.Title).HasMaxLength(200);
            post.HasIndex(p => p.UnitId);
            post.HasOne<Unit>().WithMany().HasForeignKey(p => p.UnitId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
