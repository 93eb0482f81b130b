using System.Reflection;
using System.Text.RegularExpressions;
using ThanhHoa.DigitalSignature.Browser.Tests.Signing.Sign;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Signing.Verification;

public sealed partial class VerificationTextsTests
{
    [Fact]
    public void Every_key_the_scripts_use_has_its_sentence_and_every_sentence_is_used()
    {
        var given = ((IReadOnlyList<(string Key, string Sentence)>)Assembly.Load("ThanhHoa.DigitalSignature.Signing")
            .GetType("ThanhHoa.DigitalSignature.Signing.Verification.VerificationTexts", throwOnError: true)!
            .GetField("All", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!).Select(text => text.Key).ToList();
        var scripts = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Signing", "Verification"), "*.js").Select(File.ReadAllText).ToList();
        var used = scripts.SelectMany(script => Key().Matches(script)).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(used);
        Assert.Equal(given.Where(key => key.StartsWith("verify.", StringComparison.Ordinal)).Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
        // The others take the place of a sentence of the viewer.
        Assert.Empty(given.Where(key => key.StartsWith("view.", StringComparison.Ordinal)).Except(SignPage.Texts.Select(text => text.Key)));
    }

    [GeneratedRegex("\"(verify\\.[a-z-]+)\"")]
    private static partial Regex Key();
}
