namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>A rectangle in points (1/72 inch), y upwards.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Lower edge.</param>
/// <param name="Width">Width, not negative.</param>
/// <param name="Height">Height, not negative.</param>
public readonly record struct PdfRectangle(double X, double Y, double Width, double Height)
{
    /// <summary>Right edge.</summary>
    public double Right => X + Width;

    /// <summary>Upper edge.</summary>
    public double Top => Y + Height;
}
