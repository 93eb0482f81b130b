using ThanhHoa.DigitalSignature.Pades.Tests.Trust;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Sandbox;

[assembly: AssemblyFixture(typeof(RunningSandbox))]

namespace ThanhHoa.DigitalSignature.Pades.Tests.Trust;

/// <summary>One sandbox for all tests that do not make it fail; who does starts one of their own.</summary>
public sealed class RunningSandbox : IAsyncLifetime
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("sandbox");

    public SandboxHost Host { get; private set; } = null!;
    public Authority Authority => Host.Authority;
    public string Data => data.FullName;

    /// <summary>Anchors of both generations and the issuing CAs, read from the files that the sandbox writes.</summary>
    public TrustStore Trust { get; private set; } = null!;

    // A test has no container; the client lives as long as the fixture.
#pragma warning disable RS0030
    public HttpClient Http { get; } = new();
#pragma warning restore RS0030

    public async ValueTask InitializeAsync()
    {
        Host = await SandboxHost.StartAsync(new() { Url = "http://127.0.0.1:0", Data = data.FullName });
        Trust = TrustStore.Load(Path.Combine(data.FullName, "trust"));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        data.Delete(recursive: true);
    }

    /// <summary>The lists of every CA, as they are now.</summary>
    internal List<CertificateRevocationList> Lists() => [.. ((string[])["root", "issuing", "old-root", "old-issuing"]).Select(name =>
    {
        Assert.True(CertificateRevocationList.TryRead(Authority.MakeList(name)!, out var list, out var problem), problem);
        return list;
    })];
}
