using ThanhHoa.DigitalSignature.Pades.Changes;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;

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

    /// <summary>
    /// What an update did to the file it was appended to, judged as if that file had been signed: whoever gets back a file
    /// they gave out learns whether more than a signature came. The first signature of a document may certify it.
    /// </summary>
    /// <param name="pdf">Readable and seekable; its position is not kept.</param>
    /// <param name="length">Where the file that was given out ended.</param>
    /// <param name="cancel">Ends the comparison early.</param>
    /// <exception cref="PdfException">One of the two files cannot be read.</exception>
    public static IReadOnlyList<Finding> ChangesSince(Stream pdf, long length, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(pdf);
        var after = PdfFile.Open(new ByteSource(pdf, cancel));
        if (length < 0 || length > after.Length) throw new PdfException(PdfErrorCode.Truncated, "The file is shorter than what it should begin with", after.Length);
        var before = after.OpenRevision(length);
        before.Unlock(null);
        after.Unlock(null);
        var log = new ChangeLog(after, new Revisions(after));
        new RevisionComparison(before, after, Permissions.Usual, ValuesIn(after), log, earlier: null).Run();
        foreach (var place in new AppendedBytes(after, length).Unexplained(length).Take(100)) log.Forbid(FindingCode.HiddenBytes, place);
        return ValuesIn(before).Count > 0 ? log.Findings : [.. log.Findings.Where(f => f.Code != FindingCode.PermissionsChanged)];
    }

    private static HashSet<long> ValuesIn(PdfFile file) =>
        [.. new FieldTree(file).Fields().Where(field => field.Type == "Sig").Select(field => file.Resolve((file.Resolve(field.Value) as PdfDictionary)?["Contents"])).OfType<PdfString>().Select(contents => contents.Start)];
}
