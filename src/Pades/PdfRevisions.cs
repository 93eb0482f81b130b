using ThanhHoa.DigitalSignature.Pades.Document;

namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>The document as it was. A signed revision is a beginning of the file, so that nothing is copied to look at it.</summary>
public static class PdfRevisions
{
    /// <summary>The document as it was when this signature was made, byte by byte.</summary>
    /// <param name="pdf">The file of the report, readable and seekable; it stays the caller's and moves with the view.</param>
    /// <param name="signature">From the report about this very file.</param>
    /// <returns>A read-only view to copy or to serve; disposing of it leaves <paramref name="pdf"/> open.</returns>
    /// <exception cref="PdfException">Its coverage does not end where a revision ends: nobody can say what was signed.</exception>
    public static Stream AsSigned(Stream pdf, SignatureReport signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        if (signature.Coverage > SignatureCoverage.EntireRevision)
            throw new PdfException(PdfErrorCode.Damaged, $"The signature in {signature.FieldName} does not cover a revision from its first to its last byte");
        return UpTo(pdf, signature.ByteRange.End);
    }

    /// <summary>The file up to a byte, such as <see cref="PageChange.EarlierLength"/>.</summary>
    /// <param name="pdf">Readable and seekable; it stays the caller's and moves with the view.</param>
    /// <param name="length">How much of it.</param>
    /// <exception cref="PdfException">The file is shorter than that.</exception>
    public static Stream UpTo(Stream pdf, long length)
    {
        ArgumentNullException.ThrowIfNull(pdf);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length > pdf.Length) throw new PdfException(PdfErrorCode.Truncated, "The file is shorter than the revision asked for", pdf.Length);
        return new FileBeginning(pdf, length);
    }
}
