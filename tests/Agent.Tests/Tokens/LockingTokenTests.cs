using System.Runtime.InteropServices;
using ThanhHoa.DigitalSignature.Agent.Tests.Parts;

namespace ThanhHoa.DigitalSignature.Agent.Tests.Tokens;

/// <summary>What only hardware does – locking, being pulled out, failing, hanging – played by locking-token.c in front of SoftHSM2.</summary>
public sealed class LockingTokenTests : IDisposable
{
    private static readonly Lazy<string?> Built = new(Build);
    private readonly SoftTokens tokens;
    private readonly IntPtr device;

    public LockingTokenTests(SoftTokens tokens)
    {
        this.tokens = tokens;
        Assert.SkipWhen(Built.Value is null, "No C compiler (cc) is installed, so the locking token cannot be built.");
        device = NativeLibrary.Load(Built.Value!);
        Act<Action>("token_reset")();
    }

    [Fact]
    public async Task Three_wrong_PINs_lock_the_token_and_the_page_is_warned_before()
    {
        await using var agent = await Agent();
        var portal = await agent.PairedPortal();

        Assert.Equal(("pin-wrong", "few-left"), await WrongPin(agent, portal, shownBefore: "unknown"));
        Assert.Equal(("pin-wrong", "last-try"), await WrongPin(agent, portal, shownBefore: "few-left"));
        Assert.Equal(("pin-locked", "locked"), await WrongPin(agent, portal, shownBefore: "last-try"));

        // Known before anybody is asked for a PIN, which could only be wrong now.
        var (_, body) = await portal.AskToSign(portal.Manifest(tokens.RsaId));
        Assert.Equal("pin-locked", body.Text("code"));
        Assert.False(agent.OpenedAnotherWindow);
        Assert.Equal(3, Act<Count>("token_logins")());
    }

    [Fact]
    public async Task A_token_that_locks_between_question_and_answer_says_so()
    {
        await using var agent = await Agent();
        var portal = await agent.PairedPortal();
        await WrongPin(agent, portal, "unknown");
        await WrongPin(agent, portal, "few-left");
        var operation = await portal.Sign(portal.Manifest(tokens.RsaId));
        using var user = await agent.User();
        var other = Pkcs11Login("sai");

        await user.Approve(SoftTokens.Pin);

        Assert.Equal("CKR_PIN_INCORRECT", other);
        Assert.Equal("pin-locked", await portal.Refusal(operation));
    }

    [Fact]
    public async Task Pulled_out_half_way_what_was_signed_is_handed_over()
    {
        await using var agent = await Agent();
        var portal = await agent.PairedPortal();
        var operation = await portal.Sign(portal.Manifest(tokens.RsaId, 10));
        using var user = await agent.User();
        const ulong deviceRemoved = 0x32;
        Act<FailAfter>("token_fail_after")(4, (nuint)deviceRemoved);

        await user.Approve(SoftTokens.Pin);
        var report = await portal.End(operation);

        Assert.Equal(("refused", "token-removed", 4), (report.Text("state"), report.Text("code"), report.GetProperty("done").GetInt32()));
        Assert.Equal(["doc-1", "doc-2", "doc-3", "doc-4"], report.GetProperty("signatures").EnumerateArray().Select(one => one.Text("id")));
    }

    [Fact]
    public async Task A_token_that_is_out_is_missing_and_is_found_again_without_a_restart()
    {
        await using var agent = await Agent();
        var portal = await agent.PairedPortal();
        Act<Switch>("token_pull_out")(1);
        Assert.Equal("token-missing", (await portal.AskToSign(portal.Manifest(tokens.RsaId))).Body.Text("code"));

        Act<Switch>("token_pull_out")(0);

        Assert.Equal(3, (await portal.Ask(HttpMethod.Post, "/v1/certificates")).Body.GetArrayLength());
    }

    [Fact]
    public async Task A_device_error_is_told_with_its_code()
    {
        await using var agent = await Agent();
        var portal = await agent.PairedPortal();
        var operation = await portal.Sign(portal.Manifest(tokens.RsaId, 2));
        using var user = await agent.User();
        const ulong deviceError = 0x30;
        Act<FailAfter>("token_fail_after")(0, (nuint)deviceError);

        await user.Approve(SoftTokens.Pin);
        var report = await portal.End(operation);

        Assert.Equal("device-failed", report.Text("code"));
        Assert.Contains("CKR_DEVICE_ERROR", report.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_hangs_is_given_up_after_a_minute_and_its_late_signature_is_dropped()
    {
        await using var agent = await Agent();
        var portal = await agent.PairedPortal();
        var operation = await portal.Sign(portal.Manifest(tokens.RsaId, 2));
        using var user = await agent.User();
        Act<Switch>("token_hold")(1);
        try
        {
            await user.Approve(SoftTokens.Pin);
            // Seen by the watch in this state before the clock moves on.
            await Task.Delay(600, TestContext.Current.CancellationToken);
            Assert.Equal("signing", (await portal.Look(operation)).Text("state"));
            agent.Clock.Offset += TimeSpan.FromSeconds(61);
            Assert.Equal("timeout", await portal.Refusal(operation));
        }
        finally
        {
            Act<Switch>("token_hold")(0);
        }
        Assert.Equal(0, (await portal.Look(operation)).GetProperty("done").GetInt32());
    }

    [Fact]
    public async Task The_user_stops_between_two_documents()
    {
        await using var agent = await Agent();
        var portal = await agent.PairedPortal();
        var operation = await portal.Sign(portal.Manifest(tokens.RsaId, 5));
        using var user = await agent.User();
        Act<Switch>("token_hold")(1);
        await user.Approve(SoftTokens.Pin);
        await user.Post("/refuse");
        Act<Switch>("token_hold")(0);

        Assert.Equal("user-cancelled", await portal.Refusal(operation));
        Assert.Equal(0, (await portal.Look(operation)).GetProperty("done").GetInt32());
    }

    public void Dispose() => NativeLibrary.Free(device);

    private async Task<(string Code, string Pin)> WrongPin(RunningAgent agent, TestPortal portal, string shownBefore)
    {
        var operation = await portal.Sign(portal.Manifest(tokens.RsaId));
        using var user = await agent.User();
        Assert.Equal(shownBefore, (await user.Request()).GetProperty("token").Text("pin"));
        await user.Approve("sai");
        var report = await portal.End(operation);
        return (report.Text("code"), report.Text("pin"));
    }

    private static string Pkcs11Login(string pin)
    {
        var factories = new Net.Pkcs11Interop.HighLevelAPI.Pkcs11InteropFactories();
        var library = factories.Pkcs11LibraryFactory.LoadPkcs11Library(factories, Built.Value!, Net.Pkcs11Interop.Common.AppType.MultiThreaded);
        var slot = library.GetSlotList(Net.Pkcs11Interop.Common.SlotsType.WithTokenPresent).Single(one => one.GetTokenInfo().Label.Trim() == SoftTokens.Label);
        using var session = slot.OpenSession(Net.Pkcs11Interop.Common.SessionType.ReadOnly);
        var refused = Assert.Throws<Net.Pkcs11Interop.Common.Pkcs11Exception>(() => session.Login(Net.Pkcs11Interop.Common.CKU.CKU_USER, pin));
        return refused.RV.ToString();
    }

    private static Task<RunningAgent> Agent() => RunningAgent.With(options => options.Pkcs11Modules = [Built.Value!]);

    private T Act<T>(string function)
        where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(device, function));

    /// <summary>Built once per run beside the tests; null without a compiler.</summary>
    private static string? Build()
    {
        var compiler = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "cc")).FirstOrDefault(File.Exists);
        if (compiler is null)
            return null;
        var library = Path.Combine(AppContext.BaseDirectory, "locking-token.so");
        Shell.MustRun(compiler, ["-shared", "-fPIC", "-Wall", "-Werror", "-o", library, Path.Combine(AppContext.BaseDirectory, "Tokens", "locking-token.c"), "-ldl"]);
        return library;
    }

    private delegate void Action();

    private delegate void Switch(int on);

    private delegate int Count();

    private delegate void FailAfter(int signatures, nuint answer);
}
