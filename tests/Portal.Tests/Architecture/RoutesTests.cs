using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Platform.Jobs;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Architecture;

/// <summary>Every door of the portal, and who may open it.</summary>
public sealed class RoutesTests(PortalFixture portal, ITestOutputHelper output) : IClassFixture<PortalFixture>
{
    [Fact]
    public void Every_route_names_its_policy()
    {
        var routes = Routes().ToList();
        foreach (var route in routes) output.WriteLine(route);
        Assert.Empty(routes.Where(route => route.EndsWith("nobody", StringComparison.Ordinal)));
        Snapshot.Matches("Routes", routes);
    }

    [Fact]
    public void Every_page_of_every_module_is_reachable()
    {
        var reachable = Endpoints().Select(e => e.DisplayName).ToHashSet();
        var pages = SourceTree.Files("src", ".cshtml").Where(path => SourceTree.Read(path).StartsWith("@page", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(pages);
        // src/Signing/Inbox/Index.cshtml is the page /Signing/Inbox/Index; the host's own pages carry no module.
        Assert.Empty(pages.Where(page => !reachable.Contains(page["src".Length..^".cshtml".Length].Replace("/Portal/", "/", StringComparison.Ordinal))));
    }

    [Fact]
    public void Recurring_jobs_keep_their_names() => Snapshot.Matches("RecurringJobs",
        portal.Host.Services.GetServices<ScheduledJob>().Select(job => $"{job.Id}  {job.Cron}").Order(StringComparer.Ordinal));

    private IEnumerable<RouteEndpoint> Endpoints() => portal.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private IEnumerable<string> Routes() => Endpoints()
        // Files of the front end are open to everyone; their names carry fingerprints. The catch-all is the framework's own,
        // for files added while a development host runs; it names no policy and is therefore closed.
        .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null && endpoint.RoutePattern.RawText != "{**path:file}")
        .Select(endpoint => $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}  {PolicyOf(endpoint)}")
        .Distinct().Order(StringComparer.Ordinal);

    private static string PolicyOf(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) return "everyone";
        var policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).Where(p => p is not null).Distinct().ToList();
        return policies.Count > 0 ? string.Join(" and ", policies) : "nobody";
    }
}
