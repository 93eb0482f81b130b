using Microsoft.EntityFrameworkCore;

namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>How reorganisations lie in the database.</summary>
internal static class ReorganisationTables
{
    public static void Map(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Reorganisation>(act =>
        {
            act.ToTable("reorganisation");
            act.Property(r => r.Id).ValueGeneratedNever();
            act.Property(r => r.Kind).HasConversion<string>().HasMaxLength(20);
            act.Property(r => r.Summary).HasMaxLength(Reorganisation.SummaryLength);
            act.Property(r => r.CreatedBy).HasMaxLength(200);
            act.Property(r => r.AppliedBy).HasMaxLength(200);
            act.ComplexProperty(r => r.Decision, OrganisationDb.MapDecision);
            act.Ignore(r => r.Eve).Ignore(r => r.IsApplied);
            act.HasIndex(r => r.Sequence).IsUnique();
            act.HasIndex(r => r.CreatedAt);
            act.HasMany(r => r.Beginnings).WithOne().HasForeignKey(b => b.ReorganisationId);
            act.HasMany(r => r.Transfers).WithOne().HasForeignKey(t => t.ReorganisationId);
            act.HasMany(r => r.Moves).WithOne().HasForeignKey(m => m.ReorganisationId);
            act.HasMany(r => r.Choices).WithOne().HasForeignKey(c => c.ReorganisationId);
            act.HasMany<PostEffect>().WithOne().HasForeignKey(e => e.ReorganisationId);
        });
        modelBuilder.Entity<BeginningUnit>(line =>
        {
            line.ToTable("reorganisation_beginning");
            line.HasKey(b => new { b.ReorganisationId, b.Code });
            line.Property(b => b.Code).HasMaxLength(Unit.CodeLength);
            line.Property(b => b.Name).HasMaxLength(Unit.NameLength);
            line.Property(b => b.Kind).HasConversion<string>().HasMaxLength(30);
            line.Property(b => b.ParentCode).HasMaxLength(Unit.CodeLength);
            line.HasIndex(b => b.UnitId);
        });
        modelBuilder.Entity<UnitTransfer>(line =>
        {
            line.ToTable("reorganisation_transfer");
            line.HasKey(t => new { t.ReorganisationId, t.PredecessorCode, t.SuccessorCode });
            line.Property(t => t.PredecessorCode).HasMaxLength(Unit.CodeLength);
            line.Property(t => t.SuccessorCode).HasMaxLength(Unit.CodeLength);
            line.Property(t => t.Share).HasMaxLength(UnitSuccession.ShareLength);
            line.HasIndex(t => t.PredecessorId);
            line.HasIndex(t => t.SuccessorId);
        });
        modelBuilder.Entity<UnitMove>(line =>
        {
            line.ToTable("reorganisation_move");
            line.HasKey(m => new { m.ReorganisationId, m.Code });
            line.Property(m => m.Code).HasMaxLength(Unit.CodeLength);
            line.Property(m => m.ParentCode).HasMaxLength(Unit.CodeLength);
            line.HasIndex(m => m.UnitId);
        });
        modelBuilder.Entity<PostChoice>(line =>
        {
            line.ToTable("reorganisation_choice");
            line.HasKey(c => new { c.ReorganisationId, c.PostId });
            line.Property(c => c.ToCode).HasMaxLength(Unit.CodeLength);
            line.Property(c => c.Title).HasMaxLength(Post.TitleLength);
            line.Ignore(c => c.Details);
        });
        modelBuilder.Entity<PostEffect>(line =>
        {
            line.ToTable("reorganisation_effect");
            line.HasKey(e => new { e.ReorganisationId, e.PostId });
            line.Property(e => e.FromTitle).HasMaxLength(Post.TitleLength);
            line.Property(e => e.ToTitle).HasMaxLength(Post.TitleLength);
            line.HasIndex(e => e.PersonId);
        });
    }
}
