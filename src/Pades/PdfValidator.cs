using ThanhHoa.DigitalSignature.Pades.Validation;

namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>Judges the signatures of a PDF: structure, coverage, mathematics, trust and time, and what was changed afterwards.</summary>
public static class PdfValidator
{
    /// <summary>Reads the file once for all signatures. A broken signature is a finding, a broken file is an exception.</summary>
    /// <param name="pdf">Readable and seekable; its position is not kept.</param>
    /// <param name="options">Trust, moment and password.</param>
    /// <exception cref="PdfException">The file itself cannot be read.</exception>
    public static ValidationReport Validate(Stream pdf, ValidationOptions options)
    {
        ArgumentNullException.ThrowIfNull(pdf);
        ArgumentNullException.ThrowIfNull(options);
        return new DocumentValidation(pdf, options).Run();
    }
}
