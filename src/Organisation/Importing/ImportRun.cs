using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ThanhHoa.DigitalSignature.Organisation.Tables;

namespace ThanhHoa.DigitalSignature.Organisation.Importing;

/// <summary>What a run over a file gathers: the counts, the lines to show, the digest; and how far it has come.</summary>
internal sealed class ImportRun(Func<int, double, Task>? progress = null) : IDisposable
{
    /// <summary>More rows than a province has people in post; a file beyond it is a mistake.</summary>
    public const int MostRows = 100_000;

    private readonly IncrementalHash digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly int[] counts = new int[4];
    private readonly List<ImportLine> lines = [];

    /// <summary>Rows that change something or are refused.</summary>
    public IReadOnlyList<ImportLine> Lines => lines;

    public ImportCounts Counts => new(Of(LineOutcome.Added), Of(LineOutcome.Changed), Of(LineOutcome.Unchanged), Of(LineOutcome.Refused), Convert.ToHexStringLower(digest.GetCurrentHash()));

    public int Rows => counts.Sum();

    public static void Limit(int rows)
    {
        if (rows > MostRows) throw new TableUnreadableException(TableFault.TooManyRows, MostRows.ToString("N0", CultureInfo.GetCultureInfo("vi")));
    }

    public void Add(ImportLine line)
    {
        counts[(int)line.Outcome]++;
        digest.AppendData(Encoding.UTF8.GetBytes($"{line.Row} {line.Outcome} {string.Join(',', line.Changes)}{line.Faults}\n"));
        if (line.Outcome is not LineOutcome.Unchanged) lines.Add(line);
    }

    public Task ReportAsync(double part) => progress?.Invoke(Rows, part) ?? Task.CompletedTask;

    public void Dispose() => digest.Dispose();

    private int Of(LineOutcome outcome) => counts[(int)outcome];
}
