using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Platform.OfficialDocuments;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Signing;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing;

public sealed partial class SignatureBoxTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const double PageHeight = 841.89;

    [Theory]
    [InlineData("Cao Mẫu Nam", "BÊN NHẬN")]
    [InlineData("Trịnh Mẫu Long", "BÊN GIAO")]
    public async Task A_signature_stands_centred_between_the_line_of_the_position_and_the_printed_name(string name, string position)
    {
        var pdf = PdfWriter.Write(new OfficialDocument
        {
            Organisation = "Sở Tài chính",
            Place = "Thanh Hóa",
            Title = "Biên bản",
            Body = [new OfficialBlock.Paragraph($"Bên nhận: {name}, và một câu nữa.")],
            Signers = [new OfficialSigner("Bên nhận", "Cao Mẫu Nam"), new OfficialSigner("Bên giao", "Trịnh Mẫu Long")],
        });
        using var content = new MemoryStream(pdf);
        var file = await portal.Host.WithAsync<FileStore, SubmittedFile>(files => SubmittedFile.TakeAsync(content, "x.pdf", [name], files, TestContext.Current.CancellationToken));

        var box = file.BoxFor(Signer(name));

        var words = await WordsAsync(pdf);
        var (printed, above) = (LastOf(words, name), LastOf(words, position));
        Assert.Equal((printed.Left + printed.Right) / 2, box.X + (box.Width / 2), 4.0);
        Assert.InRange(box.Y, PageHeight - printed.Bottom, PageHeight - printed.Top + 12);
        Assert.InRange(box.Y + box.Height, box.Y + 40, PageHeight - above.Bottom + 4);
    }

    [Fact]
    public async Task A_name_that_is_printed_nowhere_leaves_the_usual_place()
    {
        using var content = new MemoryStream(PdfSample.Valid());
        var file = await portal.Host.WithAsync<FileStore, SubmittedFile>(files => SubmittedFile.TakeAsync(content, "x.pdf", ["Không Có Ai"], files, TestContext.Current.CancellationToken));
        Assert.Equal(file.BoxFor(Signer("Ai khác")), file.BoxFor(Signer("Không Có Ai")));
    }

    private static SignatoryPlan Signer(string name) => new(Guid.Empty, name, "");

    // Coordinates of pdftotext: points from the upper left corner.
    private static async Task<List<(string Text, double Left, double Top, double Right, double Bottom)>> WordsAsync(byte[] pdf)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, pdf, TestContext.Current.CancellationToken);
        using var judge = Process.Start(new ProcessStartInfo("pdftotext", ["-bbox", path, "-"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = await judge.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        File.Delete(path);
        return [.. Word().Matches(said).Select(m => (m.Groups["text"].Value, Number(m, "left"), Number(m, "top"), Number(m, "right"), Number(m, "bottom")))];
    }

    private static (double Left, double Top, double Right, double Bottom) LastOf(List<(string Text, double Left, double Top, double Right, double Bottom)> words, string text)
    {
        var parts = text.Split(' ');
        var at = Enumerable.Range(0, words.Count - parts.Length + 1).Last(i => parts.Select((part, n) => words[i + n].Text == part).All(same => same));
        return (words[at].Left, words[at].Top, words[at + parts.Length - 1].Right, words[at].Bottom);
    }

    private static double Number(Match match, string name) => double.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("<word xMin=\"(?<left>[\\d.]+)\" yMin=\"(?<top>[\\d.]+)\" xMax=\"(?<right>[\\d.]+)\" yMax=\"(?<bottom>[\\d.]+)\">(?<text>[^<]*)</word>", RegexOptions.ExplicitCapture)]
    private static partial Regex Word();
}
