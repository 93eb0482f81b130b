using System.Text;
using ThanhHoa.DigitalSignature.Agent.Tests.Parts;
using ThanhHoa.DigitalSignature.Agent.Tests.Tokens;

namespace ThanhHoa.DigitalSignature.Agent.Tests;

public sealed class SecretsTests(SoftTokens tokens)
{
    [Fact]
    public async Task No_PIN_ticket_or_title_reaches_a_log_or_a_file()
    {
        var wrong = "sai-0000-" + Guid.NewGuid().ToString("N");
        using var folder = new DemonstrationFolder(tokens);
        await using var agent = await RunningAgent.With(options =>
        {
            options.Pkcs11Modules = [tokens.Module];
            options.DemonstrationTokens = folder.Path;
        });
        var portal = await agent.PairedPortal();
        var secrets = new List<string> { SoftTokens.Pin, DemonstrationFolder.Pin, wrong, "Quyết định số 1 " };
        foreach (var (certificate, pin) in new[] { (tokens.RsaId, SoftTokens.Pin), (tokens.RsaId, wrong), (folder.CertificateId, DemonstrationFolder.Pin), (folder.CertificateId, wrong) })
        {
            var manifest = portal.Seal(portal.Manifest(certificate));
            var (_, body) = await portal.AskToSign(manifest);
            var address = await agent.NextWindow();
            using var user = await ConsentPage.Open(address);
            secrets.AddRange([address.Fragment[1..], manifest, user.Cookies.GetCookies(new Uri(address.GetLeftPart(UriPartial.Path))).Single().Value]);
            await user.Approve(pin);
            await portal.End(body.Text("operation"));
            await portal.AskToSign(manifest);
        }
        // The watch writes the ends down, four times a second.
        for (var look = 0; look < 50 && !agent.Log.Lines.Any(line => line.Contains("PinWrong", StringComparison.Ordinal)); look++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        await agent.Restart();

        var written = Directory.GetFiles(agent.Data, "*", SearchOption.AllDirectories).Select(file => File.ReadAllText(file, Encoding.Latin1)).ToList();
        Assert.True(written.Count >= 3);
        // The search itself must be able to find something.
        Assert.Contains(written, text => text.Contains("https://kyso.example", StringComparison.Ordinal));
        Assert.Contains(agent.Log.Lines, line => line.Contains("asks for 1 signatures", StringComparison.Ordinal));
        Assert.Contains(agent.Log.Lines, line => line.Contains("PinWrong", StringComparison.Ordinal));
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(agent.Log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(written, text => text.Contains(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(secret)), StringComparison.Ordinal));
        }
    }
}
