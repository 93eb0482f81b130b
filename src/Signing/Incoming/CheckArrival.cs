using System.Security.Cryptography;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Pades.Reports;
using ThanhHoa.DigitalSignature.Signing.Exchange;
using ThanhHoa.DigitalSignature.Signing.Verification;

namespace ThanhHoa.DigitalSignature.Signing.Incoming;

/// <summary>Checks the PDFs of a package for authenticity and integrity, as anyone's file is checked on the page for it.</summary>
internal sealed class CheckArrival(CheckFile check, IStringLocalizer<Texts> text)
{
    /// <summary>What the document is worth – any broken file makes it broken – or why it could not be checked now.</summary>
    /// <param name="pdfs">The document first.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<(ArrivalFinding Finding, string? Refusal)> RunAsync(IReadOnlyList<EdxmlFile> pdfs, CancellationToken cancel)
    {
        var findings = new List<ArrivalFinding>();
        foreach (var pdf in pdfs)
        {
            var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(pdf.Content, cancel));
            pdf.Content.Position = 0;
            var (result, refusal) = await check.RunAsync(pdf.Content, pdf.Reference.Name, sha256, password: null, cancel);
            if (refusal is not null) return (ArrivalFinding.Doubtful, refusal.Explain(text));
            pdf.Content.Position = 0;
            findings.Add(FindingOf(result!.Document));
        }

        return (findings.Contains(ArrivalFinding.Broken) ? ArrivalFinding.Broken : findings[0], null);
    }

    private static ArrivalFinding FindingOf(CheckedDocument document) => document.Report?.Conclusion switch
    {
        DocumentConclusion.Intact => DocumentSummary.Of(document).Light is ReportLight.Green ? ArrivalFinding.Valid : ArrivalFinding.Doubtful,
        DocumentConclusion.NoSignature => ArrivalFinding.Unsigned,
        _ => ArrivalFinding.Broken,
    };
}
