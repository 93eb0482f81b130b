using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ThanhHoa.DigitalSignature.Certificates.Requests;

namespace ThanhHoa.DigitalSignature.Certificates.Issuer;

/// <summary>
/// Sends the lines that may go to the issuer and asks what became of those it has. The state of the line is the queue: killed
/// anywhere, the next run goes on; the issuer knows a line by its identity and does nothing twice.
/// </summary>
internal sealed class ExchangeWithIssuer(CertificatesDb db, IssuerClient issuer, AcceptAnswer accept, IConfiguration settings, ILogger<ExchangeWithIssuer> log)
{
    private const int Batch = 200;

    public async Task RunAsync(CancellationToken cancel)
    {
        // Without an address the lead agency sends the files itself and enters what comes back.
        if (string.IsNullOrEmpty(settings["Issuer:Url"])) return;
        var waiting = await db.RequestLines.Where(l => l.State == RequestState.Sent).OrderBy(l => l.AskedAt).Select(l => l.Id).Take(Batch).ToListAsync(cancel);
        foreach (var id in waiting)
        {
            db.ChangeTracker.Clear();
            var line = await db.RequestLines.Include(l => l.Request).Include(l => l.Steps).SingleAsync(l => l.Id == id, cancel);
            if (line.State != RequestState.Sent) continue;
            try
            {
                var answer = (line.AskedAt is null ? null : await issuer.AskAsync(id, cancel))
                    ?? await issuer.SendAsync(new IssuerRequest(id, line.Request.Number, line.Kind.ToString(), line.Request.Subject.ToString(), line.Fields), cancel);
                await accept.RunAsync(line, answer, cancel);
            }
            catch (Exception error) when (error is HttpRequestException or JsonException || (error is TaskCanceledException && !cancel.IsCancellationRequested))
            {
                // Nothing is lost: the line stays where it is, and the next run tries again.
                log.LogWarning(error, "The issuer did not answer for request {Number}, line {Line}", line.Request.Number, line.Ordinal);
                return;
            }
        }
    }
}
