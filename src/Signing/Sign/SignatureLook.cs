using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Signing.Sign;

/// <summary>What a signature shows on the page, wherever it stands.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Image">Handwriting or seal; null when the unit gave none.</param>
/// <param name="Lines">Text, top down.</param>
/// <param name="Reason">Goes into the signature dictionary; null for none.</param>
internal sealed record SignatureLook(SignatureKind Kind, SignatureImage? Image, IReadOnlyList<string> Lines, string? Reason)
{
    private const double PointsPerMm = 72 / 25.4;

    /// <summary>Width of a mark at the top of the page, in points.</summary>
    private const double MarkWidth = 170;

    /// <summary>Decree 30/2020, annex I: letters of 10 points, upright, black.</summary>
    private const double MarkSize = 10;

    /// <summary>Width of the organisation's words where it has given no picture of its seal, in points.</summary>
    private const double WordsWidth = 130;

    /// <summary>Width of a seal in millimetres where no picture says it (TCVN: seal of a people's committee 36 mm).</summary>
    private const double SealMm = 36;

    private bool IsMark => Kind is SignatureKind.Appendix or SignatureKind.Copy or SignatureKind.Incoming;

    /// <summary>The appearance in this box.</summary>
    public SignatureAppearance At(SignatureBox box) => new()
    {
        Page = box.Page,
        Rectangle = new PdfRectangle(box.X, box.Y, box.Width, box.Height),
        ImagePng = Image?.Png,
        Lines = Lines,
        FirstLineBold = Image is null && !IsMark,
        FontSize = IsMark ? MarkSize : 0,
    };

    /// <summary>Where the law puts the organisation's: its seal over the left third of the signer's picture, a mark at the top right of the first page.</summary>
    /// <param name="page">The file.</param>
    /// <param name="document">With its signatures.</param>
    public SignatureBox Place(PdfInspection page, Document document) => (IsMark ? TopRight(page) : OverSigner(page, document)).Within(page);

    private SignatureBox TopRight(PdfInspection page)
    {
        var (first, height) = (page.Pages[0], (Lines.Count * MarkSize * 1.25) + 4);
        return new SignatureBox(1, first.Width - MarkWidth - (10 * PointsPerMm), first.Height - height - (4 * PointsPerMm), MarkWidth, height);
    }

    private SignatureBox OverSigner(PdfInspection page, Document document)
    {
        var width = (Image?.WidthMm ?? SealMm) * PointsPerMm;
        var height = width * (Image?.Aspect ?? 1);
        var approvals = document.Versions.Where(v => v.Part == 0 && v.Signature?.Kind is SignatureKind.Approval).OrderBy(v => v.Ordinal).Select(v => v.Signature!).ToList();
        var field = approvals.Count == 0 ? null : page.SignatureFields.SingleOrDefault(f => f.Name == approvals[^1].FieldName && f.Page > 0);
        if (field is null)
        {
            var usual = SignatureBox.Default(page);
            return usual with { X = usual.X - (width / 2), Y = usual.Y, Width = width, Height = height };
        }

        // Words are laid beside the signer's, not over them.
        if (Image is null) return new SignatureBox(field.Page, field.Rectangle.X - WordsWidth - 4, field.Rectangle.Y, WordsWidth, Math.Max(field.Rectangle.Height, 50));
        // The picture is fitted into the box, so the seal is laid over the picture, not over the empty edge of the box.
        var box = field.Rectangle;
        var pictureWidth = Math.Min(box.Width, box.Height / (approvals[^1].ImageAspect ?? (box.Height / box.Width)));
        var pictureLeft = box.X + ((box.Width - pictureWidth) / 2);
        return new SignatureBox(field.Page, pictureLeft + (pictureWidth / 3) - width, box.Y + ((box.Height - height) / 2), width, height);
    }
}
