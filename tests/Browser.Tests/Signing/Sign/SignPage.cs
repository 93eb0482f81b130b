using System.Reflection;
using System.Text.Json;
using Microsoft.Playwright;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Signing.Sign;

/// <summary>Markup of a page with the viewer, and how a person finds things in it.</summary>
internal static class SignPage
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>What the module gives the script to say: by reflection, for it promises these words to its own page only.</summary>
    public static IReadOnlyList<(string Key, string Sentence)> Texts { get; } =
        (IReadOnlyList<(string, string)>)Assembly.Load("ThanhHoa.DigitalSignature.Signing")
            .GetType("ThanhHoa.DigitalSignature.Signing.Sign.SignTexts", throwOnError: true)!
            .GetField("All", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;

    /// <summary>A page that shows a file, with a signature box if it has a place.</summary>
    public static string Viewer(string file, object? placement = null)
    {
        var options = JsonSerializer.Serialize(
            new { placement, signerName = "Nguyễn Thị Phương Thảo", texts = Texts.ToDictionary(text => text.Key, text => text.Sentence) }, Json);
        return $"""
            <h1>Quyết định</h1><div id="viewer" data-src="{file}" data-name="Quyết định"></div>
            <script type="application/json" id="sign-options">{options}</script>
            """;
    }

    public static ILocator Canvas(this IPage page, int number) => page.Locator($".viewer-page[data-page='{number}'] canvas");

    /// <summary>Where the box stands on its page, in points, as drawn on the screen.</summary>
    public static async Task<double[]> BoxInPoints(this IPage page, double pageWidth, double pageHeight) =>
        await page.EvaluateAsync<double[]>(
            """
            ([width, height]) => {
              const box = document.querySelector(".signature-box").getBoundingClientRect();
              const sheet = document.querySelector(".signature-box").parentElement.getBoundingClientRect();
              const across = width / sheet.width, down = height / sheet.height;
              return [(box.left - sheet.left) * across, (sheet.bottom - box.bottom) * down, box.width * across, box.height * down];
            }
            """,
            new[] { pageWidth, pageHeight });
}
