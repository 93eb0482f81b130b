namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>What became of something on a page.</summary>
public enum LookChange
{
    /// <summary>It was not there before.</summary>
    Appeared,

    /// <summary>It looks otherwise or stands elsewhere.</summary>
    Changed,

    /// <summary>It is no longer there.</summary>
    Vanished,
}

/// <summary>What kind of thing on a page it is.</summary>
public enum LookSubject
{
    /// <summary>The page itself: its content, resources, size or place in the document.</summary>
    Page,

    /// <summary>An annotation that belongs to no form: a comment, a stamp, a link.</summary>
    Annotation,

    /// <summary>A field of the form.</summary>
    Field,

    /// <summary>A signature field.</summary>
    Signature,
}

/// <summary>One place on a page that looks otherwise than before. Rectangles are in points of the page as displayed, like <see cref="SignatureAppearance.Rectangle"/>.</summary>
public sealed record PageMark
{
    /// <summary>What became of it.</summary>
    public required LookChange Change { get; init; }

    /// <summary>What it is.</summary>
    public required LookSubject Subject { get; init; }

    /// <summary>Fully qualified name of the field, or the annotation's /Subtype such as "FreeText"; empty for the page itself.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where it stood on the earlier page; null when it was not there.</summary>
    public PdfRectangle? Before { get; init; }

    /// <summary>Where it stands on the later page; null when it is gone.</summary>
    public PdfRectangle? After { get; init; }

    /// <summary>False when a forbidden finding of the same step is about it.</summary>
    public required bool IsPermitted { get; init; }

    /// <summary>Number of the annotation or page; 0 for an annotation that is no object of its own.</summary>
    public int ObjectNumber { get; init; }

    /// <summary>Words of the earlier page that it now covers, at most 200 characters; empty when it covers none.</summary>
    public string CoveredText { get; init; } = "";
}

/// <summary>
/// A page that looks otherwise in the state after than in the signed state before. Both states are beginnings of the file:
/// <see cref="PdfRevisions.UpTo"/> opens them, so that a viewer can show them side by side.
/// </summary>
public sealed record PageChange
{
    /// <summary>The file up to here is the earlier state: a signed revision.</summary>
    public required long EarlierLength { get; init; }

    /// <summary>The file up to here is the later state: the next signed revision, or the whole file.</summary>
    public required long LaterLength { get; init; }

    /// <summary>The revision, from 1, with which the earlier state ends.</summary>
    public required int EarlierRevision { get; init; }

    /// <summary>The revision, from 1, with which the later state ends.</summary>
    public required int Revision { get; init; }

    /// <summary>Page of the earlier state, from 1; null when the page is new.</summary>
    public int? PageBefore { get; init; }

    /// <summary>Page of the later state, from 1; null when the page was removed.</summary>
    public int? Page { get; init; }

    /// <summary>What looks otherwise, at most 1,000 places.</summary>
    public required IReadOnlyList<PageMark> Marks { get; init; }

    /// <summary>True when the signatures permit everything that changed on this page.</summary>
    public bool IsPermitted => Marks.All(mark => mark.IsPermitted);
}
