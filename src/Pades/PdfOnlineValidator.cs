using ThanhHoa.DigitalSignature.Pades.Online;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>How far a check may reach into the network.</summary>
public sealed record NetworkLimits
{
    /// <summary>Four seconds for a document, two for an address, 40 requests, no private addresses for strangers.</summary>
    public static NetworkLimits Default { get; } = new();

    /// <summary>For all requests about one document together; what is missing then stays missing.</summary>
    public TimeSpan PerDocument { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>For one address.</summary>
    public TimeSpan PerRequest { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Requests about one document.</summary>
    public int Requests { get; init; } = 40;

    /// <summary>
    /// Whether a certificate that does not lead to a trust anchor may name private addresses – of this machine or its network –
    /// for its issuer's certificate. What trusted authorities name is asked wherever it is.
    /// </summary>
    public bool PrivateAddresses { get; init; }
}

/// <summary>What an online check found.</summary>
/// <param name="Report">Judged with everything that could be had.</param>
/// <param name="Problems">Addresses that did not help, in order.</param>
public sealed record OnlineReport(ValidationReport Report, IReadOnlyList<OutsideProblem> Problems);

/// <summary>
/// <see cref="PdfValidator"/>, and what it misses fetched: revocation data from responders and lists, issuers' certificates from
/// authorityInfoAccess. http and https only, bounded in time, size and number. Answers are kept for the documents that follow.
/// Safe to share between threads.
/// </summary>
/// <param name="http">Made with <see cref="OutsideHandler.Create"/>, so that private addresses are refused when connecting.</param>
/// <param name="clock">Decides whether an answer is current.</param>
/// <param name="limits">The default when null.</param>
/// <param name="algorithms">Digests and keys believed in answers; the default policy when null.</param>
public sealed class PdfOnlineValidator(HttpClient http, TimeProvider clock, NetworkLimits? limits = null, AlgorithmPolicy? algorithms = null)
{
    private const int MostRounds = 8;
    private readonly NetworkLimits bounds = limits ?? NetworkLimits.Default;
    private readonly FetchedEvidence evidence = new(http, clock, limits ?? NetworkLimits.Default, algorithms);

    /// <summary>Judges, fetches what was missing, and judges again. Without trust anchors nothing is fetched: nothing could be concluded from it.</summary>
    /// <param name="pdf">Readable and seekable; its position is not kept.</param>
    /// <param name="options">As for <see cref="PdfValidator.Validate"/>.</param>
    /// <param name="cancellation">Stops the check.</param>
    /// <exception cref="PdfException">The file itself cannot be read.</exception>
    public async Task<OnlineReport> ValidateAsync(Stream pdf, ValidationOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var report = PdfValidator.Validate(pdf, options);
        if (options.Trust.Anchors.Count == 0) return new(report, []);
        using var limit = new CancellationTokenSource(bounds.PerDocument, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var gathering = new Gathering(evidence, options, bounds.Requests);
        try
        {
            for (var round = 0; round < MostRounds && await gathering.Fetch(report, either.Token); round++) report = PdfValidator.Validate(pdf, gathering.Options);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            gathering.Problems.Add(new(null, OutsideFailure.TimedOut, $"the {bounds.PerDocument.TotalSeconds:0.#} s for this document are used up"));
            report = PdfValidator.Validate(pdf, gathering.Options);
        }
        return new(report, gathering.Problems);
    }
}
