using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Architecture;

/// <summary>Every Vietnamese sentence has its English one.</summary>
public sealed partial class TranslationTests
{
    [Fact]
    public void Every_sentence_of_every_module_is_translated_and_no_translation_is_left_over()
    {
        var rooms = SourceTree.Modules.Append("Portal").ToList();
        var problems = new List<string>();
        foreach (var room in rooms)
        {
            var said = SourceTree.Files($"src/{room}", ".cs", ".cshtml").SelectMany(path => Sentences(SourceTree.Read(path), path)).ToHashSet();
            var english = XDocument.Load(Path.Combine(SourceTree.Root, "src", room, "Texts.en.resx")).Descendants("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);
            Assert.NotEmpty(said);
            problems.AddRange(said.Where(s => !english.ContainsKey(s)).Select(s => $"{room}: not translated: {s}"));
            problems.AddRange(english.Keys.Where(k => !said.Contains(k)).Select(k => $"{room}: said nowhere: {k}"));
            problems.AddRange(english.Where(e => !Places(e.Key).SetEquals(Places(e.Value))).Select(e => $"{room}: other places than {e.Key}: {e.Value}"));
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    private static IEnumerable<string> Sentences(string text, string path) =>
        Asked().Matches(text).Concat(Message().Matches(text))
            .Concat(Path.GetFileName(path) switch
            {
                "SignTexts.cs" or "SignServiceTexts.cs" or "VerificationTexts.cs" or "RegisterTexts.cs" => Keyed().Matches(text),
                "Navigation.cs" => Entries().Matches(text),
                // Classes that give values their names.
                var name when name.EndsWith("Names.cs", StringComparison.Ordinal) => Named().Matches(text),
                _ => Enumerable.Empty<Match>(),
            })
            .SelectMany(m => m.Groups["sentence"].Captures.Select(c => Regex.Unescape(c.Value)));

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Value)];

    // T["…"] in pages, text["…"] in code.
    [GeneratedRegex(@"\b(T|text)\[""(?<sentence>(?:[^""\\]|\\.)*)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Asked();

    [GeneratedRegex(@"ErrorMessage = ""(?<sentence>(?:[^""\\]|\\.)*)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Message();

    // Lists whose sentences are looked up later.
    [GeneratedRegex(@"\(""[a-z.-]+"", ""(?<sentence>(?:[^""\\]|\\.)*)""\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Keyed();

    [GeneratedRegex(@"new\(""/[^""]*"", ""(?<sentence>[^""]*)"", ""(?<sentence>[^""]*)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Entries();

    [GeneratedRegex(@"=> ""(?<sentence>[^""]*)"",", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Place();
}
