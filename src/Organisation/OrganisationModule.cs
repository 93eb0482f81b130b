using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Organisation.Accounts;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Organisation.Demonstration;
using ThanhHoa.DigitalSignature.Organisation.Importing;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Demonstration;
using ThanhHoa.DigitalSignature.Platform.Jobs;

namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>All wiring of the module: units with history, people and posts.</summary>
public static class OrganisationModule
{
    /// <summary>Registers the module. Its administrative units are seeded with the migrations.</summary>
    /// <param name="builder">The host being built.</param>
    public static void AddOrganisation(this WebApplicationBuilder builder)
    {
        builder.Services.AddModuleDb<OrganisationDb>(OrganisationDb.SchemaName);
        builder.Services.AddScoped<IUnits, UnitTree>();
        builder.Services.AddScoped<IPeople, PeopleInPost>();
        builder.Services.AddScoped<IReorganisations, AppliedReorganisations>();
        builder.Services.AddScoped<IDemonstrationPeople, InventedPeople>();
        builder.Services.AddScoped<ReachableUnits>().AddScoped<ImportUnits>().AddScoped<ImportPeople>().AddScoped<RunImport>().AddScoped<LargeDemonstration>();
        builder.Services.AddScoped<IDemonstrationData, DemonstrationOrganisation>();
        builder.Services.AddRecurringJob<SweepImports>("organisation-sweep-imports", "* * * * *", job => job.RunAsync(CancellationToken.None));
        builder.Services.AddHostedService<FirstAdministrator>();
        builder.Services.Configure<RazorPagesOptions>(pages => pages.Conventions.AuthorizeFolder("/Organisation/Accounts", RolePolicy.Administration));
    }
}
