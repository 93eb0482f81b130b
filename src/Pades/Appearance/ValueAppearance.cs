using System.Globalization;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Appearance;

/// <summary>Draws the values of text fields (ISO 32000-2 §12.7.4.3): one line, upright, black; all of an update share one font.</summary>
internal sealed class ValueAppearance(Revision revision)
{
    private const double UsualSize = 12;
    private const double Tolerance = 0.01;
    private readonly PdfFile file = revision.File;
    private readonly FontSubset font = new(TrueTypeFont.Regular);
    private readonly PdfDictionary fonts = new();

    /// <summary>The look of a text in its widget, whose size of letters, alignment and turn count.</summary>
    public PdfReference Add(PdfDictionary widget, string name, string text)
    {
        if (PageTree.Rectangle(file, widget["Rect"]) is not { Width: > 0, Height: > 0 } place) throw new PdfException(PdfErrorCode.FieldNotFound, $"The field {name} has no place on a page");
        var rotation = file.Integer(file.Dictionary(widget["MK"])?["R"]) switch { 90 => 90, 180 => 180, 270 => 270, _ => 0 };
        var (width, height) = rotation is 90 or 270 ? (place.Height, place.Width) : (place.Width, place.Height);
        var codes = font.Encode(text);
        var unit = TextLayout.Width(text, bold: false) / 1000;
        var size = Size(widget) is > 0 and var given ? given : Math.Min(UsualSize, Math.Min(height, width / unit));
        var length = unit * size;
        if (length > width + Tolerance || size > height + Tolerance) throw new PdfException(PdfErrorCode.TextTooLong, $"The text does not fit into the field {name}");
        var x = (file.Integer(FieldTree.Inherited(file, widget, "Q") ?? Form?["Q"]) ?? 0) switch { 1 => (width - length) / 2, 2 => width - length, _ => 0 };
        var capitals = size * TrueTypeFont.Regular.CapHeight / TrueTypeFont.Regular.UnitsPerEm;
        var content = string.Create(CultureInfo.InvariantCulture, $"/Tx BMC q BT 0 g /R {size:0.##} Tf {x:0.##} {(height - capitals) / 2:0.##} Td <{codes}> Tj ET Q EMC");
        return revision.Add(AppearanceStream.Form(content, new PdfDictionary { ["Font"] = fonts }, width, height, rotation));
    }

    /// <summary>To be called after the last value.</summary>
    public void AddFont() => fonts["R"] = font.AddTo(revision.Add);

    private PdfDictionary? Form => file.Dictionary(file.Catalog["AcroForm"]);

    // The operand before Tf of the default appearance; 0 when a program may choose.
    private double Size(PdfDictionary widget)
    {
        var words = ((file.Resolve(FieldTree.Inherited(file, widget, "DA") ?? Form?["DA"]) as PdfString)?.Text ?? "").Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var at = Array.LastIndexOf(words, "Tf");
        return at > 0 && double.TryParse(words[at - 1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var size) ? size : 0;
    }
}
