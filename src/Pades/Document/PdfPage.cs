using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Document;

/// <summary>A page with what it inherits (ISO 32000-2 §7.7.3).</summary>
/// <param name="Reference">Its object.</param>
/// <param name="Dictionary">Its own entries.</param>
/// <param name="Box">The visible box in default user space: the CropBox within the MediaBox.</param>
/// <param name="Rotation">0, 90, 180 or 270 clockwise.</param>
/// <param name="Resources">Own or inherited, or null.</param>
internal sealed record PdfPage(PdfReference Reference, PdfDictionary Dictionary, PdfRectangle Box, int Rotation, PdfObject? Resources)
{
    /// <summary>As a viewer shows it.</summary>
    public (double Width, double Height) DisplaySize => Rotation is 90 or 270 ? (Box.Height, Box.Width) : (Box.Width, Box.Height);

    /// <summary>From what the viewer shows to default user space.</summary>
    public PdfRectangle ToUserSpace(PdfRectangle shown)
    {
        var (width, height) = DisplaySize;
        return Rotation switch
        {
            // Turned clockwise, the lower left corner of user space is shown upper left.
            90 => new(Box.X + height - shown.Top, Box.Y + shown.X, shown.Height, shown.Width),
            180 => new(Box.X + width - shown.Right, Box.Y + height - shown.Top, shown.Width, shown.Height),
            270 => new(Box.X + shown.Y, Box.Y + width - shown.Right, shown.Height, shown.Width),
            _ => new(Box.X + shown.X, Box.Y + shown.Y, shown.Width, shown.Height),
        };
    }

    /// <summary>From default user space to what the viewer shows.</summary>
    public PdfRectangle ToDisplay(PdfRectangle user)
    {
        var (x, y) = (user.X - Box.X, user.Y - Box.Y);
        return Rotation switch
        {
            90 => new(y, Box.Width - x - user.Width, user.Height, user.Width),
            180 => new(Box.Width - x - user.Width, Box.Height - y - user.Height, user.Width, user.Height),
            270 => new(Box.Height - y - user.Height, x, user.Height, user.Width),
            _ => new(x, y, user.Width, user.Height),
        };
    }
}
