namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>Where a text stands in its field from left to right.</summary>
public enum TextAlignment
{
    /// <summary>At the left edge.</summary>
    Left,

    /// <summary>In the middle.</summary>
    Center,

    /// <summary>At the right edge.</summary>
    Right,
}

/// <summary>A field of one line that is filled in after a signature, such as the number of a document.</summary>
/// <param name="Name">Unique in the document, without a full stop.</param>
/// <param name="Page">Counted from 1.</param>
/// <param name="Rectangle">As displayed, like <see cref="SignatureAppearance.Rectangle"/>. Capitals will stand in the middle of its height.</param>
/// <param name="FontSize">In points, from 4 to 72.</param>
/// <param name="Alignment">Of the text in the rectangle.</param>
public sealed record TextFieldPlan(string Name, int Page, PdfRectangle Rectangle, double FontSize, TextAlignment Alignment = TextAlignment.Left);
