namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>Says what stands in a file, before anybody signs it.</summary>
public static class PdfInspector
{
    /// <summary>Reads the structure, the pages, the signature fields and the active content; nothing is run or drawn.</summary>
    /// <param name="pdf">Readable and seekable; its position is not kept.</param>
    /// <param name="password">Opens an encrypted file. Without it the answer says that one is needed.</param>
    /// <exception cref="PdfException">The file is no readable PDF.</exception>
    public static PdfInspection Inspect(Stream pdf, string? password = null) => throw new PdfException(PdfErrorCode.Unsupported, "The inspector is not in this build");
}
