using ThanhHoa.DigitalSignature.Sandbox;

[assembly: AssemblyFixture(typeof(ThanhHoa.DigitalSignature.Portal.Tests.Hosting.SandboxFixture))]

namespace ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

/// <summary>The certification authority of the tests: a real one over HTTP, with keys of its own.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("sandbox-").FullName;

    public SandboxHost Host { get; private set; } = null!;

    /// <summary>Anchors and intermediates for the portal's <c>Trust:Folder</c>.</summary>
    public string TrustFolder => Path.Combine(folder, "trust");

    /// <summary>The tokens it issued, as PKCS#12 files named by the device's serial number.</summary>
    public string TokensFolder => Path.Combine(folder, "tokens");

    public async ValueTask InitializeAsync() => Host = await SandboxHost.StartAsync(new SandboxOptions { Url = "http://127.0.0.1:0", Data = folder });

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
