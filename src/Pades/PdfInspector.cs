using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Inspection;
using ThanhHoa.DigitalSignature.Pades.Signing;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Text;

namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>Says what stands in a file, before anybody signs it.</summary>
public static class PdfInspector
{
    /// <summary>Reads the structure, the pages, the signature fields and the active content; nothing is run or drawn.</summary>
    /// <param name="pdf">Readable and seekable; its position is not kept.</param>
    /// <param name="password">Opens an encrypted file. Without it the answer says that one is needed.</param>
    /// <exception cref="PdfException">The file is no readable PDF.</exception>
    public static PdfInspection Inspect(Stream pdf, string? password = null)
    {
        ArgumentNullException.ThrowIfNull(pdf);
        return Inspect(new ByteSource(pdf), password);
    }

    /// <summary>The same for a file that is checked: with its password, and ended with the check.</summary>
    /// <param name="pdf">Readable and seekable; its position is not kept.</param>
    /// <param name="options">Of the check; trust is not asked.</param>
    /// <exception cref="PdfException">The file is no readable PDF.</exception>
    public static PdfInspection Inspect(Stream pdf, ValidationOptions options)
    {
        ArgumentNullException.ThrowIfNull(pdf);
        ArgumentNullException.ThrowIfNull(options);
        return Inspect(new ByteSource(pdf, options.Cancellation), options.Password);
    }

    /// <summary>Finds a text such as a signer's name, from the last page backwards; spaces and the way accents are coded do not count.</summary>
    /// <param name="pdf">Readable and seekable; its position is not kept.</param>
    /// <param name="text">What to look for; not empty.</param>
    /// <param name="lastPages">How many pages from the end are looked at.</param>
    /// <returns>The page, counted from 1, and the rectangle around the text, as displayed, in points. Null when it is not there.</returns>
    /// <exception cref="PdfException">The file is no readable PDF or opens only with a password, or <paramref name="text"/> holds no letter.</exception>
    public static (int Page, PdfRectangle Rectangle)? FindText(Stream pdf, string text, int lastPages = 30)
    {
        ArgumentNullException.ThrowIfNull(pdf);
        var file = PdfFile.Open(new ByteSource(pdf));
        file.Unlock(null);
        return PlaceSearch.FindText(file, text, lastPages);
    }

    /// <summary>Finds where an official document leaves room for its number and date: "Số:      /QĐ-UBND", ", ngày …… tháng …… năm 2026". The first of each counts.</summary>
    /// <param name="pdf">Readable and seekable; its position is not kept.</param>
    /// <param name="firstPages">How many pages from the beginning are looked at.</param>
    /// <param name="password">Opens an encrypted file.</param>
    /// <exception cref="PdfException">The file is no readable PDF.</exception>
    public static OfficialPlaces FindPlaces(Stream pdf, int firstPages = 1, string? password = null)
    {
        ArgumentNullException.ThrowIfNull(pdf);
        var file = PdfFile.Open(new ByteSource(pdf));
        file.Unlock(password);
        return GapSearch.Find(file, firstPages);
    }

    /// <summary>Reads all pages for what a signer should know of how they show themselves: fonts that are missing, layers, pages without text, attachments.</summary>
    /// <param name="pdf">Readable and seekable; its position is not kept.</param>
    /// <param name="password">Opens an encrypted file.</param>
    /// <exception cref="PdfException">The file is no readable PDF, or opens only with a password.</exception>
    public static PdfPrecheck Precheck(Stream pdf, string? password = null)
    {
        ArgumentNullException.ThrowIfNull(pdf);
        var file = PdfFile.Open(new ByteSource(pdf));
        file.Unlock(password);
        return new Precheck(file).Run();
    }

    /// <summary>The words that are drawn as text, for searching and comparing; each page ends in a form feed.</summary>
    /// <param name="pdf">Readable and seekable; its position is not kept.</param>
    /// <param name="maxPages">How many pages from the first are read.</param>
    /// <param name="maxCharacters">The text is cut after so many.</param>
    /// <exception cref="PdfException">The file is no readable PDF, opens only with a password, or a page is too long to be read.</exception>
    public static string ReadText(Stream pdf, int maxPages, int maxCharacters)
    {
        ArgumentNullException.ThrowIfNull(pdf);
        var file = PdfFile.Open(new ByteSource(pdf));
        file.Unlock(null);
        return PlainText.Read(file, maxPages, maxCharacters);
    }

    private static PdfInspection Inspect(ByteSource source, string? password)
    {
        var file = PdfFile.Open(source);
        var structure = new PdfInspection
        {
            Version = file.HeaderVersion,
            Length = file.Length,
            PageCount = 0,
            Pages = [],
            IsEncrypted = file.IsEncrypted,
            NeedsPassword = false,
            Xref = file.Sections[0].Kind,
            Revisions = new Revisions(file).Count,
            LastSignedLength = 0,
            ForbidsChanges = false,
            SignatureFields = [],
            ActiveContent = [],
        };
        try
        {
            file.Unlock(password);
        }
        catch (PdfException locked) when (locked.Code is PdfErrorCode.PasswordRequired)
        {
            return structure with { NeedsPassword = true };
        }
        return Read(file, structure);
    }

    private static PdfInspection Read(PdfFile file, PdfInspection structure)
    {
        var pages = new PageTree(file).Pages().ToList();
        var numbers = new Dictionary<int, int>();
        var annotations = new Dictionary<int, int>();
        for (var i = 0; i < pages.Count; i++)
        {
            numbers.TryAdd(pages[i].Reference.Number, i + 1);
            foreach (var item in file.Array(pages[i].Dictionary["Annots"])?.Items ?? [])
            {
                if (item is PdfReference annotation) annotations.TryAdd(annotation.Number, i + 1);
            }
        }
        var signatures = new FieldTree(file).Fields().Where(field => field.Type == "Sig").ToList();
        return structure with
        {
            Version = file.Name(file.Catalog["Version"]) is { Length: 3 } newer && string.CompareOrdinal(newer, structure.Version) > 0 ? newer : structure.Version,
            PageCount = pages.Count,
            Pages = [.. pages.Select(page => new PageSize(page.DisplaySize.Width, page.DisplaySize.Height, page.Rotation))],
            ForbidsChanges = Permission.CertificationLevel(file) == 1,
            LastSignedLength = signatures.Select(field => SignedLength(file, field)).DefaultIfEmpty(0).Max(),
            SignatureFields = [.. signatures.Select(field => Describe(file, field, pages, numbers, annotations))],
            ActiveContent = new ActiveContentScan(file).Run(pages),
        };
    }

    private static SignatureField Describe(PdfFile file, FormField field, List<PdfPage> pages, Dictionary<int, int> numbers, Dictionary<int, int> annotations)
    {
        var widget = field.Widget is null ? null : file.Dictionary(field.Widget);
        var page = widget?["P"] is PdfReference named ? numbers.GetValueOrDefault(named.Number) : 0;
        if (page == 0 && field.Widget is not null) page = annotations.GetValueOrDefault(field.Widget.Number);
        var rectangle = page > 0 && PageTree.Rectangle(file, widget?["Rect"]) is { } user ? pages[page - 1].ToDisplay(user) : default;
        return new SignatureField(field.Name, file.Resolve(field.Value) is not PdfNull, page, rectangle);
    }

    private static long SignedLength(PdfFile file, FormField field) =>
        file.Dictionary(field.Value) is { } value && new Validation.SignatureCandidate(file, field.Name, value) is { CanBeHashed: true } signature ? signature.Range.End : 0;
}
