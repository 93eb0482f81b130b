using System.Text.Json;
using ThanhHoa.DigitalSignature.Organisation.Tables;

namespace ThanhHoa.DigitalSignature.Organisation.Importing;

/// <summary>What a file brings.</summary>
internal enum ImportKind
{
    Units,
    People,
}

/// <summary>How far a file has come.</summary>
internal enum ImportState
{
    /// <summary>Received; waits for the job that looks at every row.</summary>
    Received,

    /// <summary>Every row was looked at; nothing was changed. Waits for a person's yes.</summary>
    Checked,

    /// <summary>A person said yes; waits for the job that loads it.</summary>
    Approved,

    /// <summary>Loaded, in one transaction.</summary>
    Applied,

    /// <summary>Not a table, or not one that can be trusted.</summary>
    Unreadable,

    /// <summary>A person decided against it.</summary>
    Discarded,
}

/// <summary>Who imports, and how far their hands reach.</summary>
/// <param name="AccountId">The account; empty for the portal itself.</param>
/// <param name="Name">Their name as it was then.</param>
/// <param name="HeldAt">Units at which the roles are held that let them maintain people; null for the whole province.</param>
internal sealed record Importer(Guid AccountId, string Name, IReadOnlyList<Guid>? HeldAt);

/// <summary>One file of units or people on its way into the portal: received, looked at, approved, loaded.</summary>
internal sealed class Import
{
    /// <summary>A kill or a fault is no reason to try for ever.</summary>
    public const int MostAttempts = 3;

    private Import()
    {
    }

    public Guid Id { get; private init; }

    public ImportKind Kind { get; private init; }

    public string FileName { get; private init; } = "";

    public long Length { get; private init; }

    public ImportState State { get; private set; }

    public Guid AccountId { get; private init; }

    public string AccountName { get; private init; } = "";

    /// <summary>Null for the whole province; see <see cref="Importer"/>.</summary>
    public List<Guid>? HeldAt { get; private init; }

    public DateTimeOffset ReceivedAt { get; private init; }

    public DateTimeOffset? CheckedAt { get; private set; }

    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>Who said yes.</summary>
    public string? ApprovedBy { get; private set; }

    public DateTimeOffset? AppliedAt { get; private set; }

    public int Added { get; private set; }

    public int Changed { get; private set; }

    public int Unchanged { get; private set; }

    public int Refused { get; private set; }

    /// <summary>What the rows came to, so that what is loaded is what was looked at.</summary>
    public string? Digest { get; private set; }

    public TableFault? Fault { get; private set; }

    public string? FaultDetail { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>Whether a job has still to do something with it.</summary>
    public bool Waits => State is ImportState.Received or ImportState.Approved;

    public Importer Importer => new(AccountId, AccountName, HeldAt);

    public static Import Receive(ImportKind kind, string fileName, long length, Importer importer, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        Kind = kind,
        FileName = fileName.Length > 200 ? fileName[^200..] : fileName,
        Length = length,
        AccountId = importer.AccountId,
        AccountName = importer.Name,
        HeldAt = importer.HeldAt?.ToList(),
        ReceivedAt = at,
    };

    /// <summary>Another go; false when there were enough, and the import is given up.</summary>
    public bool Try()
    {
        if (Attempts++ < MostAttempts) return true;
        Refuse(TableFault.GaveUp, "");
        return false;
    }

    public void Check(ImportCounts counts, DateTimeOffset at) => (State, CheckedAt, Attempts, ApprovedAt, ApprovedBy) = (Count(counts, ImportState.Checked), at, 0, null, null);

    public void Approve(string by, DateTimeOffset at) => (State, ApprovedBy, ApprovedAt, Fault, Attempts) = (ImportState.Approved, by, at, null, 0);

    public void Apply(ImportCounts counts, DateTimeOffset at) => (State, AppliedAt) = (Count(counts, ImportState.Applied), at);

    /// <summary>The portal's data changed since the file was looked at: it goes back to be looked at and approved again.</summary>
    public void Recheck(ImportCounts counts, DateTimeOffset at)
    {
        Check(counts, at);
        Fault = TableFault.ChangedSince;
    }

    public void Refuse(TableFault fault, string detail) => (State, Fault, FaultDetail) = (ImportState.Unreadable, fault, detail);

    public void Discard() => State = ImportState.Discarded;

    private ImportState Count(ImportCounts counts, ImportState next)
    {
        (Added, Changed, Unchanged, Refused, Digest) = (counts.Added, counts.Changed, counts.Unchanged, counts.Refused, counts.Digest);
        return next;
    }
}

/// <summary>What the rows of a file came to.</summary>
/// <param name="Added">Rows that add a unit, or a person with a post.</param>
/// <param name="Changed">Rows that change one that is known.</param>
/// <param name="Unchanged">Rows that say what is known already.</param>
/// <param name="Refused">Rows left out, each with its reasons.</param>
/// <param name="Digest">Hash over row numbers and outcomes.</param>
internal sealed record ImportCounts(int Added, int Changed, int Unchanged, int Refused, string Digest);

/// <summary>The file itself, kept until it is loaded or given up: it holds personal data.</summary>
internal sealed class ImportFile
{
    public Guid ImportId { get; init; }

    public byte[] Content { get; init; } = [];
}

/// <summary>How far the job has come; written beside its transaction, so that whoever waits sees it move.</summary>
internal sealed class ImportProgress
{
    public Guid ImportId { get; init; }

    public int Rows { get; set; }

    /// <summary>0 to 100.</summary>
    public int Percent { get; set; }
}

internal enum LineOutcome
{
    Unchanged,
    Added,
    Changed,
    Refused,
}

/// <summary>What is wrong with one cell, or with the row as a whole.</summary>
/// <param name="Column">"E – Từ ngày"; empty for the row as a whole.</param>
/// <param name="Refusal">Why.</param>
internal sealed record CellFault(string Column, Refusal Refusal);

/// <summary>What one row came to. Rows that change nothing are counted, not kept.</summary>
internal sealed class ImportLine
{
    // In a refused row's copy nothing longer is worth keeping.
    private const int LongestCopy = 500;

    public Guid ImportId { get; init; }

    /// <summary>The number beside the row in Excel.</summary>
    public int Row { get; init; }

    public LineOutcome Outcome { get; init; }

    /// <summary>Whom or what the row is about: a name, a code.</summary>
    public string Subject { get; init; } = "";

    /// <summary>What changes, as names of columns; empty when something is added.</summary>
    public List<string> Changes { get; init; } = [];

    /// <summary>JSON; see <see cref="CellFault"/>.</summary>
    public string? Faults { get; init; }

    /// <summary>The cells of a refused row, in the order of the template's columns, to be corrected and loaded again.</summary>
    public List<string>? Cells { get; init; }

    public IReadOnlyList<CellFault> FaultList => Faults is null ? [] : JsonSerializer.Deserialize<List<CellFault>>(Faults)!;

    public static ImportLine Refuse(int row, string subject, IEnumerable<CellFault> faults, IEnumerable<string> cells) => new()
    {
        Row = row,
        Outcome = LineOutcome.Refused,
        Subject = Short(subject),
        Faults = JsonSerializer.Serialize(faults),
        Cells = [.. cells.Select(Short)],
    };

    public static ImportLine Accept(int row, LineOutcome outcome, string subject, IEnumerable<string> changes) => new()
    {
        Row = row,
        Outcome = outcome,
        Subject = Short(subject),
        Changes = [.. changes],
    };

    // PostgreSQL's text holds everything but the zero character.
    private static string Short(string text) => (text.Length > LongestCopy ? text[..LongestCopy] : text).Replace("\0", "", StringComparison.Ordinal);
}
