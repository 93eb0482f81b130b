using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace ThanhHoa.DigitalSignature.Organisation.Importing;

/// <summary>A short file is done while the person waits; a long one is left to the job server. The sweep finds what either missed.</summary>
internal sealed class StartImport(IServiceScopeFactory scopes, IBackgroundJobClient jobs)
{
    // About two thousand rows: a second or less.
    private const int Short = 200 * 1024;

    public async Task RunAsync(Import import)
    {
        if (import.Length > Short)
        {
            jobs.Enqueue<RunImport>(run => run.RunAsync(import.Id, CancellationToken.None));
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        // Whoever leaves the page has handed the file in all the same.
        await scope.ServiceProvider.GetRequiredService<RunImport>().RunAsync(import.Id, CancellationToken.None);
    }
}
