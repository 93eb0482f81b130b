using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Platform.Audit;

/// <summary>
/// One line of the audit trail: who did what to which subject, when and from where.
/// It is saved by the same transaction as the act; the database refuses to change or delete it.
/// </summary>
public sealed class AuditEntry
{
    private AuditEntry()
    {
    }

    /// <summary>Position in the trail.</summary>
    public long Id { get; private init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; private init; }

    /// <summary>The account that acted; null when the portal itself did (a job, a start).</summary>
    public Guid? AccountId { get; private init; }

    /// <summary>The actor's name as it was then.</summary>
    public string ActorName { get; private init; } = "";

    /// <summary>The act as a code word: <c>signing.document.uploaded</c>.</summary>
    public string Act { get; private init; } = "";

    /// <summary>What it was done to, as a code word: <c>document</c>.</summary>
    public string SubjectKind { get; private init; } = "";

    /// <summary>Identity of the subject.</summary>
    public string SubjectId { get; private init; } = "";

    /// <summary>The unit concerned, where there is one.</summary>
    public Guid? UnitId { get; private init; }

    /// <summary>Further facts as JSON. Never a password, a PIN, a key or a document's content.</summary>
    public string? Details { get; private init; }

    /// <summary>The address the request came from.</summary>
    public string? Address { get; private init; }

    /// <summary>The trace the act belongs to; the error page and the logs show the same one.</summary>
    public string? TraceId { get; private init; }

    /// <summary>An entry for an act of the signed-in user, to be added to the context that saves the act.</summary>
    /// <param name="user">Who acts.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="act">The act as a code word.</param>
    /// <param name="subject">Kind and identity of what it is done to.</param>
    /// <param name="unitId">The unit concerned.</param>
    /// <param name="details">Further facts, serialised to JSON.</param>
    public static AuditEntry By(CurrentUser user, DateTimeOffset at, string act, (string Kind, object Id) subject, Guid? unitId = null, object? details = null) =>
        Create(user.IsSignedIn ? user.AccountId : null, user.DisplayName, user.Address, at, act, subject, unitId, details);

    /// <summary>An entry for something the portal did by itself.</summary>
    /// <inheritdoc cref="By"/>
    public static AuditEntry ByPortal(DateTimeOffset at, string act, (string Kind, object Id) subject, Guid? unitId = null, object? details = null) =>
        Create(null, "portal", null, at, act, subject, unitId, details);

    private static AuditEntry Create(Guid? account, string name, string? address, DateTimeOffset at, string act, (string Kind, object Id) subject, Guid? unitId, object? details) => new()
    {
        At = at,
        AccountId = account,
        ActorName = name,
        Act = act,
        SubjectKind = subject.Kind,
        SubjectId = FormattableString.Invariant($"{subject.Id}"),
        UnitId = unitId,
        Details = details is null ? null : JsonSerializer.Serialize(details),
        Address = address,
        TraceId = Activity.Current?.TraceId.ToString(),
    };

    internal static EntityTypeBuilder<AuditEntry> Map(ModelBuilder builder)
    {
        var entry = builder.Entity<AuditEntry>();
        entry.Property(e => e.Id).UseIdentityAlwaysColumn();
        entry.Property(e => e.Act).HasMaxLength(80);
        entry.Property(e => e.ActorName).HasMaxLength(200);
        entry.Property(e => e.SubjectKind).HasMaxLength(40);
        entry.Property(e => e.SubjectId).HasMaxLength(80);
        entry.Property(e => e.Details).HasColumnType("jsonb");
        entry.HasIndex(e => new { e.SubjectKind, e.SubjectId });
        entry.HasIndex(e => e.At);
        entry.HasIndex(e => e.AccountId);
        return entry;
    }
}
