using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>Why the signatures of a file were not raised the last time it was tried.</summary>
internal enum PreservationProblem
{
    /// <summary>The settings name no time-stamping service.</summary>
    NoTimeStampService,

    /// <summary>The time-stamping services did not answer, or not in a way that can be believed.</summary>
    TimeStampRefused,

    /// <summary>The certificates' issuers did not tell in time whether they are revoked.</summary>
    RevocationUnknown,

    /// <summary>The stored file is not there or was changed outside the portal.</summary>
    FileDamaged,

    /// <summary>The author's signature allows no further change.</summary>
    NotPermitted,

    /// <summary>The file cannot be read, or no signature in it is intact.</summary>
    Unreadable,

    /// <summary>Something nobody thought of; the log tells.</summary>
    Unforeseen,
}

/// <summary>
/// How far the signatures of one file of a document at rest are kept: the queue of <see cref="Preservation.PreserveFiles"/>, one row for each
/// file. A row is taken by moving its next try ahead, so that a killed process only costs a try.
/// </summary>
internal sealed class FilePreservation
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    public Guid DocumentId { get; private init; }

    public int Part { get; private init; }

    /// <summary>What every signature of the newest version has.</summary>
    public SignatureLevel Reached { get; private set; }

    /// <summary>What they are to have: B-LT; from the first refresh on B-LTA.</summary>
    public SignatureLevel Wanted { get; private set; }

    /// <summary>Since when it is less than wanted, or its newest time stamp is to be refreshed; null when there is nothing to do.</summary>
    public DateTimeOffset? WaitingSince { get; private set; }

    /// <summary>When to try, or to refresh; null when the newest time stamp does not age.</summary>
    public DateTimeOffset? NextTryAt { get; private set; }

    /// <summary>Tries since it last succeeded.</summary>
    public int Tries { get; private set; }

    public PreservationProblem? LastProblem { get; private set; }

    /// <summary>Address and reason in English, for engineers.</summary>
    public string LastDetail { get; private set; } = "";

    /// <summary>When the newest time stamp's certificate or algorithm ends; null when unknown or never.</summary>
    public DateTimeOffset? StampEndsAt { get; private set; }

    /// <summary>Begins a refresh when there is nothing else to do.</summary>
    public void Take(DateTimeOffset now)
    {
        if (WaitingSince is null) (Wanted, WaitingSince) = (SignatureLevel.Lta, now);
    }

    /// <summary>A level was reached and stored; it need not be the one wanted.</summary>
    /// <param name="level">What every signature has now.</param>
    /// <param name="stampEndsAt">When the newest time stamp ages.</param>
    /// <param name="refreshBefore">How long before that it is stamped again.</param>
    /// <param name="now">When, UTC.</param>
    public void Reach(SignatureLevel level, DateTimeOffset? stampEndsAt, TimeSpan refreshBefore, DateTimeOffset now)
    {
        (Reached, StampEndsAt) = (level, stampEndsAt);
        if (level < Wanted) return;
        (WaitingSince, Tries, LastProblem, LastDetail) = (null, 0, null, "");
        var left = stampEndsAt - now;
        // A service whose own certificate ends within the margin would be asked without end: half of what is left, and never sooner than a day.
        NextTryAt = left > refreshBefore ? now + left - refreshBefore : left is { } little ? now + TimeSpan.FromTicks(Math.Max(little.Ticks / 2, LongestWait.Ticks)) : null;
    }

    /// <summary>It is tried again: after a minute, then each time after twice as long, at most a day.</summary>
    public void Fail(PreservationProblem problem, string detail, DateTimeOffset now)
    {
        (LastProblem, LastDetail) = (problem, detail[..Math.Min(detail.Length, 500)]);
        NextTryAt = now + (Tries > 11 ? LongestWait : TimeSpan.FromMinutes(Math.Min(1 << Math.Max(Tries - 1, 0), LongestWait.TotalMinutes)));
    }
}
