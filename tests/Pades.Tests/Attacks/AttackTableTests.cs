using System.Globalization;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Attacks;

/// <summary>Every class of attack that is known, each with several variants on several documents: none may pass for intact.</summary>
public sealed class AttackTableTests
{
    // Wherever the page of attacks names a class, the table has it.
    private static readonly string[] Classes =
    [
        "USF: byte range", "USF: contents", "ISA: incremental saving", "SWA: signature wrapping", "Shadow: hide", "Shadow: replace", "Shadow: hide and replace", "EAA: evil annotation at P=3",
        "EAA: any annotation at P=1 and P=2", "SSA: sneaky signature at P=2", "Overlapping byte ranges", "Dictionary copied to another field", "Signed revision passed over by /Prev",
        "Pages or annotations hidden behind /DSS", "Objects hidden from the cross-reference", "Shared appearance stream overwritten", "Extension or version downgraded", "/DSS removed",
        "Permissions removed or widened", "Locks widened by a later signature", "Forged update carried by a table", "Forged update carried by a stream", "Forged update carried by object streams",
        "Forged update carried by a hybrid", "Forged update of an encrypted document", "Pages exchanged", "Fields changed in more than their value", "Active content added", "Page not quite made from its template",
    ];

    private static readonly Lazy<IReadOnlyList<Attack>> Made = new(() => [.. ForgedDictionaries.All, .. ForgedHistories.All, .. ShadowAttacks.All, .. CertificationAttacks.All, .. StructureAttacks.All, .. TemplateAttacks.All]);

    public static TheoryData<string> Kinds => [.. Classes];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_attack_of_the_class_passes(string kind)
    {
        var attacks = Made.Value.Where(attack => attack.Class == kind).ToList();
        Assert.InRange(attacks.Count, 3, 1000);
        Assert.Equal(attacks.Count, attacks.DistinctBy(attack => attack.Name).Count());
        Assert.All(attacks.SelectMany(attack => attack.Files().Select(file => (attack, file.Of, file.Pdf))), file =>
        {
            var (attack, of, pdf) = file;
            try
            {
                var report = PdfValidator.Validate(new MemoryStream(pdf), new ValidationOptions { At = SignOnce.Time, Password = attack.Password });
                Assert.True(report.Conclusion is DocumentConclusion.Broken or DocumentConclusion.Suspicious, $"{attack.Name} of {of} passed as {report.Conclusion}.");
                // Said with a reason, in both languages.
                Assert.Contains(report.Findings.Concat(report.Signatures.SelectMany(s => s.Findings)), f => f is { Severity: >= FindingSeverity.Forbidden, Vietnamese.Length: > 0, English.Length: > 0 });
            }
            catch (PdfException refusal)
            {
                Assert.True(attack.MayBeUnreadable, $"{attack.Name} of {of}: {refusal.Code} {refusal.Message}");
            }
        });
    }

    [Fact]
    public void The_table_is_long_enough_and_every_class_of_it_is_tried()
    {
        var table = new StringBuilder();
        var files = 0;
        foreach (var kind in Made.Value.GroupBy(attack => attack.Class))
        {
            var of = kind.Sum(attack => attack.Files().Count());
            files += of;
            table.AppendLine(CultureInfo.InvariantCulture, $"{kind.Key,-60} {kind.Count(),4} variants {of,5} files");
        }
        table.AppendLine(CultureInfo.InvariantCulture, $"{"all",-60} {Made.Value.Count,4} variants {files,5} files");
        TestContext.Current.TestOutputHelper!.WriteLine(table.ToString());
        Assert.InRange(files, 150, 10_000);
        Assert.Equal(Classes.Order(StringComparer.Ordinal), Made.Value.Select(attack => attack.Class).Distinct().Order(StringComparer.Ordinal));
    }
}
