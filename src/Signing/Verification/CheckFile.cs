using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Pades.Reports;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Signing.Verification;

/// <summary>Checks the signatures of one file against the trust of this portal and the revocation lists it keeps.</summary>
internal sealed class CheckFile(VerificationGate gate, TrustStore trust, TrustPolicy policy, IRevocationLists lists, TimeProvider clock, IConfiguration settings)
{
    /// <param name="pdf">Seekable and readable at once; it stays the caller's.</param>
    /// <param name="name">As people call it.</param>
    /// <param name="sha256">Its hash.</param>
    /// <param name="password">Opens an encrypted file.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<(CheckedFile? Checked, VerificationRefusal? Refusal)> RunAsync(Stream pdf, string name, string sha256, string? password, CancellationToken cancel)
    {
        var known = await lists.KnownAsync(cancel);
        using var place = await gate.CheckAsync(cancel);
        if (!place.IsAcquired) return (null, new VerificationRefusal.Busy());
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(settings.GetValue("Verification:Seconds", 60)), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        var document = new CheckedDocument { FileName = name, Sha256 = sha256, Length = pdf.Length, At = clock.GetUtcNow() };
        var options = new ValidationOptions { At = document.At, Trust = trust, Path = policy.Path, Crls = known, Password = password, Cancellation = either.Token };
        try
        {
            return (await Task.Run(() => Check(pdf, document, options), either.Token), null);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return (null, new VerificationRefusal.TookTooLong());
        }
    }

    private static CheckedFile Check(Stream pdf, CheckedDocument document, ValidationOptions options)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            document = document with { Report = PdfValidator.Validate(pdf, options) };
        }
        catch (PdfException unreadable)
        {
            return new(document with { Problem = unreadable.Code, Detail = unreadable.Message }, null, Stopwatch.GetElapsedTime(started));
        }
        return new(document, Inspect(pdf, options), Stopwatch.GetElapsedTime(started));
    }

    // Where the signatures stand is a help to the eye; a file whose pages cannot be walked is checked all the same.
    private static PdfInspection? Inspect(Stream pdf, ValidationOptions options)
    {
        try
        {
            return PdfInspector.Inspect(pdf, options);
        }
        catch (PdfException)
        {
            return null;
        }
    }
}
