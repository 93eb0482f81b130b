using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ThanhHoa.DigitalSignature.Platform.Mail;

/// <summary>Where an e-mail is on its way.</summary>
public enum MailState
{
    /// <summary>To be sent, for the first time or again.</summary>
    Waiting,

    /// <summary>The mail server took it.</summary>
    Sent,

    /// <summary>Given up; <see cref="OutgoingMail.Fault"/> says why.</summary>
    Failed,
}

/// <summary>An e-mail to be added to the context that saves what it tells about; a job sends it afterwards.</summary>
/// <param name="recipient">One address.</param>
/// <param name="subject">A line.</param>
/// <param name="body">Plain text.</param>
/// <param name="createdAt">When, UTC.</param>
public sealed class OutgoingMail(string recipient, string subject, string body, DateTimeOffset createdAt)
{
    /// <summary>Identity; the message carries it too, so that a mail server can drop a second copy.</summary>
    public Guid Id { get; private init; } = Guid.CreateVersion7(createdAt);

    /// <summary>One address.</summary>
    public string Recipient { get; private init; } = recipient;

    /// <summary>A line.</summary>
    public string Subject { get; private init; } = subject;

    /// <summary>Plain text.</summary>
    public string Body { get; private init; } = body;

    /// <summary>When it was stored, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private init; } = createdAt;

    /// <summary>Where it is on its way.</summary>
    public MailState State { get; internal set; }

    /// <summary>When it is next looked at, UTC: to be sent, sent again, or thrown away.</summary>
    public DateTimeOffset DueAt { get; internal set; } = createdAt;

    /// <summary>How often sending was begun.</summary>
    public int Attempts { get; internal set; }

    /// <summary>Why the last attempt failed, in the mail server's code; null when none did.</summary>
    public string? Fault { get; internal set; }

    internal static EntityTypeBuilder<OutgoingMail> Map(ModelBuilder builder)
    {
        var mail = builder.Entity<OutgoingMail>();
        mail.Property(m => m.Recipient).HasMaxLength(254);
        mail.Property(m => m.Subject).HasMaxLength(200);
        mail.Property(m => m.State).HasConversion<string>().HasMaxLength(20);
        mail.Property(m => m.Fault).HasMaxLength(200);
        mail.HasIndex(m => new { m.State, m.DueAt });
        return mail;
    }
}
