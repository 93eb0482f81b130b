using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using ThanhHoa.DigitalSignature.Agent.Tests.Parts;

namespace ThanhHoa.DigitalSignature.Agent.Tests.Tokens;

public sealed class Pkcs11TokenTests(SoftTokens tokens)
{
    /// <summary>PKCS#11 logs in a process, not a session: a login left over elsewhere must not open the key to any PIN.</summary>
    [Theory]
    [InlineData("sai", "pin-wrong")]
    [InlineData(SoftTokens.Pin, null)]
    public async Task A_login_left_over_in_the_process_replaces_no_PIN(string pin, string? code)
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var operation = await portal.Sign(portal.Manifest(tokens.RsaId));
        using var user = await agent.User();
        var factories = new Pkcs11InteropFactories();
        var library = factories.Pkcs11LibraryFactory.LoadPkcs11Library(factories, tokens.Module, AppType.MultiThreaded);
        using var session = library.GetSlotList(SlotsType.WithTokenPresent).Single(one => one.GetTokenInfo().Label.Trim() == SoftTokens.Label).OpenSession(SessionType.ReadOnly);
        session.Login(CKU.CKU_USER, SoftTokens.Pin);

        await user.Approve(pin);
        var report = await portal.End(operation);

        Assert.Equal(code, report.TryGetProperty("code", out var told) ? told.GetString() : null);
        Assert.Equal(CKS.CKS_RO_PUBLIC_SESSION, session.GetSessionInfo().State);
    }
}
