using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Npgsql;
using ThanhHoa.DigitalSignature.Certificates;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Sandbox;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

/// <summary>A portal for one test class: own database, trust in the Sandbox, the demonstration's people as users.</summary>
public sealed class PortalFixture(PortalDatabase database, SandboxFixture sandbox) : IAsyncLifetime
{
    /// <summary>Password of every demonstration account.</summary>
    public const string Password = "ThanhHoa@2026";

    private readonly string folder = Directory.CreateTempSubdirectory("portal-").FullName;

    internal PortalHost Host { get; private set; } = null!;

    public string ConnectionString { get; private set; } = "";

    public Authority Authority => sandbox.Host.Authority;

    public SandboxHost Sandbox => sandbox.Host;

    /// <summary>The tokens that the issuer made, as PKCS#12 files named by the device's serial number.</summary>
    public string TokensFolder => sandbox.TokensFolder;

    /// <summary>Where this portal keeps its files: on disk, so that a test can replace one behind its back.</summary>
    public string FilesFolder => Path.Combine(folder, "files");

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await database.CopyAsync();
        Host = new PortalHost(ConnectionString, Settings);
        await Host.StartAsync();
    }

    /// <summary>Settings on top of, or instead of, the usual ones.</summary>
    public IReadOnlyDictionary<string, string?> Differently { get; init; } = new Dictionary<string, string?>();

    /// <summary>The settings beside the connection string, for a second portal on the same database.</summary>
    internal IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["Trust:Folder"] = sandbox.TrustFolder, ["Files:Folder"] = FilesFolder, ["Issuer:Url"] = sandbox.Host.Url.ToString() }
        .Concat(Differently).GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.Last().Value);

    /// <summary>Somebody at a browser, signed in.</summary>
    /// <param name="name">The part of the e-mail before the @: <c>chu-tich</c>.</param>
    public async Task<Visitor> SignInAsync(string name)
    {
        var visitor = Visitor();
        await visitor.SignInAsync($"{name}@trinh-dien.example", Password);
        return visitor;
    }

    /// <summary>Somebody at a browser, not signed in.</summary>
    public Visitor Visitor() => new(Host.Address);

    /// <summary>A certificate of the Sandbox for a demonstration person, in the registry unless told otherwise.</summary>
    public async Task<X509Certificate2> GiveCertificateAsync(string name, CertificateProfile? profile = null, bool registered = true)
    {
        var person = await PersonAsync(name);
        var certificate = Authority.Issue((profile ?? new CertificateProfile(person.FullName)) with { CommonName = person.FullName, Email = person.Email });
        if (registered) await RegisterAsync(certificate, person.Id);
        return certificate;
    }

    /// <summary>The key of an agency, issued and in the registry.</summary>
    /// <param name="unit">Name of the unit of today.</param>
    /// <param name="commonName">Name in the certificate.</param>
    internal async Task<Certificate> GiveSealAsync(string unit, string commonName)
    {
        var id = Guid.Parse(await TextAsync($"select id::text from organisation.unit where name = '{unit}' and valid_to is null"));
        using var seal = Authority.Issue(new CertificateProfile(commonName) { Kind = CertificateKind.Organisation });
        var row = Certificate.Register(seal, new CertificateHolder(SubjectKind.Organisation, null, id), DeviceKind.EToken, TimeProvider.System.GetUtcNow(), by: null);
        await Host.WithAsync<CertificatesDb, int>(db =>
        {
            db.Certificates.Add(row);
            return db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        return row;
    }

    /// <summary>The key of the agency at which a demonstration person holds a post, kept by that person.</summary>
    /// <param name="custodian">The part of the e-mail before the @.</param>
    internal async Task<X509Certificate2> GiveSealToAsync(string custodian)
    {
        var person = await PersonAsync(custodian);
        var post = (await Host.WithAsync<IPeople, IReadOnlyList<PostInfo>>(people => people.PostsAsync([person.Id], DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime), TestContext.Current.CancellationToken)))[0];
        var seal = Authority.Issue(new CertificateProfile(post.UnitName) { Kind = CertificateKind.Organisation });
        await Host.WithAsync<CertificatesDb, int>(db =>
        {
            db.Certificates.Add(Certificate.Register(seal, new CertificateHolder(SubjectKind.Organisation, person.Id, post.UnitId), DeviceKind.EToken, TimeProvider.System.GetUtcNow(), by: null));
            return db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        return seal;
    }

    /// <summary>The same with its key, kept by somebody who may use it.</summary>
    /// <param name="unit">Name of the unit of today, and in the certificate.</param>
    /// <param name="custodian">Whose hands it is in: the part of the e-mail before the @.</param>
    public async Task<X509Certificate2> GiveKeptSealAsync(string unit, string custodian)
    {
        var id = Guid.Parse(await TextAsync($"select id::text from organisation.unit where name = '{unit}' and valid_to is null"));
        var keeper = (await PersonAsync(custodian)).Id;
        var seal = Authority.Issue(new CertificateProfile(unit) { Kind = CertificateKind.Organisation });
        await Host.WithAsync<CertificatesDb, int>(db =>
        {
            db.Certificates.Add(Certificate.Register(seal, new CertificateHolder(SubjectKind.Organisation, keeper, id), DeviceKind.EToken, TimeProvider.System.GetUtcNow(), by: null));
            return db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        return seal;
    }

    public Task<PersonInfo> PersonAsync(string name) =>
        Host.WithAsync<IPeople, PersonInfo>(async people => await people.FindByEmailAsync($"{name}@trinh-dien.example", TestContext.Current.CancellationToken) ?? throw new ArgumentException($"No {name} in the demonstration", nameof(name)));

    public Task RegisterAsync(X509Certificate2 certificate, Guid personId) => Host.WithAsync<CertificatesDb, int>(db =>
    {
        db.Certificates.Add(Certificate.Register(certificate, new CertificateHolder(SubjectKind.Person, personId, null), DeviceKind.EToken, TimeProvider.System.GetUtcNow(), by: null));
        return db.SaveChangesAsync(TestContext.Current.CancellationToken);
    });

    /// <summary>One number out of the database.</summary>
    public async Task<long> CountAsync(string sql) => Convert.ToInt64(await AskAsync(sql), CultureInfo.InvariantCulture);

    /// <summary>One text out of the database.</summary>
    public async Task<string> TextAsync(string sql) => (string)(await AskAsync(sql))!;

    /// <summary>Does behind the portal's back what only an operator could.</summary>
    public Task ExecuteAsync(string sql) => AskAsync(sql);

    private async Task<object?> AskAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        // Written in a test, never from outside.
#pragma warning disable CA2100
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
