using System.Reflection;
using System.Text.RegularExpressions;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Signing.SignService;

public sealed partial class SignServiceTextsTests
{
    // Put together in the scripts: a step's name, a file's state, the browser's answer, a refusal's code.
    private static readonly string[] PutTogether =
        ["vgca.connecting", "vgca.preparing", "vgca.waiting", "vgca.state-", "vgca.component-", "check.permission-"];

    [Fact]
    public void Every_key_the_scripts_use_has_its_sentence_and_every_sentence_is_used()
    {
        var texts = (IReadOnlyList<(string Key, string Sentence)>)Assembly.Load("ThanhHoa.DigitalSignature.Signing")
            .GetType("ThanhHoa.DigitalSignature.Signing.SignService.SignServiceTexts", throwOnError: true)!
            .GetField("All", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
        var scripts = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Signing", "SignService"), "*.js").Select(File.ReadAllText).ToList();
        var used = scripts.SelectMany(script => Key().Matches(script)).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var given = texts.Select(text => text.Key).ToList();
        Assert.NotEmpty(used);
        Assert.Empty(used.Except(given));
        Assert.Empty(given.Except(used).Where(key => !PutTogether.Any(part => key.StartsWith(part, StringComparison.Ordinal))));
        var codes = scripts.SelectMany(script => Code().Matches(script)).Select(match => $"vgca.{match.Groups[1].Value}").ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(codes);
        Assert.Empty(codes.Except(given));
    }

    [GeneratedRegex("\"((?:vgca|check)\\.[a-z-]+)\"")]
    private static partial Regex Key();

    [GeneratedRegex("\"(component-[a-z]+)\"")]
    private static partial Regex Code();
}
