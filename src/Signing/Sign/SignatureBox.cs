using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Signing.Sign;

/// <summary>Where the signature stands: points, origin in the lower left corner of the page as displayed.</summary>
/// <param name="Page">Counted from 1.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Lower edge.</param>
/// <param name="Width">At least 60.</param>
/// <param name="Height">At least 30.</param>
internal sealed record SignatureBox(int Page, double X, double Y, double Width, double Height)
{
    private const double Margin = 18;

    /// <summary>Lower right part of the last page, where the signer block of an administrative document stands (Decree 30/2020, annex I).</summary>
    public static SignatureBox Default(PdfInspection inspection)
    {
        var last = inspection.Pages[^1];
        var width = Math.Min(200, last.Width - (2 * Margin));
        var height = Math.Min(72, last.Height - (2 * Margin));
        return new SignatureBox(inspection.Pages.Count, Math.Max(Margin, last.Width - width - 60), Math.Max(Margin, last.Height * 0.14), width, height);
    }

    /// <summary>Centred above the signer's printed name, between it and the line of the position (Decree 30/2020, annex I).</summary>
    /// <param name="page">Counted from 1.</param>
    /// <param name="name">The rectangle around the name.</param>
    /// <param name="inspection">Of the file.</param>
    public static SignatureBox Above(int page, PdfRectangle name, PdfInspection inspection)
    {
        const double Wide = 200, High = 62, Gap = 4;
        return new SignatureBox(page, name.X + (name.Width / 2) - (Wide / 2), name.Top + Gap, Wide, High).Within(inspection);
    }

    /// <summary>A small box in the lower left corner of the last page, above those of earlier initials.</summary>
    /// <param name="inspection">Of the file.</param>
    /// <param name="before">How many initials stand there already.</param>
    public static SignatureBox ForInitial(PdfInspection inspection, int before)
    {
        const double Wide = 120, High = 30;
        return new SignatureBox(inspection.Pages.Count, 2 * Margin, Margin + (before * High), Wide, High).Within(inspection);
    }

    /// <summary>The same box, on a page that exists and wholly inside it.</summary>
    public SignatureBox Within(PdfInspection inspection)
    {
        var number = Math.Clamp(Page, 1, inspection.Pages.Count);
        var page = inspection.Pages[number - 1];
        double width = Math.Clamp(Width, Math.Min(60, page.Width), page.Width), height = Math.Clamp(Height, Math.Min(30, page.Height), page.Height);
        return new SignatureBox(number, Math.Clamp(X, 0, page.Width - width), Math.Clamp(Y, 0, page.Height - height), width, height);
    }

    public bool IsNumber => double.IsFinite(X) && double.IsFinite(Y) && double.IsFinite(Width) && double.IsFinite(Height);
}
