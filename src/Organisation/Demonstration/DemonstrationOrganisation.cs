using Microsoft.Extensions.Configuration;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Demonstration;

namespace ThanhHoa.DigitalSignature.Organisation.Demonstration;

/// <summary>The organisation's part of the demonstration: invented people in real units, each with an account.</summary>
internal sealed class DemonstrationOrganisation(IDemonstrationPeople people, LargeDemonstration large, OpenAccount accounts, IConfiguration settings) : IDemonstrationData
{
    public int Order => 100;

    public async Task LoadAsync(CancellationToken cancel)
    {
        // Known to everyone who reads README: an account of the demonstration protects nothing.
        var password = settings["Demonstration:Password"] ?? "ThanhHoa@2026";
        foreach (var invented in await people.EnsureAsync(cancel))
        {
            var email = invented.Person.Email!;
            if (await accounts.ExistsAsync(email, cancel)) continue;
            var result = await accounts.RunAsync(new NewAccount(email, invented.Person.FullName, invented.Person.Id, invented.Roles, IsDemonstration: true), password);
            if (!result.Succeeded) throw new InvalidOperationException($"{email}: {string.Join("; ", result.Errors.Select(e => e.Description))}");
        }

        if (settings.GetValue("Demonstration:Size", DemonstrationSize.Small) is DemonstrationSize.Province) await large.LoadAsync(cancel);
    }

    public async Task RemoveAsync(CancellationToken cancel)
    {
        // People last: should this be cut off, the next attempt still finds whom it was about.
        await accounts.RemoveDemonstrationAsync(cancel);
        await people.RemoveAsync(cancel);
    }

    private enum DemonstrationSize
    {
        /// <summary>The named people of the file, each with an account.</summary>
        Small,

        /// <summary>Beside them a thousand invented units and five thousand people without accounts.</summary>
        Province,
    }
}
