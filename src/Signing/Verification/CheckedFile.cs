using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Pades.Reports;

namespace ThanhHoa.DigitalSignature.Signing.Verification;

/// <summary>A file with its check.</summary>
/// <param name="Document">What reports are made from.</param>
/// <param name="Inspection">Where its signatures stand and what in it acts by itself; null when it cannot be read.</param>
/// <param name="Elapsed">How long the check itself took.</param>
internal sealed record CheckedFile(CheckedDocument Document, PdfInspection? Inspection, TimeSpan Elapsed);
