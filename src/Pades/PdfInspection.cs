namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>How the newest cross-reference section of a file is written.</summary>
public enum XrefKind
{
    /// <summary>A classic table.</summary>
    Table,

    /// <summary>A cross-reference stream (PDF 1.5).</summary>
    Stream,

    /// <summary>A table with a stream beside it for newer readers.</summary>
    Hybrid,
}

/// <summary>Content that acts, hides or reaches out: to be shown before anybody signs.</summary>
public enum ActiveContentKind
{
    /// <summary>JavaScript.</summary>
    JavaScript,

    /// <summary>An action that starts a program or opens a file.</summary>
    Launch,

    /// <summary>A link to an address.</summary>
    Uri,

    /// <summary>An action that sends form data.</summary>
    SubmitForm,

    /// <summary>An action that reaches into another document.</summary>
    RemoteGoTo,

    /// <summary>An embedded or attached file.</summary>
    EmbeddedFile,

    /// <summary>Optional content that is hidden, or can be switched, by layer.</summary>
    HiddenLayer,

    /// <summary>An XFA form, which draws its own pages.</summary>
    Xfa,

    /// <summary>Sound, film, 3D or another rich medium.</summary>
    RichMedia,
}

/// <summary>One finding of <see cref="PdfInspector"/>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="ObjectNumber">The indirect object it stands in; 0 for the trailer.</param>
/// <param name="Path">The way to it from the catalog or the page, such as "/Pages/3/Annots/0/A".</param>
/// <param name="Detail">The address, file name or layer, shortened; empty when there is none.</param>
/// <param name="RunsByItself">Acts on opening, without a click.</param>
public sealed record ActiveContent(ActiveContentKind Kind, int ObjectNumber, string Path, string Detail, bool RunsByItself);

/// <summary>A page as a viewer shows it.</summary>
/// <param name="Width">Points, after turning by <paramref name="Rotation"/>.</param>
/// <param name="Height">Points, after turning.</param>
/// <param name="Rotation">0, 90, 180 or 270 degrees clockwise.</param>
public sealed record PageSize(double Width, double Height, int Rotation);

/// <summary>A signature field.</summary>
/// <param name="Name">Fully qualified name.</param>
/// <param name="IsSigned">Whether it has a value.</param>
/// <param name="Page">Page of its widget, from 1; 0 when it has none.</param>
/// <param name="Rectangle">As displayed, like <see cref="SignatureAppearance.Rectangle"/>.</param>
public sealed record SignatureField(string Name, bool IsSigned, int Page, PdfRectangle Rectangle);

/// <summary>What stands in a file before it is signed.</summary>
public sealed record PdfInspection
{
    /// <summary>The version of the header or, when newer, of the catalog, such as "1.7".</summary>
    public required string Version { get; init; }

    /// <summary>Length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Number of pages; 0 when a password is missing.</summary>
    public required int PageCount { get; init; }

    /// <summary>Every page as displayed.</summary>
    public required IReadOnlyList<PageSize> Pages { get; init; }

    /// <summary>Encrypted, whether or not it opens without a password.</summary>
    public required bool IsEncrypted { get; init; }

    /// <summary>Opens only with a password that was not given.</summary>
    public required bool NeedsPassword { get; init; }

    /// <summary>How its newest cross-reference section is written.</summary>
    public required XrefKind Xref { get; init; }

    /// <summary>Revisions: 1 plus the incremental updates.</summary>
    public required int Revisions { get; init; }

    /// <summary>Byte after the newest revision that a signature closes; 0 when none does.</summary>
    public required long LastSignedLength { get; init; }

    /// <summary>Whether a certification allows nobody to change the file (DocMDP P = 1).</summary>
    public required bool ForbidsChanges { get; init; }

    /// <summary>Signature fields, signed and empty.</summary>
    public required IReadOnlyList<SignatureField> SignatureFields { get; init; }

    /// <summary>At most 1,000 findings, in the order of the document.</summary>
    public required IReadOnlyList<ActiveContent> ActiveContent { get; init; }
}
