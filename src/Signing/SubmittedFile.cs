using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Signing.Sign;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>A PDF that was looked at and stored, with the place of each signer's signature.</summary>
internal sealed class SubmittedFile
{
    private readonly Dictionary<string, SignatureBox> boxes;
    private readonly SignatureBox usual;

    private SubmittedFile(StoredFile stored, int pageCount, SignatureBox usual, Dictionary<string, SignatureBox> boxes) =>
        (Stored, PageCount, this.usual, this.boxes) = (stored, pageCount, usual, boxes);

    public StoredFile Stored { get; }

    public int PageCount { get; }

    /// <summary>Above the signer's printed name, or where signer blocks usually stand.</summary>
    public SignatureBox BoxFor(string signer) => boxes.GetValueOrDefault(signer, usual);

    /// <summary>Looks at a PDF and stores it. Storing is harmless until a version points at it.</summary>
    /// <param name="pdf">Readable and seekable.</param>
    /// <param name="signers">Names to look for in the text.</param>
    /// <param name="files">Where it is stored.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="PdfException">It is no PDF that can be signed.</exception>
    public static async Task<SubmittedFile> TakeAsync(Stream pdf, IEnumerable<string> signers, FileStore files, CancellationToken cancel)
    {
        var inspection = PdfInspector.Inspect(pdf);
        if (inspection.NeedsPassword) throw new PdfException(PdfErrorCode.PasswordRequired, "The file opens only with a password");
        var found = new Dictionary<string, SignatureBox>(StringComparer.Ordinal);
        foreach (var name in signers)
        {
            if (PdfInspector.FindText(pdf, name) is var (page, place)) found[name] = SignatureBox.Above(page, place, inspection);
        }

        pdf.Position = 0;
        return new SubmittedFile(await files.PutAsync(pdf, UploadFault.Limit, cancel), inspection.Pages.Count, SignatureBox.Default(inspection), found);
    }
}
