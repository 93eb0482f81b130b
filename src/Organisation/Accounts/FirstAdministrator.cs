using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Organisation.Accounts;

/// <summary>
/// Opens the first account of an empty portal from <c>FirstAdministrator:UserName</c> and <c>FirstAdministrator:Password</c>.
/// Once any account exists, the settings do nothing and should be taken away.
/// </summary>
internal sealed class FirstAdministrator(IServiceScopeFactory scopes, IConfiguration settings, ILogger<FirstAdministrator> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings["FirstAdministrator:UserName"] is not { Length: > 0 } name || settings["FirstAdministrator:Password"] is not { Length: > 0 } password) return;
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<PlatformDb>().Users.AnyAsync(cancellationToken)) return;
        var province = await scope.ServiceProvider.GetRequiredService<OrganisationDb>().Units.SingleAsync(u => u.Kind == UnitKind.Province, cancellationToken);
        var result = await scope.ServiceProvider.GetRequiredService<OpenAccount>().RunAsync(new NewAccount(name, name, PersonId: null, [(Role.Administrator, province.Id)]), password);
        if (result.Succeeded) log.LogInformation("The first administrator {Name} can sign in; take the settings FirstAdministrator away.", name);
        else log.LogError("The first administrator was not opened: {Reasons}", string.Join("; ", result.Errors.Select(e => e.Description)));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
