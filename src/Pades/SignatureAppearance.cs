namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>How a signature is seen on a page (ISO 32000-2 §12.5.5). Picture left and text right when both are given.</summary>
public sealed record SignatureAppearance
{
    /// <summary>Page, counted from 1. Ignored when an existing field is signed: the field has its place.</summary>
    public int Page { get; init; } = 1;

    /// <summary>
    /// Place on the page as a viewer shows it: points, origin in the lower left corner of the displayed page
    /// (CropBox, turned by /Rotate). Ignored when an existing field is signed.
    /// </summary>
    public PdfRectangle Rectangle { get; init; }

    /// <summary>
    /// Text to stand at, such as "CHỦ TỊCH"; its last occurrence in the document counts, spaces do not. <see cref="Rectangle"/>
    /// then counts from the beginning of its baseline, and <see cref="Page"/> is found.
    /// </summary>
    public string? AnchorText { get; init; }

    /// <summary>A named destination of the document to stand at (ISO 32000-2 §12.3.2.4); <see cref="Rectangle"/> counts from its point.</summary>
    public string? NamedPlace { get; init; }

    /// <summary>A PNG, not interlaced, at most 16 million pixels; transparency is kept. Null for text only.</summary>
    public ReadOnlyMemory<byte>? ImagePng { get; init; }

    /// <summary>Lines of text, top down; any Latin (with all Vietnamese), Greek or Cyrillic letters. Long lines are broken between words.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>Size in points; 0 takes the largest size from 4 to 12 at which all lines fit.</summary>
    public double FontSize { get; init; }

    /// <summary>Sets the first line in bold.</summary>
    public bool FirstLineBold { get; init; }
}
