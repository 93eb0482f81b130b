using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Sandbox.SignService;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Signing.SignService;

/// <summary>A leader's PC as most are today: no agent, but the component, played by its stand-in with the leader's token.</summary>
public sealed class LeadersPc(PortalDatabase database, SandboxFixture sandbox) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("sign-service-").FullName;
    private X509Certificate2 token = null!;
    private X509Certificate2 stranger = null!;

    /// <summary>The component.</summary>
    public SignServiceHost Component { get; private set; } = null!;

    /// <summary>The portal that knows where it listens.</summary>
    public PortalFixture Portal { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Component = await SignServiceHost.StartAsync(0, folder);
        Portal = new PortalFixture(database, sandbox)
        {
            // Port 9: nobody listens there.
            Differently = new Dictionary<string, string?> { ["SignService:Url"] = Component.Url.ToString(), ["Agent:Url"] = "http://127.0.0.1:9", ["Files:Folder"] = "" },
        };
        await Portal.InitializeAsync();
        (token, stranger) = (await Portal.GiveCertificateAsync("gd-skhcn"), await Portal.GiveCertificateAsync("ct-bim-son"));
        PutInOrder();
    }

    /// <summary>The leader's token is plugged in and the leader signs.</summary>
    public void PutInOrder()
    {
        var behaviour = Component.Behaviour;
        (behaviour.Holder, behaviour.Stranger, behaviour.Answer, behaviour.Delay, behaviour.RefusesTls) = (token, stranger, SignServiceAnswer.Sign, TimeSpan.Zero, false);
    }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await Component.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>One PC: one person at it at a time.</summary>
[CollectionDefinition(nameof(OnePc), DisableParallelization = true)]
public sealed class OnePc : ICollectionFixture<LeadersPc>;
