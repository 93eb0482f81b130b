using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Reports;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Cli;

/// <summary>thds verify --report: what appears in the folder, and what is never touched.</summary>
public sealed class VerifyReportTests : IDisposable
{
    private static readonly string[] Endings = ["html", "json", "pdf", "xml"];
    private readonly Workbench bench = new();
    private readonly byte[] signed = SignOnce.Sign(HandMade.Table(), TestSigner.Rsa2048);

    public VerifyReportTests() => bench.Write("công văn.pdf", signed);

    public void Dispose() => bench.Dispose();

    [Fact]
    public void Each_document_gets_its_four_reports_and_the_exit_code_stays()
    {
        bench.Write("rác.pdf", "rác"u8);
        var (exit, said) = Thds("verify", "công văn.pdf", "rác.pdf", "--report", "báo cáo");
        Assert.True(exit == 3, said);
        Assert.Equal(
            Endings.Select(e => $"công văn.{e}").Concat(Endings.Select(e => $"rác.{e}")).Order(StringComparer.Ordinal),
            Directory.GetFiles(bench.PathOf("báo cáo")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(signed)), File.ReadAllText(bench.PathOf("báo cáo/công văn.html")), StringComparison.Ordinal);
        EtsiShape.Read(File.ReadAllBytes(bench.PathOf("báo cáo/công văn.xml")));
        EtsiShape.Read(File.ReadAllBytes(bench.PathOf("báo cáo/rác.xml")));
        bench.Succeed("qpdf", "--check", bench.PathOf("báo cáo/công văn.pdf"));
        Assert.Contains("\"conclusion\":\"intact\"", File.ReadAllText(bench.PathOf("báo cáo/công văn.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_never_takes_the_place_of_a_file_that_is_there()
    {
        // The folder of the document itself: its report would be named like the document.
        Refused("verify", "công văn.pdf", "--report", ".");
        Assert.Equal(signed, File.ReadAllBytes(bench.PathOf("công văn.pdf")));
        Assert.Single(Directory.GetFiles(bench.PathOf(".")));

        Directory.CreateDirectory(bench.PathOf("out"));
        bench.Write("out/công văn.xml", "của ai đó"u8);
        Refused("verify", "công văn.pdf", "--report", "out");
        Assert.Equal("của ai đó", File.ReadAllText(bench.PathOf("out/công văn.xml")));
        Assert.Single(Directory.GetFiles(bench.PathOf("out")));

        Directory.CreateDirectory(bench.PathOf("khác"));
        bench.Write("khác/công văn.pdf", signed);
        Refused("verify", "công văn.pdf", "khác/công văn.pdf", "--report", "mới");
        Assert.Empty(Directory.GetFiles(bench.PathOf("mới")));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_leaves_nothing_behind()
    {
        bench.Write("chiếm", "một tệp"u8);
        var (exit, said) = Thds("verify", "công văn.pdf", "--report", "chiếm");
        Assert.True(exit == 5, said);
        Assert.Equal("một tệp", File.ReadAllText(bench.PathOf("chiếm")));
    }

    private void Refused(params string[] arguments)
    {
        var (exit, said) = Thds(arguments);
        Assert.True(exit == 2, said);
        Assert.DoesNotContain("Unhandled", said, StringComparison.Ordinal);
    }

    private (int Exit, string Output) Thds(params string[] arguments) => bench.Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "thds.dll"), .. arguments]);
}
