using System.Text.RegularExpressions;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Signing.Numbering;
using ThanhHoa.DigitalSignature.Signing.Sign;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>A PDF that was looked at and stored, with the place of each signer's signature.</summary>
internal sealed partial class SubmittedFile
{
    /// <summary>From so many pages on a signer is told that a document is long.</summary>
    public const int ManyPages = 20;

    private readonly Dictionary<string, SignatureBox> boxes;
    private readonly PdfInspection inspection;
    private int initials;

    private SubmittedFile(StoredFile stored, string name, PdfInspection inspection, Dictionary<string, SignatureBox> boxes, FileWarning warnings) =>
        (Stored, Name, this.inspection, this.boxes, Warnings) = (stored, name, inspection, boxes, warnings);

    /// <summary>The bytes as handed in; where number and date are to be written, with the empty fields for them behind.</summary>
    public StoredFile Stored { get; private set; }

    /// <summary>The name it was handed in under, without a path.</summary>
    public string Name { get; }

    public int PageCount => inspection.Pages.Count;

    public FileWarning Warnings { get; private set; }

    /// <summary>Fields that wait for number and date.</summary>
    public NumberFields NumberFields { get; private set; }

    /// <summary>Above the signer's printed name, or where signer blocks usually stand; initials in the lower left corner, one above the other.</summary>
    public SignatureBox BoxFor(SignatoryPlan signer) =>
        signer.Role is SignatoryRole.Initial ? SignatureBox.ForInitial(inspection, initials++) : boxes.GetValueOrDefault(signer.Name) ?? SignatureBox.Default(inspection);

    /// <summary>Looks at a PDF and stores it. Storing is harmless until a version points at it.</summary>
    /// <param name="pdf">Readable and seekable.</param>
    /// <param name="name">The name it came under.</param>
    /// <param name="signers">Names to look for in the text.</param>
    /// <param name="files">Where it is stored.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="PdfException">It is no PDF that can be signed.</exception>
    public static async Task<SubmittedFile> TakeAsync(Stream pdf, string name, IReadOnlyCollection<string> signers, FileStore files, CancellationToken cancel)
    {
        var look = PdfInspector.Inspect(pdf);
        if (look.NeedsPassword) throw new PdfException(PdfErrorCode.PasswordRequired, "The file opens only with a password");
        var found = new Dictionary<string, SignatureBox>(StringComparer.Ordinal);
        foreach (var signer in signers)
        {
            if (PdfInspector.FindText(pdf, signer) is var (page, place)) found[signer] = SignatureBox.Above(page, place, look);
        }

        var warnings = WarningsOf(pdf, look) | (found.Count < signers.Count ? FileWarning.PlaceGuessed : FileWarning.None);
        pdf.Position = 0;
        return new SubmittedFile(await files.PutAsync(pdf, UploadFault.Limit, cancel), Path.GetFileName(name), look, found, warnings);
    }

    /// <summary>Makes room for number and date, which the clerk gives when all have signed.</summary>
    /// <param name="files">Where it is stored.</param>
    /// <param name="laid">The fields it has already, from an earlier submission of the same bytes; null to lay them.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<SubmittedFile> ForNumberAsync(FileStore files, NumberFields? laid, CancellationToken cancel)
    {
        NumberFields = laid ?? NumberFields.None;
        if (laid is null)
        {
            await using var file = await files.OpenVerifiedAsync(Stored.Sha256, cancel);
            if (WriteNumber.Lay(file) is var (appended, fields))
            {
                file.Seek(0, SeekOrigin.End);
                await file.WriteAsync(appended, cancel);
                file.Position = 0;
                (Stored, NumberFields) = (await files.PutAsync(file, long.MaxValue, cancel), fields);
            }
        }

        if (!NumberFields.HasFlag(NumberFields.Number)) Warnings |= FileWarning.NoRoomForNumber;
        return this;
    }

    // From a million on: 1.000.000 đồng, 25 triệu đồng, 3,5 tỷ đồng, 1.200.000 VNĐ.
    [GeneratedRegex(@"(\d{1,3}([.,]\d{3}){2,}|\d+([.,]\d+)?\s*(triệu|tỷ|tỉ))\s*(đồng|VNĐ|VND|đ\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SumOfMoney();

    private static FileWarning WarningsOf(Stream pdf, PdfInspection found)
    {
        var warnings = FileWarning.None;
        if (found.ActiveContent.Count > 0) warnings |= FileWarning.ActiveContent;
        if (found.Pages.Count >= ManyPages) warnings |= FileWarning.Long;
        if (found.SignatureFields.Any(f => f.IsSigned))
        {
            warnings |= FileWarning.SignedBefore;
            if (PdfValidator.Validate(pdf, new ValidationOptions { At = TimeProvider.System.GetUtcNow() }).Signatures.Any(s => !s.IsIntact)) warnings |= FileWarning.BrokenSignature;
        }

        var look = PdfInspector.Precheck(pdf);
        // The standard fonts have no Vietnamese letters; whoever uses them writes without.
        if (look.MissingFonts.Any(f => !f.IsStandard)) warnings |= FileWarning.FontsMissing;
        if (look.Layers.Any(l => l.Visibility is not LayerVisibility.Shown)) warnings |= FileWarning.HiddenLayers;
        if (SumOfMoney().IsMatch(PdfInspector.ReadText(pdf, maxPages: 50, maxCharacters: 300_000))) warnings |= FileWarning.Money;
        return warnings;
    }
}
