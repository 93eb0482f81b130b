using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Honest;

/// <summary>How programs write a field that was filled in, as their output shows.</summary>
internal static class FormWriters
{
    private const string Box = "/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F1 11 0 R>>>>";

    /// <summary>Each takes the widgets of a field and its new value.</summary>
    public static readonly IReadOnlyDictionary<string, Action<PdfFile, Revision, Filling>> All = new Dictionary<string, Action<PdfFile, Revision, Filling>>(StringComparer.Ordinal)
    {
        // The value, and nothing else.
        ["value only"] = (f, r, filling) => r.Set(N(filling.Field), "V", filling.Value),
        // A new appearance for each widget and the time, as pdf.js saves.
        ["new appearances and a time"] = (f, r, filling) =>
        {
            r.Set(N(filling.Field), "V", filling.Value);
            foreach (var widget in filling.Widgets)
            {
                Dress(r, widget, filling);
                r.Set(N(widget), "M", "(D:20260102030405Z)");
            }
        },
        // The appearance streams that are there get new content, as PDFBox does.
        ["appearance streams written anew"] = (f, r, filling) =>
        {
            r.Set(N(filling.Field), "V", filling.Value);
            foreach (var widget in filling.Widgets)
            {
                if (filling.State is null && f.Dictionary(f.Dictionary(N(widget))!["AP"])?["N"] is PdfReference look) r.Replace(look, Text(filling.Value));
                else Dress(r, widget, filling);
            }
        },
        // The whole neighbourhood written again, fonts for the form, dates, metadata: as a large viewer saves.
        ["with page, catalog, fonts, dates and metadata"] = (f, r, filling) =>
        {
            r.Set(N(filling.Field), "V", filling.Value);
            if (filling.State is null) r.Set(N(filling.Field), "DA", "(/Helv 12 Tf 0 g)");
            foreach (var widget in filling.Widgets) Dress(r, widget, filling);
            r.Replace(f.Page(), f.Resolve(f.Page()));
            r.Replace(f.Root(), f.Catalog);
            var fonts = new PdfDictionary(f.Dictionary(f.Dictionary(f.Dictionary(r.Form())!["DR"])!["Font"])!) { ["Helv"] = r.Add(Places.Parse("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")), ["ZaDb"] = r.Add(Places.Parse("<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>")) };
            r.Set(r.Form(), "DR", new PdfDictionary { ["Font"] = fonts, ["Encoding"] = new PdfDictionary { ["PDFDocEncoding"] = r.Add(Places.Parse("<</Type/Encoding/Differences[24/breve]>>")) } });
            r.Set((PdfReference)f.Trailer["Info"]!, "ModDate", "(D:20260102030405Z)");
            r.Replace((PdfReference)f.Catalog["Metadata"]!, Places.Stream("/Type/Metadata/Subtype/XML", "<y/>"));
        },
        // The same in other clothes: reals, hexadecimal strings, arrays of their own.
        ["and everything said otherwise"] = (f, r, filling) =>
        {
            r.Set(N(filling.Field), "V", filling.Value);
            foreach (var widget in filling.Widgets)
            {
                Dress(r, widget, filling);
                var box = f.Array(f.Dictionary(N(widget))!["Rect"])!.Items.Select(n => (PdfObject)new PdfNumber(((PdfNumber)n).Value, $"{n}.000"));
                r.Set(N(widget), "Rect", new PdfArray(box));
            }
            r.Set(f.Page(), "MediaBox", r.Add(Places.Parse("[0.0 0 612.00 792.]")));
            r.Set(f.Page(), "Annots", r.Add(f.Array(f.Dictionary(f.Page())!["Annots"])!));
            r.Set(f.Page(), "Rotate", "null");
            r.Set(N(14), "Contents", new PdfString("Da doc"u8.ToArray(), hex: true));
        },
    };

    /// <summary>Fields of <see cref="RichForm"/> with a value that they may get.</summary>
    public static readonly IReadOnlyList<Filling> Fillings =
    [
        new("text", 7, [7], "(Lan)"), new("text cleared", 7, [7], "()"), new("text on two pages", 8, [20, 21], "(Dong y)"), new("check box", 9, [9], "/Yes", "Yes"), new("radio buttons", 10, [22, 23], "/Hand", "Hand"),
        new("combo box", 26, [26], "(2)"), new("list box", 12, [12], "(B)"), new("list box with several", 12, [12], "[(A)(C)]"), new("nested text", 24, [24], "(Van)"), new("nested text again", 25, [25], "(Le)"),
        new("text in Vietnamese", 7, [7], "<FEFF004C00EA0020005400681EBF0020>"),
    ];

    private static PdfReference N(int number) => new(number, 0);

    private static PdfStream Text(string value) => Places.Stream(Box, $"/Tx BMC BT /F1 12 Tf 2 5 Td {(value.StartsWith('(') ? value : "(x)")} Tj ET EMC");

    private static void Dress(Revision revision, int widget, Filling filling)
    {
        if (filling.State is not { } state)
        {
            revision.Set(N(widget), "AP", new PdfDictionary { ["N"] = revision.Add(Text(filling.Value)) });
            return;
        }
        var states = revision.File.Dictionary(revision.File.Dictionary(revision.File.Dictionary(N(widget))!["AP"])!["N"])!;
        revision.Set(N(widget), "AS", states[state] is null ? "/Off" : "/" + state);
    }
}

/// <param name="Name">For people.</param>
/// <param name="Field">Object of the field.</param>
/// <param name="Widgets">Objects of its widgets.</param>
/// <param name="Value">As PDF.</param>
/// <param name="State">For a button, the state that goes with it.</param>
internal sealed record Filling(string Name, int Field, int[] Widgets, string Value, string? State = null);
