using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Organisation.Accounts;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Organisation.Demonstration;
using ThanhHoa.DigitalSignature.Organisation.Importing;
using ThanhHoa.DigitalSignature.Organisation.People;
using ThanhHoa.DigitalSignature.Organisation.Reorganising;
using ThanhHoa.DigitalSignature.Organisation.Units.Acts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Demonstration;
using ThanhHoa.DigitalSignature.Platform.Jobs;

namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>All wiring of the module: units with history, people and posts.</summary>
public static class OrganisationModule
{
    /// <summary>Whoever maintains people: of their units, or of the whole province.</summary>
    internal const string People = "organisation.people";

    /// <summary>Whoever changes the tree of units: the lead agency and the administrator.</summary>
    internal const string Units = "organisation.units";

    /// <summary>Registers the module. Its administrative units are seeded with the migrations.</summary>
    /// <param name="builder">The host being built.</param>
    public static void AddOrganisation(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddModuleDb<OrganisationDb>(OrganisationDb.SchemaName);
        services.AddScoped<IUnits, UnitTree>().AddScoped<IPeople, PeopleInPost>().AddScoped<IReorganisations, AppliedReorganisations>();
        services.AddScoped<ReachableUnits>().AddScoped<PeopleAccess>().AddScoped<ChangePerson>();
        services.AddScoped<ApplyReorganisation>().AddScoped<UnitActs>().AddScoped<Mapping>();
        services.AddScoped<ImportUnits>().AddScoped<ImportPeople>().AddScoped<RunImport>().AddScoped<StartImport>().AddScoped<ImportAccess>();
        services.AddScoped<IDemonstrationPeople, InventedPeople>().AddScoped<LargeDemonstration>().AddScoped<IDemonstrationData, DemonstrationOrganisation>();
        services.AddHostedService<FirstAdministrator>();
        services.AddRolePolicy(People, Role.Clerk, Role.LeadAgency, Role.Administrator);
        services.AddRolePolicy(Units, Role.LeadAgency, Role.Administrator);
        services.Configure<RazorPagesOptions>(pages =>
        {
            pages.Conventions.AuthorizeFolder("/Organisation/Accounts", RolePolicy.Administration);
            pages.Conventions.AuthorizeFolder("/Organisation/Importing", People);
            pages.Conventions.AuthorizeFolder("/Organisation/People/Acts", People);
            pages.Conventions.AuthorizeFolder("/Organisation/Units/Acts", Units);
            pages.Conventions.AuthorizeFolder("/Organisation/Reorganising", Units);
            // The same page begins a draft and corrects one.
            pages.Conventions.AddPageRoute("/Organisation/Reorganising/Decision", "/organisation/reorganisations/{id:guid}/decision");
        });
        services.AddRecurringJob<RolesFollowPosts>("organisation-roles-follow-posts", "7 * * * *", job => job.RunAsync(CancellationToken.None));
        services.AddRecurringJob<SweepImports>("organisation-sweep-imports", "* * * * *", job => job.RunAsync(CancellationToken.None));
    }
}
