using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Cli;

/// <summary>The outside world for one run of verify: what one document made it fetch serves the next.</summary>
internal sealed class VerifyNetwork : IDisposable
{
    private readonly HttpClient http;
    private readonly PdfOnlineValidator validator;

    public VerifyNetwork(TrustPolicy policy)
    {
        // One client for the life of the process, which ends with the command.
#pragma warning disable RS0030
        http = new HttpClient(OutsideHandler.Create()) { Timeout = TimeSpan.FromMinutes(10) };
#pragma warning restore RS0030
        validator = new PdfOnlineValidator(http, TimeProvider.System, policy.Network, policy.Algorithms);
    }

    /// <summary>What did not answer is told on the error stream; it never decides the exit code.</summary>
    public async Task<ValidationReport> Validate(Stream pdf, ValidationOptions options)
    {
        var (report, problems) = await validator.ValidateAsync(pdf, options);
        Output.Tell(problems);
        return report;
    }

    public void Dispose() => http.Dispose();
}
