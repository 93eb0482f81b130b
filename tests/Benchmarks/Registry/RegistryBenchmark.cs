using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Sandbox;

namespace ThanhHoa.DigitalSignature.Benchmarks.Registry;

/// <summary>
/// The registry of a province as its users meet it: the real portal on the real PostgreSQL, with certificates of the Sandbox
/// loaded by the import. Lists and searches are read over HTTP by somebody of the lead agency, and timed by the server itself.
/// </summary>
internal static class RegistryBenchmark
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task<int> RunAsync(bool json)
    {
        var folder = Directory.CreateTempSubdirectory("registry-benchmark");
        // The database server runs as an unprivileged user when the benchmark runs as root; it must be able to enter.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        // Whatever the portal and the Sandbox have to say goes beside the figures, not among them.
        var output = Console.Out;
        Console.SetOut(Console.Error);
        try
        {
            var figures = await RunAsync(folder.FullName);
            await output.WriteLineAsync(json ? JsonSerializer.Serialize(figures, Json) : RegistryFigures.Table(figures));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<RegistryFigures> RunAsync(string folder)
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { Url = "http://127.0.0.1:0", Data = Path.Combine(folder, "sandbox") });
        await using var server = await EmbeddedPostgres.StartAsync(Path.Combine(folder, "postgres"));
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var portal = new Portal(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Portal"] = server.ConnectionString,
            ["Trust:Folder"] = Path.Combine(folder, "sandbox", "trust"),
            ["Files:Folder"] = Path.Combine(folder, "files"),
            ["Issuer:Url"] = sandbox.Url.ToString(),
            ["Demonstration:Enabled"] = "true",
            ["Demonstration:Size"] = "Province",
            ["Jobs:Run"] = "false",
            ["Serilog:MinimumLevel:Default"] = "Error",
        });

        // From an empty database to the first request: schema, units, people, issuing at the Sandbox, import, revocation lists.
        var begun = Stopwatch.GetTimestamp();
        portal.Start();
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await Console.Error.WriteLineAsync($"loaded in {Reader.Show(seconds)} s");

        using var reader = new Reader(portal.Address);
        await reader.SignInAsync("chuyen-vien-skhcn@trinh-dien.example", "ThanhHoa@2026");
        await TenTimes.RequestAsync(database);
        var once = await MeasureAsync(reader, database);
        await TenTimes.MultiplyAsync(database);
        var ten = await MeasureAsync(reader, database);
        return new RegistryFigures(once.People, once.Certificates, Math.Round(seconds, 1), once.ListMs, once.SearchMs, ten);
    }

    private static async Task<SizeFigures> MeasureAsync(Reader reader, NpgsqlDataSource database)
    {
        await database.ExecuteAsync("vacuum analyze");
        var pages = await RegistryPages.OfAsync(database);
        var measured = new List<(RegistryPage Page, double Median)>();
        foreach (var page in pages)
        {
            for (var i = 0; i < 10; i++) await reader.ReadAsync(page.Address);
            var times = new List<double>();
            var rows = 0;
            for (var i = 0; i < 31; i++)
            {
                var (time, shown) = await reader.ReadAsync(page.Address);
                times.Add(time);
                rows = shown;
            }

            var median = times.Order().ElementAt(times.Count / 2);
            measured.Add((page, median));
            await Console.Error.WriteLineAsync($"{page.Kind,-7} {Reader.Show(median),7} ms  {Math.Max(0, rows - 1),3} rows  {page.Name}");
        }

        double Slowest(PageKind kind) => Math.Round(measured.Where(m => m.Page.Kind == kind).Max(m => m.Median), 1);
        return new SizeFigures(await database.CountAsync("organisation.person"), await database.CountAsync("certificates.certificate"), Slowest(PageKind.List), Slowest(PageKind.Search), Slowest(PageKind.Other));
    }
}
