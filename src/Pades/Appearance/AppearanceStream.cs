using System.Globalization;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Appearance;

/// <summary>Draws the normal appearance of a signature's widget (ISO 32000-2 §12.5.5): picture left, text right.</summary>
internal static class AppearanceStream
{
    private const double Gap = 4;

    /// <param name="revision">Receives the objects.</param>
    /// <param name="appearance">What to show.</param>
    /// <param name="width">Width as the viewer shows it, in points.</param>
    /// <param name="height">Height as the viewer shows it.</param>
    /// <param name="rotation">The page's rotation: the form is turned back so that it stands upright.</param>
    public static PdfReference AddTo(Revision revision, SignatureAppearance appearance, double width, double height, int rotation)
    {
        var resources = new PdfDictionary();
        var content = new StringBuilder();
        var left = 0.0;
        if (appearance.ImagePng is { Length: > 0 } png)
        {
            var image = PngCache.Read(png);
            var room = appearance.Lines.Count == 0 ? width : Math.Min(width * 0.45, height * image.Width / image.Height);
            var scale = Math.Min(room / image.Width, height / image.Height);
            var (w, h) = (image.Width * scale, image.Height * scale);
            content.Append(CultureInfo.InvariantCulture, $"q {w:0.###} 0 0 {h:0.###} {(room - w) / 2:0.###} {(height - h) / 2:0.###} cm /I Do Q\n");
            resources["XObject"] = new PdfDictionary { ["I"] = image.AddTo(revision) };
            left = room + Gap;
        }
        if (appearance.Lines.Count > 0) content.Append(Text(revision, appearance, left, width, height, resources));
        return revision.Add(Form(content.ToString(), resources, width, height, rotation));
    }

    /// <summary>An appearance that shows nothing.</summary>
    public static PdfReference Empty(Revision revision, double width, double height, int rotation = 0) =>
        revision.Add(Form("", new PdfDictionary(), width, height, rotation));

    private static string Text(Revision revision, SignatureAppearance appearance, double left, double width, double height, PdfDictionary resources)
    {
        var (regular, bold) = (new FontSubset(TrueTypeFont.Regular), new FontSubset(TrueTypeFont.Bold));
        var layout = TextLayout.Fit(appearance.Lines, appearance.FirstLineBold, appearance.FontSize, width - left, height);
        var used = layout.Lines.Count * layout.LineHeight;
        var top = Math.Min(height, (height + used) / 2);
        var operators = layout.Operators(left, top, regular, bold);
        var fonts = new PdfDictionary();
        if (layout.Lines.Any(line => !line.Bold)) fonts["R"] = regular.AddTo(revision.Add);
        if (layout.Lines.Any(line => line.Bold)) fonts["B"] = bold.AddTo(revision.Add);
        resources["Font"] = fonts;
        return operators;
    }

    /// <summary>A form of this size as the viewer shows it, turned back on a page that is turned.</summary>
    public static PdfStream Form(string content, PdfDictionary resources, double width, double height, int rotation)
    {
        var form = new PdfDictionary
        {
            ["Type"] = new PdfName("XObject"),
            ["Subtype"] = new PdfName("Form"),
            ["BBox"] = PdfArray.Of(0, 0, width, height),
            ["Resources"] = resources,
        };
        // §12.5.5, algorithm 8.1: the turned box is moved into /Rect by the viewer.
        var matrix = rotation switch
        {
            90 => PdfArray.Of(0, 1, -1, 0, height, 0),
            180 => PdfArray.Of(-1, 0, 0, -1, width, height),
            270 => PdfArray.Of(0, -1, 1, 0, 0, width),
            _ => null,
        };
        if (matrix is not null) form["Matrix"] = matrix;
        return new PdfStream(form, Encoding.ASCII.GetBytes(content));
    }
}
