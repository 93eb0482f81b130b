using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Signing.Sign;

public sealed partial class SignTextsTests
{
    [Fact]
    public void Every_key_the_scripts_use_has_its_sentence_and_every_sentence_is_used()
    {
        var scripts = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Signing", "Sign"), "*.js").Select(File.ReadAllText).ToList();
        var used = scripts.SelectMany(script => Key().Matches(script)).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var given = SignPage.Texts.Select(text => text.Key).Where(key => !key.StartsWith("refusal.", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(used);
        Assert.Equal(given.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_sentence_has_its_English_with_the_same_places_to_fill_in()
    {
        var english = new ResourceManager("ThanhHoa.DigitalSignature.Signing.Texts", Assembly.Load("ThanhHoa.DigitalSignature.Signing"))
            .GetResourceSet(CultureInfo.GetCultureInfo("en"), createIfNotExists: true, tryParents: false)!;
        Assert.NotEmpty(SignPage.Texts);
        Assert.All(SignPage.Texts, text => Assert.Equal(Places(text.Sentence), Places(english.GetString(text.Sentence) ?? "nothing")));
        Assert.DoesNotContain(SignPage.Texts, text => string.IsNullOrEmpty(english.GetString(text.Sentence)));
    }

    [Theory]
    [InlineData("origin-unknown")]
    [InlineData("pairing-refused")]
    [InlineData("manifest-invalid")]
    [InlineData("manifest-expired")]
    [InlineData("manifest-replayed")]
    [InlineData("certificate-missing")]
    [InlineData("token-missing")]
    [InlineData("token-removed")]
    [InlineData("pin-wrong")]
    [InlineData("pin-locked")]
    [InlineData("user-cancelled")]
    [InlineData("window-closed")]
    [InlineData("timeout")]
    [InlineData("busy")]
    [InlineData("device-failed")]
    public void Every_refusal_of_the_agent_has_a_sentence_of_its_own(string code)
    {
        var sentence = Assert.Single(SignPage.Texts, text => text.Key == $"refusal.{code}").Sentence;
        Assert.Single(SignPage.Texts, text => text.Sentence == sentence);
    }

    private static IEnumerable<string> Places(string sentence) => Place().Matches(sentence).Select(match => match.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex("\"((?:view|place|sign)\\.[a-z-]+)\"")]
    private static partial Regex Key();

    [GeneratedRegex("\\{\\w+\\}")]
    private static partial Regex Place();
}
