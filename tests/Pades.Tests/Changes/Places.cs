using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Changes;

/// <summary>Says in one line what an update does to which object.</summary>
internal static class Places
{
    public static PdfObject Parse(string text) => new PdfParser(System.Text.Encoding.Latin1.GetBytes(text + " "), -1, true).ReadObject();

    public static PdfReference Root(this PdfFile file) => (PdfReference)file.Trailer["Root"]!;

    public static PdfReference Page(this PdfFile file, int number = 1) => new PageTree(file).Page(number).Reference;

    public static PdfReference Field(this PdfFile file, string name) => new FieldTree(file).Fields().First(field => field.Name == name).Reference;

    public static PdfReference Comment(this PdfFile file) => (PdfReference)file.Array(file.Dictionary(file.Page())!["Annots"])!.Items.First(item => file.Dictionary(item)!.IsName("Subtype", "Text"));

    /// <summary>Sets a key of a dictionary or removes it (null); <paramref name="target"/> must be an object of its own.</summary>
    public static void Set(this Revision revision, PdfReference target, string key, PdfObject? value)
    {
        switch (revision.Current(target))
        {
            case PdfDictionary dictionary: revision.Replace(target, new PdfDictionary(dictionary) { [key] = value }); break;
            case PdfStream stream: revision.Replace(target, new PdfStream(new PdfDictionary(stream.Dictionary) { ["Filter"] = null, ["DecodeParms"] = null, [key] = value }, StreamFilters.Decode(revision.File, stream))); break;
            default: throw new InvalidOperationException($"Object {target.Number} has no keys.");
        }
    }

    public static void Set(this Revision revision, PdfReference target, string key, string value) => revision.Set(target, key, Parse(value));

    public static PdfStream Stream(string entries, string data) => new((PdfDictionary)Parse($"<<{entries}>>"), System.Text.Encoding.Latin1.GetBytes(data));

    /// <summary>Appends to an array, whether it stands in an object of its own or not.</summary>
    public static void Append(this Revision revision, PdfReference owner, string key, PdfObject item)
    {
        var dictionary = (PdfDictionary)revision.Current(owner);
        var items = revision.Current(dictionary[key]) as PdfArray;
        var longer = new PdfArray([.. items?.Items ?? [], item]);
        if (dictionary[key] is PdfReference own) revision.Replace(own, longer);
        else revision.Replace(owner, new PdfDictionary(dictionary) { [key] = longer });
    }

    public static void Annotate(this Revision revision, PdfFile file, string annotation) => revision.Append(file.Page(), "Annots", revision.Add(Parse(annotation)));

    public static PdfReference Form(this Revision revision) => (PdfReference)((PdfDictionary)revision.Current(revision.File.Root()))["AcroForm"]!;
}
